#include "app/networks/training_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/widgets/number_format.h"

namespace fallline {

using ui::format_number;

std::string_view words(Standing standing) {
  constexpr std::string_view all[] = {"diverged",       "at the edge of stability", "gradient flat", "near a saddle",
                                      "near a minimum", "small gradient",           "descending"};
  return all[static_cast<int>(standing)];
}

TrainingStatus training_status(const TrainingFacts& f) {
  if (f.diverged) return {Standing::diverged, "The next step is not finite: the racer stays where it is."};
  if (f.curvature && f.edge && f.curvature->lambda_max >= edge_share * *f.edge)
    return {Standing::at_the_edge,
            fmt::format("λ_max = {} has come to {} % of {}, from which a step along u_max overshoots by more than it "
                        "corrects.",
                        format_number(f.curvature->lambda_max, 3),
                        format_number(100 * f.curvature->lambda_max / *f.edge, 3), format_number(*f.edge, 3))};
  const double share = f.first_gradient_norm > 0 ? f.gradient_norm / f.first_gradient_norm : 0;
  const std::string size = fmt::format("‖∇L‖ is {} % of what it was at the start", format_number(100 * share, 3));
  if (share > small_gradient_share)
    return {Standing::descending,
            fmt::format("{}; up to {} % would be small.", size, format_number(100 * small_gradient_share))};
  if (!f.curvature) return {Standing::small_gradient, size + "; the eigenvalues are not known yet."};
  const auto& [least, greatest, flatness] = *f.curvature;
  if (flatness <= flat_share)
    return {Standing::gradient_flat,
            fmt::format("{}, and H∇L is nearly zero: θ creeps along a slope that hardly bends, and no critical point "
                        "need be near.",
                        size)};
  if (least < -negative_share * std::max(std::abs(least), std::abs(greatest)))
    return {Standing::near_saddle,
            fmt::format("{}, and L curves down along u_min: λ_min = {}.", size, format_number(least, 3))};
  return {Standing::near_minimum, fmt::format("{}, and L hardly curves down anywhere: λ_min = {}, λ_max = {}.", size,
                                              format_number(least, 3), format_number(greatest, 3))};
}

}  // namespace fallline
