// NetworkView: how networks in training are looked at; a part of ViewSpec.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fallline {

// The plane through θ-space on which the loss is shown (landscape/planes.h).
enum class PlaneKind { path, random, weights, eigenvectors, points };

// What stands in a slot of the curves.
enum class CurveKind {
  loss,
  accuracy,
  gradient_norm,
  learning_rate,
  eigenvalues,
  layer_gradients,
  update_ratios,
  weight_histogram,
  activation_histogram,
  gradient_histogram,
  confusion,
};

// A choice of a table: its key in files, its name on the screen, and a sentence.
template <class Kind>
struct KindInfo {
  Kind kind;
  std::string_view key, label, meaning;
};
std::span<const KindInfo<PlaneKind>> plane_kinds();  // in the order of the enumerations
std::span<const KindInfo<CurveKind>> curve_kinds();

struct NetworkView {
  PlaneKind plane = PlaneKind::path;
  std::array<std::int64_t, 2> weights{0, 1};  // parameters along which PlaneKind::weights lies
  std::uint64_t plane_seed = 1;               // of PlaneKind::random
  bool contours = false;                      // the loss as a map; else in 3-D
  bool follow = true;                         // computed anew when the racer in focus leaves the plane's window
  bool log_height = true;
  bool test_points = true;  // drawn hollow
  // The slot beside the loss surface, then those at the bottom.
  std::array<CurveKind, 4> curves{CurveKind::layer_gradients, CurveKind::loss, CurveKind::gradient_norm,
                                  CurveKind::learning_rate};
  friend bool operator==(const NetworkView&, const NetworkView&) = default;
};

// Nothing if it can be shown; else what is wrong, where, and what is expected.
std::optional<std::string> refuse(const NetworkView& view);

}  // namespace fallline
