#include "support/plain_formulas.h"

#include <array>

namespace fallline::test {
namespace {

using Real = long double;
using Values = const std::vector<double>&;
const Real pi = std::acos(Real{-1}), e = std::exp(Real{1});

template <class T>
T power(T x, int n) {
  T product = 1;
  for (int i = 0; i < n; ++i) product *= x;
  return product;
}

Complex himmelblau(Complex x, Complex y, Values) {
  const Complex a = x * x + y - Real{11}, b = x + y * y - Real{7};
  return a * a + b * b;
}
Complex rosenbrock(Complex x, Complex y, Values) { return power(Real{1} - x, 2) + Real{100} * power(y - x * x, 2); }
Complex beale(Complex x, Complex y, Values) {
  return power(Real{1.5L} - x + x * y, 2) + power(Real{2.25L} - x + x * power(y, 2), 2) +
         power(Real{2.625L} - x + x * power(y, 3), 2);
}
Complex quadratic(Complex x, Complex y, Values p) {
  const Real kappa = p[0], angle = p[1] * pi / 180;
  const Complex u = x * std::cos(angle) + y * std::sin(angle), v = y * std::cos(angle) - x * std::sin(angle);
  return (u * u + kappa * v * v) / Real{2};
}
Complex styblinski_tang(Complex x, Complex y, Values) {
  const auto one = [](Complex t) { return power(t, 4) - Real{16} * power(t, 2) + Real{5} * t; };
  return (one(x) + one(y)) / Real{2};
}
Complex six_hump_camel(Complex x, Complex y, Values) {
  return Real{4} * power(x, 2) - Real{2.1L} * power(x, 4) + power(x, 6) / Real{3} + x * y - Real{4} * power(y, 2) +
         Real{4} * power(y, 4);
}
Complex ackley(Complex x, Complex y, Values) {
  return -Real{20} * std::exp(-Real{0.2L} * std::sqrt((x * x + y * y) / Real{2})) -
         std::exp((std::cos(2 * pi * x) + std::cos(2 * pi * y)) / Real{2}) + e + Real{20};
}
Complex rastrigin(Complex x, Complex y, Values) {
  return Real{20} + x * x - Real{10} * std::cos(2 * pi * x) + y * y - Real{10} * std::cos(2 * pi * y);
}
Complex saddle(Complex x, Complex y, Values) { return (x + y) * (x - y); }
Complex monkey_saddle(Complex x, Complex y, Values) { return power(x, 3) - Real{3} * x * power(y, 2); }
Complex degenerate(Complex x, Complex y, Values) { return power(x, 2) + power(y, 4); }

Complex degenerate_saddle(Complex x, Complex y, Values) { return power(x, 2) - power(y, 4); }
Complex starfish(Complex x, Complex y, Values) { return power(x, 4) - Real{6} * power(x * y, 2) + power(y, 4); }
Complex saddle_chain(Complex x, Complex y, Values) {
  return (std::sin(Real{2} * x) + std::sin(Real{2} * y)) / Real{2} - x - y +
         std::cos(x) * std::cos(y) * (std::cos(Real{2} * x) - std::cos(Real{2} * y)) / Real{2};
}

Complex sphere(Complex x, Complex y, Values) { return x * x + y * y; }
Complex booth(Complex x, Complex y, Values) {
  return Real{5} * (x * x + y * y) + Real{8} * x * y - Real{34} * x - Real{38} * y + Real{74};
}
Complex matyas(Complex x, Complex y, Values) { return Real{0.26L} * (x * x + y * y) - Real{0.48L} * x * y; }
Complex mccormick(Complex x, Complex y, Values) {
  return std::sin(x + y) + power(x - y, 2) - Real{1.5L} * x + Real{2.5L} * y + Real{1};
}
Complex three_hump_camel(Complex x, Complex y, Values) {
  return Real{2} * power(x, 2) - Real{1.05L} * power(x, 4) + power(x, 6) / Real{6} + x * y + power(y, 2);
}
Complex goldstein_price(Complex x, Complex y, Values) {
  const Complex a = Real{19} - Real{14} * x + Real{3} * x * x - Real{14} * y + Real{6} * x * y + Real{3} * y * y;
  const Complex b = Real{18} - Real{32} * x + Real{12} * x * x + Real{48} * y - Real{36} * x * y + Real{27} * y * y;
  return (Real{1} + power(x + y + Real{1}, 2) * a) * (Real{30} + power(Real{2} * x - Real{3} * y, 2) * b);
}

Complex griewank(Complex x, Complex y, Values) {
  return (x * x + y * y) / Real{4000} - std::cos(x) * std::cos(y / std::sqrt(Real{2})) + Real{1};
}
Complex levy13(Complex x, Complex y, Values) {
  const auto sine2 = [](Complex t) { return power(std::sin(pi * t), 2); };
  return sine2(Real{3} * x) + power(x - Real{1}, 2) * (Real{1} + sine2(Real{3} * y)) +
         power(y - Real{1}, 2) * (Real{1} + sine2(Real{2} * y));
}
Complex magnitude(Complex z) { return z.real() < 0 ? -z : z; }
Complex eggholder(Complex x, Complex y, Values) {
  return -(y + Real{47}) * std::sin(std::sqrt(magnitude(x / Real{2} + y + Real{47}))) -
         x * std::sin(std::sqrt(magnitude(x - y - Real{47})));
}
Complex peaks(Complex x, Complex y, Values) {
  return Real{3} * power(Real{1} - x, 2) * std::exp(-x * x - power(y + Real{1}, 2)) -
         Real{10} * (x / Real{5} - power(x, 3) - power(y, 5)) * std::exp(-x * x - y * y) -
         std::exp(-power(x + Real{1}, 2) - y * y) / Real{3};
}

Complex plateau_cliff(Complex x, Complex y, Values p) {
  return Real{2} / (Real{1} + std::exp(Real{2} * Real{p[0]} * x)) + (x * x - Real{4} * x + Real{4} + y * y) / Real{100};
}
Complex flat_valley(Complex x, Complex y, Values p) { return power(y - std::sin(x), 2) + Real{p[0]} * x * x / Real{2}; }
Complex noisy_bowl(Complex x, Complex y, Values p) {
  return x * x + y * y + Real{p[0]} * (Real{1} - std::cos(Real{p[1]} * x) * std::cos(Real{p[1]} * y));
}
Complex sharp_and_flat(Complex x, Complex y, Values p) {
  const Complex sharp = Real{p[0]} * (power(x + Real{1}, 2) + y * y), flat = power(x - Real{1}, 2) + y * y;
  return sharp * flat / (sharp + flat);
}
Complex l1_corner(Complex x, Complex y, Values) { return magnitude(x) + magnitude(y); }

// f'(0) from differences over ±k, ±k/2, ±k/4, ±k/8.
template <class Function>
Real slope(Function f) {
  std::array<Real, 4> row;
  Real k = 1.0L / 256;
  for (Real& d : row) {
    d = (f(k) - f(-k)) / (2 * k);
    k /= 2;
  }
  Real factor = 4;
  for (std::size_t last = 3; last > 0; --last, factor *= 4)
    for (std::size_t i = 0; i < last; ++i) row[i] = (factor * row[i + 1] - row[i]) / (factor - 1);
  return row[0];
}

}  // namespace

const std::vector<PlainFormula>& plain_formulas() {
  static const std::vector<PlainFormula> all{{"himmelblau", {}, himmelblau},
                                             {"rosenbrock", {}, rosenbrock},
                                             {"beale", {}, beale},
                                             {"quadratic", {20, 30}, quadratic},
                                             {"quadratic", {1e6, -72}, quadratic},
                                             {"quadratic", {1, 0}, quadratic},
                                             {"styblinski_tang", {}, styblinski_tang},
                                             {"six_hump_camel", {}, six_hump_camel},
                                             {"ackley", {}, ackley},
                                             {"rastrigin", {}, rastrigin},
                                             {"saddle", {}, saddle},
                                             {"monkey_saddle", {}, monkey_saddle},
                                             {"degenerate", {}, degenerate},
                                             {"degenerate_saddle", {}, degenerate_saddle},
                                             {"starfish", {}, starfish},
                                             {"saddle_chain", {}, saddle_chain},
                                             {"sphere", {}, sphere},
                                             {"booth", {}, booth},
                                             {"matyas", {}, matyas},
                                             {"mccormick", {}, mccormick},
                                             {"three_hump_camel", {}, three_hump_camel},
                                             {"goldstein_price", {}, goldstein_price},
                                             {"griewank", {}, griewank},
                                             {"levy13", {}, levy13},
                                             {"eggholder", {}, eggholder},
                                             {"peaks", {}, peaks},
                                             {"plateau_cliff", {5}, plateau_cliff},
                                             {"plateau_cliff", {12}, plateau_cliff},
                                             {"flat_valley", {0.01}, flat_valley},
                                             {"flat_valley", {1}, flat_valley},
                                             {"noisy_bowl", {0.15, 12}, noisy_bowl},
                                             {"noisy_bowl", {0, 3}, noisy_bowl},
                                             {"sharp_and_flat", {64}, sharp_and_flat},
                                             {"sharp_and_flat", {5}, sharp_and_flat},
                                             {"l1_corner", {}, l1_corner}};
  return all;
}

Derivatives<long double> derivatives(const PlainFormula& formula, Point at) {
  constexpr Real h = 1e-40L;
  const Real px = at.x, py = at.y;
  const auto x_slope = [&](Real x, Real y) { return formula.at({x, h}, {y, 0}, formula.values).imag() / h; };
  const auto y_slope = [&](Real x, Real y) { return formula.at({x, 0}, {y, h}, formula.values).imag() / h; };
  return {.value = formula.at({px, 0}, {py, 0}, formula.values).real(),
          .x = x_slope(px, py),
          .y = y_slope(px, py),
          .xx = slope([&](Real k) { return x_slope(px + k, py); }),
          .xy = slope([&](Real k) { return x_slope(px, py + k); }),
          .yy = slope([&](Real k) { return y_slope(px, py + k); })};
}

}  // namespace fallline::test
