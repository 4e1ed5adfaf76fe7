#include "nn/normalizations.h"

#include <array>

namespace fallline::nn {
namespace {

constexpr std::array<NormalizationInfo, 6> table = {{
    {"none", "None", "z = W a + b", ""},
    {"batch", "Batch", "γ (z − m)/√(v + ε) + β, m and v of each unit over the batch; testing: their running averages",
     "Ioffe & Szegedy 2015"},
    {"layer", "Layer", "γ (z − m)/√(v + ε) + β, m and v of each sample over the units", "Ba, Kiros & Hinton 2016"},
    {"group", "Group", "γ (z − m)/√(v + ε) + β, m and v of each sample over the units of a group", "Wu & He 2018"},
    {"weight", "Weight", "row j of W becomes g_j W_j/‖W_j‖", "Salimans & Kingma 2016"},
    {"spectral", "Spectral", "W becomes W/σ, σ its largest singular value", "Miyato et al. 2018"},
}};

}  // namespace

std::span<const NormalizationInfo> normalizations() { return table; }

}  // namespace fallline::nn
