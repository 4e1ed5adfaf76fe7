// The first three steps of each method, worked by hand from its formula.
//
// L = ½(x² + 4y²), so g = (x, 4y), from θ₀ = (1, 1). The formulas are those of the catalogue (Deep Learning, ch. 8;
// Zeiler 2012; Kingma & Ba 2015); none of the program's own code is used to work out a number.
#include <gtest/gtest.h>

#include <cmath>

#include "support/racing.h"

namespace fallline {
namespace {

using Path = std::vector<std::array<double, 2>>;  // θ₁, θ₂, θ₃

void expect_path(std::string_view optimizer, const std::vector<double>& values, const Path& expected) {
  const auto surface = test::make_surface("quadratic", {4, 0});
  const auto racer = test::racer_at(optimizer, values, *surface, {1, 1});
  for (std::size_t t = 0; t < expected.size(); ++t) {
    ASSERT_EQ(racer->advance(*surface, {}, 1, {}), 1u);
    for (std::size_t i = 0; i < 2; ++i)
      EXPECT_NEAR(racer->theta()[i], expected[t][i], 2e-15) << "θ" << t + 1 << ", coordinate " << i;
  }
}

// η = 0.1: x falls by the factor 1 − η = 0.9 a step, y by 1 − 4η = 0.6.
TEST(FirstSteps, Sgd) { expect_path("sgd", {0.1}, {{0.9, 0.6}, {0.81, 0.36}, {0.729, 0.216}}); }

// η = 0.1, α = 0.5; v ← ½v − 0.1 g.
// x: v₁ = −0.1            x₁ = 0.9     y: v₁ = −0.4                y₁ = 0.6
//    v₂ = −0.05 − 0.09    x₂ = 0.76       v₂ = −0.2 − 0.24         y₂ = 0.16
//    v₃ = −0.07 − 0.076   x₃ = 0.614      v₃ = −0.22 − 0.064       y₃ = −0.124
TEST(FirstSteps, Momentum) { expect_path("momentum", {0.1, 0.5}, {{0.9, 0.6}, {0.76, 0.16}, {0.614, -0.124}}); }

// η = 0.1, α = 0.5; g at θ + ½v.
// x: v₁ = −0.1 (at 1)                 x₁ = 0.9
//    at 0.9 − 0.05 = 0.85:   v₂ = −0.05 − 0.085 = −0.135      x₂ = 0.765
//    at 0.765 − 0.0675 = 0.6975:   v₃ = −0.0675 − 0.06975 = −0.13725   x₃ = 0.62775
// y: v₁ = −0.4                        y₁ = 0.6
//    at 0.6 − 0.2 = 0.4:   v₂ = −0.2 − 0.16 = −0.36           y₂ = 0.24
//    at 0.24 − 0.18 = 0.06:   v₃ = −0.18 − 0.024 = −0.204     y₃ = 0.036
TEST(FirstSteps, Nesterov) { expect_path("nesterov", {0.1, 0.5}, {{0.9, 0.6}, {0.765, 0.24}, {0.62775, 0.036}}); }

// η = 0.1, δ = 0.5, r the sum of squares; θ ← θ − 0.1 g/(0.5 + √r).
// x: r₁ = 1, x₁ = 1 − 0.1/1.5. y: g = 4, r₁ = 16, y₁ = 1 − 0.4/4.5. And so on with g = x, 4y.
TEST(FirstSteps, Adagrad) {
  const double x1 = 1 - 0.1 / 1.5, y1 = 1 - 0.4 / 4.5;
  const double rx2 = 1 + x1 * x1, ry2 = 16 + 16 * y1 * y1;
  const double x2 = x1 - 0.1 * x1 / (0.5 + std::sqrt(rx2)), y2 = y1 - 0.4 * y1 / (0.5 + std::sqrt(ry2));
  const double rx3 = rx2 + x2 * x2, ry3 = ry2 + 16 * y2 * y2;
  const double x3 = x2 - 0.1 * x2 / (0.5 + std::sqrt(rx3)), y3 = y2 - 0.4 * y2 / (0.5 + std::sqrt(ry3));
  expect_path("adagrad", {0.1, 0.5, 0}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// The same with the mean of the squares, √(r/t), and no δ: at t = 1 the divisor is |g|, and the step is η.
TEST(FirstSteps, AdagradWithTheMean) {
  const double x1 = 0.9, y1 = 0.9;
  const double rx2 = 1 + x1 * x1, ry2 = 16 + 16 * y1 * y1;
  const double x2 = x1 - 0.1 * x1 / std::sqrt(rx2 / 2), y2 = y1 - 0.4 * y1 / std::sqrt(ry2 / 2);
  const double rx3 = rx2 + x2 * x2, ry3 = ry2 + 16 * y2 * y2;
  const double x3 = x2 - 0.1 * x2 / std::sqrt(rx3 / 3), y3 = y2 - 0.4 * y2 / std::sqrt(ry3 / 3);
  expect_path("adagrad", {0.1, 0, 1}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// η = 0.1, ρ = 0.75, δ = 0.25, inside the root.
// x: r₁ = ¼, x₁ = 1 − 0.1/√½.   y: r₁ = ¼·16 = 4, y₁ = 1 − 0.4/√4.25.
TEST(FirstSteps, Rmsprop) {
  const double x1 = 1 - 0.1 / std::sqrt(0.5), y1 = 1 - 0.4 / std::sqrt(4.25);
  const double rx2 = 0.75 * 0.25 + 0.25 * x1 * x1, ry2 = 0.75 * 4 + 4 * y1 * y1;
  const double x2 = x1 - 0.1 * x1 / std::sqrt(0.25 + rx2), y2 = y1 - 0.4 * y1 / std::sqrt(0.25 + ry2);
  const double rx3 = 0.75 * rx2 + 0.25 * x2 * x2, ry3 = 0.75 * ry2 + 4 * y2 * y2;
  const double x3 = x2 - 0.1 * x2 / std::sqrt(0.25 + rx3), y3 = y2 - 0.4 * y2 / std::sqrt(0.25 + ry3);
  expect_path("rmsprop", {0.1, 0.75, 0.25, 0}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// δ outside: √r + δ. x: √¼ + ¼ = ¾;  y: √4 + ¼ = 2¼.
TEST(FirstSteps, RmspropEpsilonOutside) {
  const double x1 = 1 - 0.1 / 0.75, y1 = 1 - 0.4 / 2.25;
  const double rx2 = 0.75 * 0.25 + 0.25 * x1 * x1, ry2 = 0.75 * 4 + 4 * y1 * y1;
  const double x2 = x1 - 0.1 * x1 / (std::sqrt(rx2) + 0.25), y2 = y1 - 0.4 * y1 / (std::sqrt(ry2) + 0.25);
  const double rx3 = 0.75 * rx2 + 0.25 * x2 * x2, ry3 = 0.75 * ry2 + 4 * y2 * y2;
  const double x3 = x2 - 0.1 * x2 / (std::sqrt(rx3) + 0.25), y3 = y2 - 0.4 * y2 / (std::sqrt(ry3) + 0.25);
  expect_path("rmsprop", {0.1, 0.75, 0.25, 1}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// η = ½, ρ = 0.75, ε = 0.25: E ← ¾E + ¼g², Δ = √(D + ¼)/√(E + ¼) g, θ ← θ − ½Δ, D ← ¾D + ¼Δ² (after the step).
// x: E₁ = ¼, Δ₁ = √¼/√½ = √½, x₁ = 1 − ½√½, D₁ = ⅛.
// y: E₁ = 4, Δ₁ = 4·½/√4.25,  y₁ = 1 − 1/√4.25, D₁ = ¼·4/4.25 = 1/4.25.
TEST(FirstSteps, Adadelta) {
  const double x1 = 1 - 0.5 * std::sqrt(0.5), y1 = 1 - 1 / std::sqrt(4.25);
  const double ex2 = 0.75 * 0.25 + 0.25 * x1 * x1, ey2 = 0.75 * 4 + 4 * y1 * y1;
  const double dx2 = std::sqrt(0.125 + 0.25) / std::sqrt(ex2 + 0.25) * x1;
  const double dy2 = std::sqrt(1 / 4.25 + 0.25) / std::sqrt(ey2 + 0.25) * 4 * y1;
  const double x2 = x1 - 0.5 * dx2, y2 = y1 - 0.5 * dy2;
  const double ex3 = 0.75 * ex2 + 0.25 * x2 * x2, ey3 = 0.75 * ey2 + 4 * y2 * y2;
  const double mx3 = 0.75 * 0.125 + 0.25 * dx2 * dx2, my3 = 0.75 / 4.25 + 0.25 * dy2 * dy2;
  const double x3 = x2 - 0.5 * std::sqrt(mx3 + 0.25) / std::sqrt(ex3 + 0.25) * x2;
  const double y3 = y2 - 0.5 * std::sqrt(my3 + 0.25) / std::sqrt(ey3 + 0.25) * 4 * y2;
  expect_path("adadelta", {0.5, 0.75, 0.25}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// η = 0.1, β₁ = ½, β₂ = ¾, δ = ¼ outside of the root.
// t = 1: s = ½g, ŝ = g; r = ¼g², r̂ = g²; the step is 0.1 g/(|g| + ¼): x₁ = 1 − 0.1/1.25, y₁ = 1 − 0.4/4.25.
// t = 2: 1 − β₁² = ¾, 1 − β₂² = 7/16.   t = 3: 1 − β₁³ = ⅞, 1 − β₂³ = 37/64.
TEST(FirstSteps, Adam) {
  const double x1 = 1 - 0.1 / 1.25, y1 = 1 - 0.4 / 4.25;
  const double sx2 = 0.5 * 0.5 + 0.5 * x1, sy2 = 0.5 * 2 + 0.5 * 4 * y1;
  const double rx2 = 0.75 * 0.25 + 0.25 * x1 * x1, ry2 = 0.75 * 4 + 4 * y1 * y1;
  const double x2 = x1 - 0.1 * (sx2 / 0.75) / (std::sqrt(rx2 * 16 / 7) + 0.25);
  const double y2 = y1 - 0.1 * (sy2 / 0.75) / (std::sqrt(ry2 * 16 / 7) + 0.25);
  const double sx3 = 0.5 * sx2 + 0.5 * x2, sy3 = 0.5 * sy2 + 0.5 * 4 * y2;
  const double rx3 = 0.75 * rx2 + 0.25 * x2 * x2, ry3 = 0.75 * ry2 + 4 * y2 * y2;
  const double x3 = x2 - 0.1 * (sx3 / 0.875) / (std::sqrt(rx3 * 64 / 37) + 0.25);
  const double y3 = y2 - 0.1 * (sy3 / 0.875) / (std::sqrt(ry3 * 64 / 37) + 0.25);
  expect_path("adam", {0.1, 0.5, 0.75, 0.25}, {{x1, y1}, {x2, y2}, {x3, y3}});
}

// Limits that tie the methods to one another.
TEST(FirstSteps, MomentumOfZeroIsPlainDescent) {
  const Path plain{{0.9, 0.6}, {0.81, 0.36}, {0.729, 0.216}};
  expect_path("momentum", {0.1, 0}, plain);
  expect_path("nesterov", {0.1, 0}, plain);
}
TEST(FirstSteps, MemorylessAdamStepsByTheSign) {
  expect_path("adam", {0.1, 0, 0, 0}, {{0.9, 0.9}, {0.8, 0.8}, {0.7, 0.7}});
  expect_path("rmsprop", {0.1, 0, 0, 0}, {{0.9, 0.9}, {0.8, 0.8}, {0.7, 0.7}});
}

}  // namespace
}  // namespace fallline
