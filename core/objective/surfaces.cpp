// The catalogue of surfaces. To add one: write its formula, and its entry in the table below.
#include <cmath>
#include <numbers>

#include "objective/data_surfaces.h"
#include "objective/surface_of.h"

namespace fallline {
namespace {

using std::numbers::pi;

// The formulas ------------------------------------------------------------------------------------------------------

struct Himmelblau {
  auto operator()(auto x, auto y) const { return square(square(x) + y - 11.0) + square(x + square(y) - 7.0); }
};

struct Rosenbrock {
  auto operator()(auto x, auto y) const { return square(1.0 - x) + 100.0 * square(y - square(x)); }
};

struct Beale {
  auto operator()(auto x, auto y) const {
    const auto y2 = square(y);
    return square(1.5 - x + x * y) + square(2.25 - x + x * y2) + square(2.625 - x + x * (y2 * y));
  }
};

// ½(u² + κ v²), with (u, v) the coordinates turned by φ.
struct Quadratic {
  double xx, xy, yy;
  explicit Quadratic(std::span<const double> p) {
    const double kappa = p[0], angle = p[1] * pi / 180, c = std::cos(angle), s = std::sin(angle);
    xx = 0.5 * (c * c + kappa * s * s);
    xy = (1 - kappa) * c * s;
    yy = 0.5 * (s * s + kappa * c * c);
  }
  auto operator()(auto x, auto y) const { return xx * square(x) + xy * (x * y) + yy * square(y); }
};

struct StyblinskiTang {
  auto operator()(auto x, auto y) const { return one(x) + one(y); }
  static auto one(auto t) {
    const auto t2 = square(t);
    return 0.5 * (square(t2) - 16.0 * t2 + 5.0 * t);
  }
};

struct SixHumpCamel {
  auto operator()(auto x, auto y) const {
    const auto x2 = square(x);
    const auto y2 = square(y);
    return (4.0 - 2.1 * x2 + square(x2) * (1.0 / 3.0)) * x2 + x * y + (4.0 * y2 - 4.0) * y2;
  }
};

struct Ackley {
  auto operator()(auto x, auto y) const {
    using std::cos, std::exp, std::sqrt;
    return 20.0 + std::numbers::e - 20.0 * exp(-0.2 * sqrt(0.5 * (square(x) + square(y)))) -
           exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y)));
  }
};

struct Rastrigin {
  auto operator()(auto x, auto y) const { return 20.0 + one(x) + one(y); }
  static auto one(auto t) {
    using std::cos;
    return square(t) - 10.0 * cos(2 * pi * t);
  }
};

struct Saddle {
  auto operator()(auto x, auto y) const { return square(x) - square(y); }
};

struct MonkeySaddle {
  auto operator()(auto x, auto y) const { return x * (square(x) - 3.0 * square(y)); }
};

struct DegenerateBowl {
  auto operator()(auto x, auto y) const { return square(x) + square(square(y)); }
};

// The catalogue -----------------------------------------------------------------------------------------------------

template <class Formula>
std::unique_ptr<const Surface> make(std::span<const double> parameters) {
  if constexpr (std::is_constructible_v<Formula, std::span<const double>>)
    return std::make_unique<SurfaceOf<Formula>>(Formula(parameters));
  else
    return std::make_unique<SurfaceOf<Formula>>(Formula{});
}

constexpr Parameter quadratic_parameters[] = {
    {.key = "kappa",
     .symbol = "κ",
     .label = "Condition κ",
     .initial = 20,
     .minimum = 1,
     .maximum = 1e4,
     .scale = Scale::log,
     .meaning = "Ratio of the largest to the smallest curvature: how narrow the valley is.",
     .lower = 1,
     .upper = 1e12},
    {.key = "rotation",
     .symbol = "φ",
     .label = "Rotation φ",
     .initial = 30,
     .minimum = -90,
     .maximum = 90,
     .scale = Scale::linear,
     .meaning = "Angle in degrees by which the valley is turned away from the x axis.",
     .lower = -360,
     .upper = 360},
};

constexpr KnownPoint himmelblau_known[] = {{3, 2, "minimum"}};
constexpr KnownPoint rosenbrock_known[] = {{1, 1, "minimum"}};
constexpr KnownPoint beale_known[] = {{3, 0.5, "minimum"}, {0, 1, "saddle"}};
constexpr KnownPoint origin_minimum[] = {{0, 0, "minimum"}};
constexpr KnownPoint origin_saddle[] = {{0, 0, "saddle"}};
constexpr KnownPoint origin_degenerate[] = {{0, 0, "degenerate"}};

constexpr SurfaceInfo catalogue[] = {
    {.key = "himmelblau",
     .label = "Himmelblau",
     .formula = "(x² + y − 11)² + (x + y² − 7)²",
     .plain = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
     .source = "Himmelblau, Applied Nonlinear Programming (1972)",
     .parameters = {},
     .domain = {-5, 5, -5, 5},
     .start = {-0.6, -0.35},
     .log_height = true,
     .smooth = true,
     .known = himmelblau_known,
     .make = make<Himmelblau>},
    {.key = "rosenbrock",
     .label = "Rosenbrock",
     .formula = "(1 − x)² + 100 (y − x²)²",
     .plain = "(1 - x)^2 + 100*(y - x^2)^2",
     .source = "Rosenbrock, The Computer Journal 3 (1960)",
     .parameters = {},
     .domain = {-2, 2, -1, 3},
     .start = {-1.2, 1},
     .log_height = true,
     .smooth = true,
     .known = rosenbrock_known,
     .make = make<Rosenbrock>},
    {.key = "beale",
     .label = "Beale",
     .formula = "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
     .plain = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
     .source = "Beale (1958); Moré, Garbow & Hillstrom, ACM TOMS 7 (1981)",
     .parameters = {},
     .domain = {-4.5, 4.5, -4.5, 4.5},
     .start = {1, 1.5},
     .log_height = true,
     .smooth = true,
     .known = beale_known,
     .make = make<Beale>},
    {.key = "quadratic",
     .label = "Quadratic",
     .formula = "½ (u² + κ v²),  u = x cos φ + y sin φ,  v = y cos φ − x sin φ",
     .plain = "0.5*((x*cos(rotation*pi/180) + y*sin(rotation*pi/180))^2"
              " + kappa*(y*cos(rotation*pi/180) - x*sin(rotation*pi/180))^2)",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §4.3",
     .parameters = quadratic_parameters,
     .domain = {-3, 3, -3, 3},
     .start = {-2.5, 1},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make<Quadratic>},
    {.key = "styblinski_tang",
     .label = "Styblinski–Tang",
     .formula = "½ (x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)",
     .plain = "0.5*(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)",
     .source = "Styblinski & Tang, Neural Networks 3 (1990)",
     .parameters = {},
     .domain = {-4, 4, -4, 4},
     .start = {0.3, 0.6},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = make<StyblinskiTang>},
    {.key = "six_hump_camel",
     .label = "Six-hump camel",
     .formula = "(4 − 2.1x² + x⁴/3) x² + xy + (4y² − 4) y²",
     .plain = "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
     .source = "Dixon & Szegő, Towards Global Optimisation 2 (1978)",
     .parameters = {},
     .domain = {-2, 2, -1, 1},
     .start = {-1.4, 0.9},
     .log_height = true,
     .smooth = true,
     .known = origin_saddle,
     .make = make<SixHumpCamel>},
    {.key = "ackley",
     .label = "Ackley",
     .formula = "20 + e − 20 exp(−0.2 √(½(x² + y²))) − exp(½(cos 2πx + cos 2πy))",
     .plain = "20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))",
     .source = "Ackley, A Connectionist Machine for Genetic Hillclimbing (1987)",
     .parameters = {},
     .domain = {-5, 5, -5, 5},
     .start = {-3.4, 2.6},
     .log_height = false,
     .smooth = false,
     .known = {},
     .make = make<Ackley>},
    {.key = "rastrigin",
     .label = "Rastrigin",
     .formula = "20 + x² − 10 cos 2πx + y² − 10 cos 2πy",
     .plain = "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
     .source = "Rastrigin, Systems of Extremal Control (1974)",
     .parameters = {},
     .domain = {-5.12, 5.12, -5.12, 5.12},
     .start = {-3.6, 3.3},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make<Rastrigin>},
    {.key = "saddle",
     .label = "Saddle",
     .formula = "x² − y²",
     .plain = "x^2 - y^2",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), fig. 4.5",
     .parameters = {},
     .domain = {-2, 2, -2, 2},
     .start = {-1.6, 0.001},
     .log_height = false,
     .smooth = true,
     .known = origin_saddle,
     .make = make<Saddle>},
    {.key = "monkey_saddle",
     .label = "Monkey saddle",
     .formula = "x³ − 3xy²",
     .plain = "x*(x^2 - 3*y^2)",
     .source = "Hilbert & Cohn-Vossen, Geometry and the Imagination (1932), §29",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {1.2, 0.2},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make<MonkeySaddle>},
    {.key = "degenerate",
     .label = "Degenerate bowl",
     .formula = "x² + y⁴",
     .plain = "x^2 + y^4",
     .source = "Nocedal & Wright, Numerical Optimization (2006), §2.1",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {-1.2, 1.2},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make<DegenerateBowl>},
};

}  // namespace

std::span<const SurfaceInfo> surfaces() {
  static const std::vector<SurfaceInfo> all = [] {
    std::vector<SurfaceInfo> list(std::begin(catalogue), std::end(catalogue));
    list.insert(list.end(), data_surfaces().begin(), data_surfaces().end());
    return list;
  }();
  return all;
}

}  // namespace fallline
