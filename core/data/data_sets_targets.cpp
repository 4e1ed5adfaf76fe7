// Data sets of regression. To add one: its target, and its entry. Compiled like data_sets.cpp.
#include <algorithm>

#include "data/data_set_families.h"
#include "data/portable_functions.h"

namespace fallline {
namespace {

using namespace data_set;

constexpr Parameter replaced_targets =
    label_noise("Share of the samples whose target is that of another place, drawn at random.");
constexpr std::string_view about_targets = "Standard deviation of the noise on the targets.";

// The rules ---------------------------------------------------------------------------------------------------------

using Point = std::span<const double>;

constexpr Parameter plane_parameters[] = {samples, noise(0.1, 1, about_targets), replaced_targets, data_seed};
double plane(Values, Point x) { return 0.5 * (x[0] + x[1]); }

constexpr Parameter bump_parameters[] = {
    samples, noise(0.05, 0.5, about_targets),
    measure("width", "w", "Width w", 0.2, 0.05, 0.5, "Standard deviation of a bump: wide ones run into each other."),
    replaced_targets, data_seed};
double bumps(Values own, Point x) {
  double sum = 0, sign = 1;
  for (const double c1 : {-2.0 / 3, 0.0, 2.0 / 3}) {
    for (const double c2 : {0.4, -0.4}) {
      const double d1 = (x[0] - c1) / own[0], d2 = (x[1] - c2) / own[0];
      sum += sign * decay(0.5 * (d1 * d1 + d2 * d2));
      sign = -sign;
    }
    sign = -sign;
  }
  return sum;
}

constexpr Parameter sine_parameters[] = {
    samples, noise(0.1, 1, about_targets),
    measure("periods", "p", "Periods p", 1, 0.25, 5, "Periods of the sine between −1 and 1."), replaced_targets,
    data_seed};
double sine(Values own, Point x) { return on_circle(0.5 * own[0] * x[0]).sin; }

constexpr Parameter step_parameters[] = {
    samples,
    noise(0.05, 0.5, about_targets),
    several("steps", "Steps", 3, 1, 10, "How many steps lead from 0 to 1."),
    measure("steepness", "s", "Steepness s", 10, 1, 100, "Slope of a step before the division by their number."),
    replaced_targets,
    data_seed};
double steps(Values own, Point x) {
  double sum = 0;
  for (double j = 0; j < own[0]; ++j) {
    const double centre = 2 * (j + 0.5) / own[0] - 1;
    sum += std::clamp(own[1] * (x[0] - centre) + 0.5, 0.0, 1.0);
  }
  return sum / own[0];
}

// The table ---------------------------------------------------------------------------------------------------------

constexpr DataSetInfo table[] = {
    {.key = "plane",
     .label = "Plane",
     .formula = "y = (x₁ + x₂)/2 + σn, x uniform in (−1, 1)²",
     .source = "Smilkov et al. 2017, regressPlane",
     .parameters = plane_parameters,
     .target = plane},
    {.key = "gaussian_bumps",
     .label = "Gaussian bumps",
     .formula = "y = Σ ± exp(−|x − c|²/(2w²)) + σn, c in {−2/3, 0, 2/3} × {0.4, −0.4} with signs by turns",
     .source = "Smilkov et al. 2017, regressGaussian, which has cones",
     .parameters = bump_parameters,
     .target = bumps},
    {.key = "sine",
     .label = "Sine",
     .formula = "y = sin(π p x) + σn, x uniform in (−1, 1)",
     .source = "Bishop 2006, §1.1, over (−1, 1)",
     .parameters = sine_parameters,
     .features = 1,
     .target = sine},
    {.key = "hard_sigmoid_steps",
     .label = "Hard sigmoid steps",
     .formula = "y = 1/n Σ_j h(s (x − c_j)) + σn, h(z) = z + ½ within 0 and 1, c_j = (2j − 1)/n − 1",
     .source = "by construction: a hidden layer of n hard sigmoids is exact",
     .parameters = step_parameters,
     .features = 1,
     .target = steps},
};

}  // namespace

std::span<const DataSetInfo> target_sets() { return table; }

}  // namespace fallline
