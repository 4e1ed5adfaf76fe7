// Bowls and valleys: a few minima, and ways to them that are narrow, long or crooked.
#include <cmath>
#include <numbers>

#include "objective/surface_families.h"

namespace fallline {
namespace {

using std::numbers::pi;

// The formulas ------------------------------------------------------------------------------------------------------

struct Sphere {
  auto operator()(auto x, auto y) const { return square(x) + square(y); }
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

struct Rosenbrock {
  auto operator()(auto x, auto y) const { return square(1.0 - x) + 100.0 * square(y - square(x)); }
};

struct Beale {
  auto operator()(auto x, auto y) const {
    const auto y2 = square(y);
    return square(1.5 - x + x * y) + square(2.25 - x + x * y2) + square(2.625 - x + x * (y2 * y));
  }
};

struct Booth {
  auto operator()(auto x, auto y) const { return square(x + 2.0 * y - 7.0) + square(2.0 * x + y - 5.0); }
};

struct Matyas {
  auto operator()(auto x, auto y) const { return 0.26 * (square(x) + square(y)) - 0.48 * (x * y); }
};

struct McCormick {
  auto operator()(auto x, auto y) const {
    using std::sin;
    return sin(x + y) + square(x - y) - 1.5 * x + 2.5 * y + 1.0;
  }
};

struct ThreeHumpCamel {
  auto operator()(auto x, auto y) const {
    const auto x2 = square(x);
    return (2.0 - 1.05 * x2 + square(x2) * (1.0 / 6.0)) * x2 + x * y + square(y);
  }
};

struct SixHumpCamel {
  auto operator()(auto x, auto y) const {
    const auto x2 = square(x);
    const auto y2 = square(y);
    return (4.0 - 2.1 * x2 + square(x2) * (1.0 / 3.0)) * x2 + x * y + (4.0 * y2 - 4.0) * y2;
  }
};

struct StyblinskiTang {
  auto operator()(auto x, auto y) const { return one(x) + one(y); }
  static auto one(auto t) {
    const auto t2 = square(t);
    return 0.5 * (square(t2) - 16.0 * t2 + 5.0 * t);
  }
};

struct Himmelblau {
  auto operator()(auto x, auto y) const { return square(square(x) + y - 11.0) + square(x + square(y) - 7.0); }
};

// The quadratic factors are 3s² − 14s + 19 and 3d² − 16d + 18 of s = x + y and d = 2x − 3y.
struct GoldsteinPrice {
  auto operator()(auto x, auto y) const {
    const auto s = x + y;
    const auto d = 2.0 * x - 3.0 * y;
    return (1.0 + square(s + 1.0) * ((3.0 * s - 14.0) * s + 19.0)) * (30.0 + square(d) * ((3.0 * d - 16.0) * d + 18.0));
  }
};

// The table ---------------------------------------------------------------------------------------------------------

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

constexpr KnownPoint origin_minimum[] = {{0, 0, "minimum"}};
constexpr KnownPoint origin_saddle[] = {{0, 0, "saddle"}};
constexpr KnownPoint rosenbrock_known[] = {{1, 1, "minimum"}};
constexpr KnownPoint beale_known[] = {{3, 0.5, "minimum"}, {0, 1, "saddle"}};
constexpr KnownPoint booth_known[] = {{1, 3, "minimum"}};
// x − y = 1 and cos(x + y) = −½; curved up where sin(x + y) < 0.
constexpr KnownPoint mccormick_known[] = {{0.5 - pi / 3, -0.5 - pi / 3, "minimum"},
                                          {0.5 + pi / 3, -0.5 + pi / 3, "saddle"},
                                          {0.5 + 2 * pi / 3, -0.5 + 2 * pi / 3, "minimum"}};
// y = −x/2, and x = 0 or x² = 2.1 ± √0.91.
constexpr double near_hump = 1.07054229182366, far_hump = 1.747552345830289;
constexpr KnownPoint three_hump_known[] = {{0, 0, "minimum"},
                                           {near_hump, -0.5 * near_hump, "saddle"},
                                           {-near_hump, 0.5 * near_hump, "saddle"},
                                           {far_hump, -0.5 * far_hump, "minimum"},
                                           {-far_hump, 0.5 * far_hump, "minimum"}};
constexpr KnownPoint himmelblau_known[] = {{3, 2, "minimum"}};
constexpr KnownPoint goldstein_price_known[] = {
    {0, -1, "minimum"}, {-0.6, -0.4, "minimum"}, {1.8, 0.2, "minimum"}, {1.2, 0.8, "minimum"}};

constexpr std::string_view group = "Bowls and valleys";

constexpr SurfaceInfo table[] = {
    {.key = "sphere",
     .label = "Sphere",
     .group = group,
     .formula = "x² + y²",
     .plain = "x^2 + y^2",
     .source = "De Jong, Analysis of the Behavior of a Class of Genetic Adaptive Systems (1975), F1",
     .parameters = {},
     .domain = {-3, 3, -3, 3},
     .start = {-2.4, 1.5},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<Sphere>},
    {.key = "quadratic",
     .label = "Quadratic",
     .group = group,
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
     .make = make_of<Quadratic>},
    {.key = "rosenbrock",
     .label = "Rosenbrock",
     .group = group,
     .formula = "(1 − x)² + 100 (y − x²)²",
     .plain = "(1 - x)^2 + 100*(y - x^2)^2",
     .source = "Rosenbrock, The Computer Journal 3 (1960)",
     .parameters = {},
     .domain = {-2, 2, -1, 3},
     .start = {-1.2, 1},
     .log_height = true,
     .smooth = true,
     .known = rosenbrock_known,
     .make = make_of<Rosenbrock>},
    {.key = "beale",
     .label = "Beale",
     .group = group,
     .formula = "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
     .plain = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
     .source = "Beale (1958); Moré, Garbow & Hillstrom, ACM TOMS 7 (1981)",
     .parameters = {},
     .domain = {-4.5, 4.5, -4.5, 4.5},
     .start = {1, 1.5},
     .log_height = true,
     .smooth = true,
     .known = beale_known,
     .make = make_of<Beale>},
    {.key = "booth",
     .label = "Booth",
     .group = group,
     .formula = "(x + 2y − 7)² + (2x + y − 5)²",
     .plain = "(x + 2*y - 7)^2 + (2*x + y - 5)^2",
     .source = "Jamil & Yang, Int. J. of Mathematical Modelling and Numerical Optimisation 4 (2013)",
     .parameters = {},
     .domain = {-10, 10, -10, 10},
     .start = {-8, 3},
     .log_height = true,
     .smooth = true,
     .known = booth_known,
     .make = make_of<Booth>},
    {.key = "matyas",
     .label = "Matyas",
     .group = group,
     .formula = "0.26 (x² + y²) − 0.48 xy",
     .plain = "0.26*(x^2 + y^2) - 0.48*x*y",
     .source = "Jamil & Yang, Int. J. of Mathematical Modelling and Numerical Optimisation 4 (2013)",
     .parameters = {},
     .domain = {-10, 10, -10, 10},
     .start = {-9, -2},
     .log_height = true,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<Matyas>},
    {.key = "mccormick",
     .label = "McCormick",
     .group = group,
     .formula = "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
     .plain = "sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
     .source = "McCormick (1976); Adorio, MVF: Multivariate Test Functions (2005)",
     .parameters = {},
     .domain = {-1.5, 4, -3, 4},
     .start = {0.6, 2.4},
     .log_height = false,
     .smooth = true,
     .known = mccormick_known,
     .make = make_of<McCormick>},
    {.key = "three_hump_camel",
     .label = "Three-hump camel",
     .group = group,
     .formula = "2x² − 1.05x⁴ + x⁶/6 + xy + y²",
     .plain = "(2 - 1.05*x^2 + x^4/6)*x^2 + x*y + y^2",
     .source = "Jamil & Yang, Int. J. of Mathematical Modelling and Numerical Optimisation 4 (2013)",
     .parameters = {},
     .domain = {-2.5, 2.5, -2.5, 2.5},
     .start = {-1.2, 2.1},
     .log_height = true,
     .smooth = true,
     .known = three_hump_known,
     .make = make_of<ThreeHumpCamel>},
    {.key = "six_hump_camel",
     .label = "Six-hump camel",
     .group = group,
     .formula = "(4 − 2.1x² + x⁴/3) x² + xy + (4y² − 4) y²",
     .plain = "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
     .source = "Dixon & Szegő, Towards Global Optimisation 2 (1978)",
     .parameters = {},
     .domain = {-2, 2, -1, 1},
     .start = {-1.4, 0.9},
     .log_height = true,
     .smooth = true,
     .known = origin_saddle,
     .make = make_of<SixHumpCamel>},
    {.key = "styblinski_tang",
     .label = "Styblinski–Tang",
     .group = group,
     .formula = "½ (x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)",
     .plain = "0.5*(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)",
     .source = "Styblinski & Tang, Neural Networks 3 (1990)",
     .parameters = {},
     .domain = {-4, 4, -4, 4},
     .start = {0.3, 0.6},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = make_of<StyblinskiTang>},
    {.key = "himmelblau",
     .label = "Himmelblau",
     .group = group,
     .formula = "(x² + y − 11)² + (x + y² − 7)²",
     .plain = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
     .source = "Himmelblau, Applied Nonlinear Programming (1972)",
     .parameters = {},
     .domain = {-5, 5, -5, 5},
     .start = {-0.6, -0.35},
     .log_height = true,
     .smooth = true,
     .known = himmelblau_known,
     .make = make_of<Himmelblau>},
    {.key = "goldstein_price",
     .label = "Goldstein–Price",
     .group = group,
     .formula = "(1 + (s + 1)² (3s² − 14s + 19)) (30 + d² (3d² − 16d + 18)),  s = x + y,  d = 2x − 3y",
     .plain = "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
              "*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))",
     .source = "Goldstein & Price, Mathematics of Computation 25 (1971)",
     .parameters = {},
     .domain = {-2, 2, -2, 2},
     .start = {-1.5, 1.2},
     .log_height = true,
     .smooth = true,
     .known = goldstein_price_known,
     .make = make_of<GoldsteinPrice>},
};

}  // namespace

std::span<const SurfaceInfo> bowls_and_valleys() { return table; }

}  // namespace fallline
