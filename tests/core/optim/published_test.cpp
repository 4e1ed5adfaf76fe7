// What is published of the methods that no trajectory is at hand for: bounds, counterexamples, steps worked by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "support/objectives.h"
#include "support/racing.h"

namespace fallline {
namespace {

using test::Separable;

// Nesterov 1983 / Beck & Teboulle 2009, theorem 4.4: L(x_k) − L* ≤ 2L‖x₀ − x*‖²/(k+1)² at η = 1/L. Plain descent does
// not keep it.
TEST(Accelerated, KeepsItsBound) {
  bool descent_keeps_it = true;
  for (const double least : {1.0, 0.1, 1e-2, 1e-3, 1e-4}) {
    const Separable bowl({1, least, 0.3 * least});
    const std::vector<double> start{0.1, 5, -3};
    const double squared = 0.01 + 25 + 9;
    const auto apg = test::racer_at("apg", {1}, bowl, start), sgd = test::racer_at("sgd", {1}, bowl, start);
    for (int k = 1; k <= 1000; ++k) {
      for (const auto& r : {apg.get(), sgd.get()}) r->advance(bowl, {}, 1, {});
      const double bound = 2 * squared / ((k + 1.0) * (k + 1.0));
      ASSERT_LE(apg->loss(), bound) << "least eigenvalue " << least << ", step " << k;
      descent_keeps_it &= sgd->loss() <= bound;
    }
  }
  EXPECT_FALSE(descent_keeps_it);
}

// The recursion as it is printed, with x and y by name.
TEST(Accelerated, IsTheRecursion) {
  const Separable bowl({1, 4});
  const double eta = 0.2;
  const auto r = test::racer_at("apg", {eta}, bowl, {1, 1});
  double x[2]{1, 1}, y[2]{1, 1}, t = 1;
  for (int k = 1; k <= 100; ++k) {
    r->advance(bowl, {}, 1, {});
    const double next = (1 + std::sqrt(1 + 4 * t * t)) / 2;
    for (std::size_t i = 0; i < 2; ++i) {
      const double before = x[i];
      x[i] = y[i] - eta * (i == 0 ? 1 : 4) * y[i];
      y[i] = x[i] + (t - 1) / next * (x[i] - before);
      ASSERT_NEAR(r->theta()[i], x[i], 1e-13) << "step " << k;
    }
    t = next;
  }
}

// In one dimension, slope C on one sample of three and −1 on the others, C = 3: the mean falls to the left. Reddi, Kale
// & Kumar 2018, §3, at β₁ = 0 and β₂ = 1/(1 + C²).
class Reddi final : public Objective {
 public:
  std::size_t dimension() const override { return 1; }
  std::size_t sample_count() const override { return 3; }
  double value(ConstVector theta, const Batch& batch) const override { return slope(batch) * theta[0]; }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    gradient[0] = slope(batch);
    return value(theta, batch);
  }
  void hessian_vector(ConstVector, ConstVector, Vector product, const Batch&) const override { product[0] = 0; }

 private:
  static double slope(const Batch& batch) {
    if (batch.samples.empty()) return 1.0 / 3;
    double sum = 0;
    for (const std::size_t i : batch.samples) sum += i == 0 ? 3 : -1;
    return sum / static_cast<double>(batch.samples.size());
  }
};

TEST(Amsgrad, GoesTheRightWayWhereAdamDoesNot) {
  const Reddi slopes;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    const Sampling one_by_one{.sigma = 0, .seed = seed, .batch_size = 1};
    const auto adam = test::racer_at("adam", {1e-3, 0, 0.1, 1e-8}, slopes, {0});
    const auto amsgrad = test::racer_at("amsgrad", {1e-3, 0, 0.1, 1e-8}, slopes, {0});
    for (const auto& r : {adam.get(), amsgrad.get()}) r->advance(slopes, one_by_one, 3000, {});
    EXPECT_GT(adam->theta()[0], 0.5);
    EXPECT_LT(amsgrad->theta()[0], -0.25);
  }
}

// f' = 25x below 1, x + 24 up to 2, 25x − 24 above: m = 1, L = 25. With the step and the momentum that are best on
// quadratics the heavy ball goes round in three points for ever. Lessard, Recht & Packard 2016, §4.6.
class Lessard final : public Objective {
 public:
  std::size_t dimension() const override { return 1; }
  double value(ConstVector theta, const Batch&) const override {
    const double x = theta[0];
    if (x < 1) return 12.5 * x * x;
    return x < 2 ? 0.5 * x * x + 24 * x - 12 : 12.5 * x * x - 24 * x + 36;
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    const double x = theta[0];
    gradient[0] = x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24;
    return value(theta, batch);
  }
  void hessian_vector(ConstVector, ConstVector, Vector, const Batch&) const override {}
};

TEST(HeavyBall, GoesRoundForEver) {
  const Lessard f;
  const double cycle[]{792.0 / 1225, -2208.0 / 1225, 2592.0 / 1225};
  const auto r = test::racer_at("momentum", {1.0 / 9, 4.0 / 9}, f, {3.3});
  r->advance(f, {}, 999, {});
  for (int lap = 0; lap < 3; ++lap)
    for (const double x : {cycle[1], cycle[2], cycle[0]}) {
      r->advance(f, {}, 1, {});
      EXPECT_NEAR(r->theta()[0], x, 1e-12);
    }
  // f is strongly convex: others come to its only minimum, 0, and so does the heavy ball from elsewhere.
  const auto sgd = test::racer_at("sgd", {1.0 / 25}, f, {3.3}),
             ball = test::racer_at("momentum", {1.0 / 9, 4.0 / 9}, f, {5});
  for (const auto& other : {sgd.get(), ball.get()}) {
    other->advance(f, {}, 999, {});
    EXPECT_NEAR(other->theta()[0], 0, 1e-12);
  }
}

// The law of θ ← θ − ηaθ + σ√(2η)z at rest: variance σ²/(a(1 − ηa/2)), near exp(−L/σ²) as η is small.
TEST(Langevin, HasItsStationaryVariance) {
  constexpr std::size_t n = 200;
  for (const auto& [eta, a, sigma] : {std::tuple(0.5, 1.0, 1.0), {0.1, 4.0, 0.3}}) {
    const Separable bowl(std::vector<double>(n, a));
    const auto r = test::racer_at("sgld", {eta, sigma, 3}, bowl, std::vector<double>(n, 0.0));
    r->advance(bowl, {}, 200, {});
    double sum = 0, squares = 0;
    constexpr int steps = 2000;
    for (int t = 0; t < steps; ++t) {
      r->advance(bowl, {}, 1, {});
      for (const double x : r->theta()) {
        sum += x;
        squares += x * x;
      }
    }
    const double expected = sigma * sigma / (a * (1 - eta * a / 2)), draws = n * steps;
    // Of 4·10⁵ draws that know little of one another: five standard deviations.
    const double correlation = 1 - eta * a, effective = draws * (1 - correlation) / (1 + correlation);
    EXPECT_NEAR(squares / draws, expected, 5 * expected * std::sqrt(2 / effective));
    EXPECT_NEAR(sum / draws, 0, 5 * std::sqrt(expected / effective));
  }
}

TEST(Langevin, IsAnotherNoiseForAnotherSeed) {
  const Separable bowl({1, 1});
  const auto one = test::racer_at("sgld", {0.1, 1, 1}, bowl, {1, 1}),
             two = test::racer_at("sgld", {0.1, 1, 2}, bowl, {1, 1});
  for (const auto& r : {one.get(), two.get()}) r->advance(bowl, {}, 1, {});
  EXPECT_NE(test::theta_of(*one), test::theta_of(*two));
}

// On a strict saddle plain descent stays for ever; thrown off, it leaves along the coordinate that falls.
TEST(Perturbed, LeavesASaddle) {
  const auto saddle = test::make_surface("saddle");
  const auto sgd = test::racer_at("sgd", {0.01}, *saddle, {0, 0});
  sgd->advance(*saddle, {}, 1000, {});
  EXPECT_EQ(test::theta_of(*sgd), (std::vector<double>{0, 0}));
  for (const double seed : {1, 2, 3, 4}) {
    const auto r = test::racer_at("perturbed_gd", {0.01, 0.01, 0.005, 50, seed}, *saddle, {0, 0});
    r->advance(*saddle, {}, 1000, {});
    EXPECT_LT(r->loss(), -1);
    EXPECT_LT(std::abs(r->theta()[0]), 0.01);
  }
}

// No farther than σ, only where the gradient is small, and not again before its time; uniform in the disc, so half of
// the throws are beyond σ/√2.
TEST(Perturbed, IsThrownAsOftenAndAsFarAsItSays) {
  const Separable flat({0, 0}), slope({1, 1});
  const auto r = test::racer_at("perturbed_gd", {0.5, 0.1, 0.01, 7, 5}, flat, {0, 0});
  int far = 0, throws = 0;
  for (int t = 1; t <= 7000; ++t) {
    const auto step = r->next_step(flat, {}).parts.back().vector;
    const double length = std::hypot(step[0], step[1]);
    ASSERT_LE(length, 0.1);
    ASSERT_EQ(length > 0, t % 7 == 1) << "step " << t;
    throws += length > 0;
    far += length > 0.1 / std::sqrt(2);
    r->advance(flat, {}, 1, {});
  }
  EXPECT_EQ(throws, 1000);
  EXPECT_NEAR(far, 500, 80);  // five standard deviations
  const auto steep = test::racer_at("perturbed_gd", {0.5, 0.1, 0.01, 7, 5}, slope, {1, 0});
  const auto plain = test::racer_at("sgd", {0.5}, slope, {1, 0});
  for (int t = 0; t < 6; ++t) {  // the gradient is 2⁻ᵗ, above 0.01
    for (const auto& other : {steep.get(), plain.get()}) other->advance(slope, {}, 1, {});
    EXPECT_EQ(test::theta_of(*steep), test::theta_of(*plain));
  }
}

// Over ½ Σ aᵢθᵢ²: g = aθ, and the gradient uphill is a(θ + ρ g/‖g‖).
TEST(Sam, IsInClosedFormOnAQuadratic) {
  const Separable bowl({1, 10});
  const double eta = 0.05, rho = 0.1;
  const auto r = test::racer_at("sam", {eta, rho}, bowl, {1, 0.5});
  double x = 1, y = 0.5;
  for (int t = 1; t <= 100; ++t) {
    r->advance(bowl, {}, 1, {});
    const double length = std::hypot(x, 10 * y), up_x = x + rho * x / length, up_y = y + rho * 10 * y / length;
    x -= eta * up_x;
    y -= eta * 10 * up_y;
    ASSERT_NEAR(r->theta()[0], x, 1e-12) << "step " << t;
    ASSERT_NEAR(r->theta()[1], y, 1e-12) << "step " << t;
  }
}

using Path = std::vector<std::array<double, 2>>;
void expect_path(std::string_view optimizer, const std::vector<double>& values, const Path& expected) {
  const Separable bowl({1, 4});
  const auto r = test::racer_at(optimizer, values, bowl, {1, 1});
  for (std::size_t t = 0; t < expected.size(); ++t) {
    r->advance(bowl, {}, 1, {});
    for (std::size_t i = 0; i < 2; ++i)
      EXPECT_NEAR(r->theta()[i], expected[t][i], 4e-15) << "θ" << t + 1 << ", coordinate " << i;
  }
}

// L = ½(x² + 4y²) from (1, 1), η = 1.2, β₁ = ¾, β₂ = ½.
// x: g = 1,    u = ¼           −0.2   s = ½          y: g = 4,    u = 1              −0.2   s = 2
//    g = −0.2, u = ⅜ − 0.05    −1.4   s = 0.15          g = −0.8, u = 1.5 − 0.2      −1.4   s = 0.6
//    g = −1.4, u < 0           −0.2                     g = −5.6, u = 0.45 − 1.4     −0.2
TEST(Lion, ByHand) {
  expect_path("lion", {1.2, 0.75, 0.5, 0}, {{-0.2, -0.2}, {-1.4, -1.4}, {-0.2, -0.2}});
  // η = 0.1, λ = ½: each step −0.1(1 + ½θ).
  expect_path("lion", {0.1, 0.75, 0.5, 0.5}, {{0.85, 0.85}, {0.7075, 0.7075}, {0.572125, 0.572125}});
}

// η⁺ = 1.5, η⁻ = ½, Δ₀ = ½: signs alone count, so x and y go the same way.
// Δ 0.5, 0.75, turned: Δ 0.375 and back to 0.5; 0.375 without a comparison, 0.5625, turned: Δ 0.28125 and back; on.
TEST(Rprop, ByHand) {
  expect_path("rprop", {0.5, 0.5, 1.5, 1e-5, 500},
              {{0.5, 0.5},
               {-0.25, -0.25},
               {0.5, 0.5},
               {0.125, 0.125},
               {-0.4375, -0.4375},
               {0.125, 0.125},
               {-0.15625, -0.15625}});
  // Not above the greatest size, in units of η, nor below the least.
  expect_path("rprop", {0.25, 0.5, 2, 1, 1.5}, {{0.75, 0.75}, {0.375, 0.375}, {0, 0}, {0, 0}});
}

// Memory and guard aside, Adamax divides by the greatest slope so far: the step is η ŝ/max|g|.
TEST(Adamax, DividesByTheGreatestSlope) {
  // ρ = 1 forgets nothing, though no file may ask for it.
  expect_path("adamax", {0.25, 0, 1, 0}, {{0.75, 0.75}, {0.5625, 0.5625}, {0.421875, 0.421875}});
}

}  // namespace
}  // namespace fallline
