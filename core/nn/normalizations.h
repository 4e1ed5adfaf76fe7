// The table of normalizations: what stands between W a + b and the activation, or is done to W before.
#pragma once

#include <span>
#include <string_view>

namespace fallline::nn {

struct NormalizationInfo {
  std::string_view key, label;
  std::string_view formula;  // as text
  std::string_view source;
};

// In the order of Normalization (network_spec.h).
std::span<const NormalizationInfo> normalizations();

}  // namespace fallline::nn
