// Many minima: where a path ends is decided by where it begins.
#include <cmath>
#include <numbers>

#include "objective/surface_families.h"

namespace fallline {
namespace {

using std::numbers::pi;

// The formulas ------------------------------------------------------------------------------------------------------

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

struct Griewank {
  auto operator()(auto x, auto y) const {
    using std::cos;
    return 1.0 + (square(x) + square(y)) * (1.0 / 4000) - cos(x) * cos(y * (1 / std::numbers::sqrt2));
  }
};

struct Levy13 {
  auto operator()(auto x, auto y) const {
    using std::sin;
    return square(sin(3 * pi * x)) + square(x - 1.0) * (1.0 + square(sin(3 * pi * y))) +
           square(y - 1.0) * (1.0 + square(sin(2 * pi * y)));
  }
};

struct Eggholder {
  auto operator()(auto x, auto y) const {
    using std::abs, std::sin, std::sqrt;
    const auto raised = y + 47.0;
    return -raised * sin(sqrt(abs(0.5 * x + raised))) - x * sin(sqrt(abs(x - raised)));
  }
};

struct Peaks {
  auto operator()(auto x, auto y) const {
    using std::exp;
    const auto x2 = square(x);
    const auto y2 = square(y);
    return 3.0 * square(1.0 - x) * exp(-x2 - square(y + 1.0)) -
           10.0 * (0.2 * x - x * x2 - y * square(y2)) * exp(-x2 - y2) - (1.0 / 3.0) * exp(-square(x + 1.0) - y2);
  }
};

// The table ---------------------------------------------------------------------------------------------------------

constexpr KnownPoint origin_minimum[] = {{0, 0, "minimum"}};
constexpr KnownPoint levy_known[] = {{1, 1, "minimum"}};

constexpr std::string_view group = "Many minima";

constexpr SurfaceInfo table[] = {
    {.key = "ackley",
     .label = "Ackley",
     .group = group,
     .formula = "20 + e − 20 exp(−0.2 √(½(x² + y²))) − exp(½(cos 2πx + cos 2πy))",
     .plain = "20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))",
     .source = "Ackley, A Connectionist Machine for Genetic Hillclimbing (1987)",
     .parameters = {},
     .domain = {-5, 5, -5, 5},
     .start = {-3.4, 2.6},
     .log_height = false,
     .smooth = false,
     .known = {},
     .make = make_of<Ackley>},
    {.key = "rastrigin",
     .label = "Rastrigin",
     .group = group,
     .formula = "20 + x² − 10 cos 2πx + y² − 10 cos 2πy",
     .plain = "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
     .source = "Rastrigin, Systems of Extremal Control (1974)",
     .parameters = {},
     .domain = {-5.12, 5.12, -5.12, 5.12},
     .start = {-3.6, 3.3},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<Rastrigin>},
    {.key = "griewank",
     .label = "Griewank",
     .group = group,
     .formula = "1 + (x² + y²)/4000 − cos x cos(y/√2)",
     .plain = "1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))",
     .source = "Griewank, J. of Optimization Theory and Applications 34 (1981)",
     .parameters = {},
     .domain = {-10, 10, -10, 10},
     .start = {-4.5, 7},
     .log_height = false,
     .smooth = true,
     .known = origin_minimum,
     .make = make_of<Griewank>},
    {.key = "levy13",
     .label = "Lévy N. 13",
     .group = group,
     .formula = "sin² 3πx + (x − 1)² (1 + sin² 3πy) + (y − 1)² (1 + sin² 2πy)",
     .plain = "sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)",
     .source = "Lévy & Montalvo, SIAM J. on Scientific and Statistical Computing 6 (1985)",
     .parameters = {},
     .domain = {-1, 3, -1, 3},
     .start = {-0.55, 2.7},
     .log_height = false,
     .smooth = true,
     .known = levy_known,
     .make = make_of<Levy13>},
    {.key = "eggholder",
     .label = "Eggholder",
     .group = group,
     .formula = "−(y + 47) sin √|x/2 + y + 47| − x sin √|x − y − 47|",
     .plain = "-(y + 47)*sin(sqrt(abs(x/2 + (y + 47)))) - x*sin(sqrt(abs(x - (y + 47))))",
     .source = "Whitley, Rana, Dzubera & Mathias, Artificial Intelligence 85 (1996)",
     .parameters = {},
     .domain = {-512, 512, -512, 512},
     .start = {30, 90},
     .log_height = false,
     .smooth = false,
     .known = {},
     .make = make_of<Eggholder>},
    {.key = "peaks",
     .label = "Peaks",
     .group = group,
     .formula = "3 (1 − x)² exp(−x² − (y + 1)²) − 10 (x/5 − x³ − y⁵) exp(−x² − y²) − 1/3 exp(−(x + 1)² − y²)",
     .plain = "3*(1 - x)^2*exp(-x^2 - (y + 1)^2) - 10*(x/5 - x^3 - y^5)*exp(-x^2 - y^2)"
              " - 1/3*exp(-(x + 1)^2 - y^2)",
     .source = "MATLAB, peaks",
     .parameters = {},
     .domain = {-3, 3, -3, 3},
     .start = {-0.15, 1.3},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = make_of<Peaks>},
};

}  // namespace

std::span<const SurfaceInfo> many_minima() { return table; }

}  // namespace fallline
