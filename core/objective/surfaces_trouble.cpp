// Training trouble: what makes the loss of a network hard to descend, one trouble at a time.
#include <cmath>

#include "objective/kinks.h"
#include "objective/surface_families.h"

namespace fallline {
namespace {

// The formulas ------------------------------------------------------------------------------------------------------

// Down a step of height 2 around x = 0, on a bowl so wide that it hardly slopes.
struct PlateauCliff {
  double steepness;
  explicit PlateauCliff(std::span<const double> p) : steepness(p[0]) {}
  auto operator()(auto x, auto y) const {
    using std::tanh;
    return 1.0 - tanh(steepness * x) + 0.01 * (square(x - 2.0) + square(y));
  }
};

// Steep walls along the curve y = sin x, on which the loss is ½εx².
struct FlatValley {
  double half_slope;
  explicit FlatValley(std::span<const double> p) : half_slope(0.5 * p[0]) {}
  auto operator()(auto x, auto y) const {
    using std::sin;
    return square(y - sin(x)) + half_slope * square(x);
  }
};

struct NoisyBowl {
  double amplitude, frequency;
  explicit NoisyBowl(std::span<const double> p) : amplitude(p[0]), frequency(p[1]) {}
  auto operator()(auto x, auto y) const {
    using std::cos;
    return square(x) + square(y) + amplitude * (1.0 - cos(frequency * x) * cos(frequency * y));
  }
};

// p q/(p + q), the bowls p = κ|θ − (−1, 0)|² and q = |θ − (1, 0)|²: near each minimum nearly the bowl alone.
struct SharpAndFlat {
  double kappa;
  explicit SharpAndFlat(std::span<const double> p) : kappa(p[0]) {}
  auto operator()(auto x, auto y) const {
    const auto y2 = square(y);
    const auto p = kappa * (square(x + 1.0) + y2);
    const auto q = square(x - 1.0) + y2;
    return p * q / (p + q);
  }
};

struct L1Corner {
  auto operator()(auto x, auto y) const {
    using std::abs;
    return abs(x) + abs(y);
  }
  KinkSum kinks() const { return {affine_form(0, 0), kinks_on_axes(1)}; }
};

// The table ---------------------------------------------------------------------------------------------------------

constexpr Parameter cliff_parameters[] = {
    {.key = "steepness",
     .symbol = "s",
     .label = "Steepness s",
     .initial = 5,
     .minimum = 1,
     .maximum = 100,
     .scale = Scale::log,
     .meaning = "The slope of the cliff: a step taken there flies far.",
     .lower = 0.01,
     .upper = 1e6},
};
constexpr Parameter valley_parameters[] = {
    {.key = "slope",
     .symbol = "ε",
     .label = "Slope ε",
     .initial = 0.01,
     .minimum = 1e-4,
     .maximum = 1,
     .scale = Scale::log,
     .meaning = "The curvature along the floor of the valley: how little there is to follow.",
     .lower = 1e-9,
     .upper = 1e3},
};
constexpr Parameter ripple_parameters[] = {
    {.key = "amplitude",
     .symbol = "a",
     .label = "Ripples a",
     .initial = 0.15,
     .minimum = 0,
     .maximum = 1,
     .scale = Scale::linear,
     .meaning = "The height of the ripples.",
     .lower = 0,
     .upper = 1e3},
    {.key = "frequency",
     .symbol = "ω",
     .label = "Frequency ω",
     .initial = 12,
     .minimum = 1,
     .maximum = 40,
     .scale = Scale::linear,
     .meaning = "How dense the ripples are: 2π/ω from one to the next.",
     .lower = 0,
     .upper = 1e3},
};
constexpr Parameter sharpness_parameters[] = {
    {.key = "kappa",
     .symbol = "κ",
     .label = "Sharpness κ",
     .initial = 64,
     .minimum = 1,
     .maximum = 1e3,
     .scale = Scale::log,
     .meaning = "The sharp minimum has κ times the curvature of the flat one.",
     .lower = 1,
     .upper = 1e9},
};

constexpr KnownPoint origin_minimum[] = {{0, 0, "minimum"}};
// Between the minima κ/a³ and 1/b³ balance, a and b being the distances from them: b = 4a.
constexpr KnownPoint sharp_and_flat_known[] = {{-1, 0, "minimum"}, {1, 0, "minimum"}, {-0.6, 0, "saddle"}};

constexpr std::string_view group = "Training trouble";

constexpr SurfaceInfo table[] = {
    {.key = "plateau_cliff",
     .label = "Plateau and cliff",
     .group = group,
     .formula = "1 − tanh(s x) + 0.01 ((x − 2)² + y²)",
     .plain = "1 - tanh(steepness*x) + 0.01*((x - 2)^2 + y^2)",
     .source = "Pascanu, Mikolov & Bengio, ICML (2013); Goodfellow, Bengio & Courville (2016), fig. 8.3",
     .parameters = cliff_parameters,
     .domain = {-4, 4, -4, 4},
     .start = {-2.5, 1.5},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = make_of<PlateauCliff>},
    {.key = "flat_valley",
     .label = "Long flat valley",
     .group = group,
     .formula = "(y − sin x)² + ½ ε x²",
     .plain = "(y - sin(x))^2 + 0.5*slope*x^2",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §8.2",
     .parameters = valley_parameters,
     .domain = {-8, 8, -4, 4},
     .start = {-7, 2.5},
     .log_height = true,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<FlatValley>},
    {.key = "noisy_bowl",
     .label = "Noisy bowl",
     .group = group,
     .formula = "x² + y² + a (1 − cos ωx cos ωy)",
     .plain = "x^2 + y^2 + amplitude*(1 - cos(frequency*x)*cos(frequency*y))",
     .source = "Bohachevsky, Johnson & Stein, Technometrics 28 (1986)",
     .parameters = ripple_parameters,
     .domain = {-2, 2, -2, 2},
     .start = {-1.6, 1.1},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<NoisyBowl>},
    {.key = "sharp_and_flat",
     .label = "Sharp and flat minimum",
     .group = group,
     .formula = "p q/(p + q),  p = κ ((x + 1)² + y²),  q = (x − 1)² + y²",
     .plain = "kappa*((x + 1)^2 + y^2)*((x - 1)^2 + y^2)/(kappa*((x + 1)^2 + y^2) + ((x - 1)^2 + y^2))",
     .source = "After Hochreiter & Schmidhuber, Neural Computation 9 (1997); Keskar et al., ICLR (2017)",
     .parameters = sharpness_parameters,
     .domain = {-2.5, 2.5, -2.5, 2.5},
     .start = {-1.7, 1},
     .log_height = true,
     .smooth = true,
     .known = sharp_and_flat_known,
     .make = make_of<SharpAndFlat>},
    {.key = "l1_corner",
     .label = "L1 corner",
     .group = group,
     .formula = "|x| + |y|",
     .plain = "abs(x) + abs(y)",
     .source = "Rockafellar & Wets, Variational Analysis (1998), ch. 8",
     .parameters = {},
     .domain = {-2, 2, -2, 2},
     .start = {-1.7, 0.9},
     .log_height = false,
     .smooth = false,
     .known = origin_minimum,
     .make = make_of<L1Corner>},
};

}  // namespace

std::span<const SurfaceInfo> training_trouble() { return table; }

}  // namespace fallline
