// 200 steps against another program (tests/data/optimizer_trajectories.json), and proof that the comparison is sharp:
// the errors that are easily made do not pass it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "optim/racer_of.h"
#include "support/racing.h"

namespace fallline {
namespace {

using nlohmann::json;

const json& methods() {
  static const json data = json::parse(std::ifstream(FALLLINE_TEST_DATA "/optimizer_trajectories.json"));
  return data.at("methods");
}

// One of our optimizers, set as PyTorch's was.
struct Ours {
  std::string_view optimizer;
  std::vector<double> values;
};
Ours ours(const std::string& method) {
  const json& h = methods().at(method).at("hyperparameters");
  const auto number = [&](const char* key) { return h.at(key).get<double>(); };
  const std::string base = method.substr(0, method.find("_eps"));
  if (base == "sgd") return {"sgd", {number("lr")}};
  if (base == "sgd_momentum") return {"momentum", {number("lr"), number("momentum")}};
  if (base == "sgd_nesterov") return {"nesterov", {number("lr"), number("momentum")}};
  if (base == "adagrad") return {"adagrad", {number("lr"), number("eps"), 0}};
  if (base == "rmsprop") return {"rmsprop", {number("lr"), number("alpha"), number("eps"), 1}};
  if (base == "adadelta") return {"adadelta", {number("lr"), number("rho"), number("eps")}};
  if (base == "adam") return {"adam", {number("lr"), h["betas"][0], h["betas"][1], number("eps")}};
  throw std::runtime_error("no optimizer for " + method);
}

std::unique_ptr<const Surface> surface_of(const std::string& function) {
  if (function == "quadratic") return test::make_surface("quadratic", {50, 0});  // ½(x² + 50y²)
  return test::make_surface(function);
}

// AdaDelta with a large ε reaches Himmelblau's minimum to the last digit by step 50, and is unstable there: what
// rounding has left of the gradient decides where it goes from then on.
std::int64_t comparable_steps(const std::string& method) { return method == "adadelta_eps1e-2" ? 50 : 200; }

// The largest relative distance from the reference on the racer's path; of θ + ahead·v where the reference's iterate is
// the point looked ahead to.
double worst_error(const json& run, std::int64_t steps, const Surface& surface, std::unique_ptr<Racer> racer,
                   double ahead = 0) {
  const std::vector<double> start = run.at("start");
  racer->place(surface, start);
  double worst = 0;
  std::vector<double> before = start;
  for (std::size_t i = 0; i < run["steps"].size() && run["steps"][i] <= steps; ++i) {
    while (racer->steps_taken() < run["steps"][i].get<std::int64_t>()) {
      before = test::theta_of(*racer);
      if (racer->advance(surface, {}, 1, {}) == 0) return HUGE_VAL;
    }
    const std::vector<double> expected = run["points"][i];
    for (std::size_t k = 0; k < 2; ++k) {
      const double v = racer->theta()[k] - before[k], at = racer->theta()[k] + ahead * v;
      worst = std::max(worst, std::abs(at - expected[k]) / std::hypot(expected[0], expected[1]));
    }
  }
  return worst;
}

class Trajectory : public testing::TestWithParam<std::string> {};

TEST_P(Trajectory, Agrees) {
  const auto [optimizer, values] = ours(GetParam());
  for (const auto& [function, run] : methods().at(GetParam()).at("functions").items()) {
    ASSERT_EQ(run["steps"].back(), 200);
    const double ahead = optimizer == "nesterov" ? values[1] : 0;
    EXPECT_LT(worst_error(run, comparable_steps(GetParam()), *surface_of(function),
                          find_optimizer(optimizer)->make(2, values), ahead),
              1e-9)
        << function;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Trajectory,
                         testing::Values("sgd", "sgd_momentum", "sgd_nesterov", "adagrad", "rmsprop", "adadelta",
                                         "adam", "adagrad_eps1e-2", "rmsprop_eps1e-2", "adadelta_eps1e-2",
                                         "adam_eps1e-2"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The reference's methods are all tested.
TEST(Trajectories, EveryMethodOfTheFileHasATest) { EXPECT_EQ(methods().size(), 11u); }

// Wrong on purpose ----------------------------------------------------------------------------------------------------

using namespace optim;
using Values = std::span<const double>;

// ŝ · (1 − βᵗ) in place of a division.
struct MultipliedCorrection : BiasCorrection {
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    state.power *= beta;
    s.update *= 1 - state.power;
  }
};
// Adam's scale with δ inside the root.
struct InsideScale : AdamScale {
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.power *= rho;
    s.update /= (state.r / (1 - state.power) + delta).sqrt();
  }
};
// Adam's scale without the correction of r.
struct UncorrectedScale : AdamScale {
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    s.update /= state.r.sqrt() + delta;
  }
};
// AdaGrad's scale with δ inside the root.
struct InsideSum : SumScale {
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r += s.gradient.square();
    s.update /= (state.r + delta).sqrt();
  }
};
// AdaDelta's with ε outside of both.
struct OutsideDelta : DeltaScale {
  template <class V>
  void apply(TwoAverages<V>& state, Step<V>& s) const {
    state.of_squares = rho * state.of_squares + (1 - rho) * s.gradient.square();
    s.update *= state.of_updates.sqrt() + epsilon;
    s.update /= state.of_squares.sqrt() + epsilon;
    state.of_updates = rho * state.of_updates + (1 - rho) * s.update.square();
  }
};

auto adam(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]}, LearningRate{v[0]});
}
auto adam_without_correction(Values v) {
  return Chain(GradientAverage{v[1]}, AdamScale{v[2], v[3]}, LearningRate{v[0]});
}
auto adam_with_no_correction_at_all(Values v) {
  return Chain(GradientAverage{v[1]}, UncorrectedScale{{v[2], v[3]}}, LearningRate{v[0]});
}
auto adam_multiplied(Values v) {
  return Chain(GradientAverage{v[1]}, MultipliedCorrection{{v[1]}}, AdamScale{v[2], v[3]}, LearningRate{v[0]});
}
auto adam_inside(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, InsideScale{{v[2], v[3]}}, LearningRate{v[0]});
}
auto rmsprop_inside(Values v) { return Chain(RmsScale{v[1], v[2], false}, LearningRate{v[0]}); }
auto adagrad_inside(Values v) { return Chain(InsideSum{{v[1], false}}, LearningRate{v[0]}); }
auto adadelta_outside(Values v) { return Chain(OutsideDelta{{v[1], v[2]}}, LearningRate{v[0]}); }
// The gradient where the racer is, not ahead of it.
auto nesterov_not_ahead(Values v) { return Chain(LearningRate{v[0]}, Momentum{v[1]}); }
// Momentum before the learning rate: the same while η is constant.
auto momentum_late_rate(Values v) { return Chain(Momentum{v[1]}, LearningRate{v[0]}); }

template <auto recipe>
double worst_error_of(const std::string& method, const std::string& function, double ahead = 0) {
  const std::vector<double> values = ours(method).values;
  return worst_error(methods().at(method)["functions"].at(function), comparable_steps(method), *surface_of(function),
                     std::make_unique<RacerOf<Eigen::Array2d, decltype(recipe(values))>>(2, recipe, values), ahead);
}

// The harness itself: a right recipe put together here passes.
TEST(Trajectories, RightRecipesPass) {
  EXPECT_LT(worst_error_of<adam>("adam_eps1e-2", "himmelblau"), 1e-9);
  EXPECT_LT(worst_error_of<momentum_late_rate>("sgd_momentum", "rosenbrock"), 1e-9);
}

TEST(Trajectories, WrongRecipesDoNot) {
  constexpr double seen = 1e-5;
  EXPECT_GT(worst_error_of<adam_without_correction>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_with_no_correction_at_all>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_multiplied>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_inside>("adam_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<rmsprop_inside>("rmsprop_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adagrad_inside>("adagrad_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adadelta_outside>("adadelta_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<nesterov_not_ahead>("sgd_nesterov", "rosenbrock", 0.9), seen);
}

}  // namespace
}  // namespace fallline
