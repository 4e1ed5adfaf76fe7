// 200 steps against another program (tests/data/optimizer_trajectories.json), and proof that the comparison is sharp:
// the errors that are easily made do not pass it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "optim/adaptive_parts.h"
#include "optim/gradient_parts.h"
#include "optim/racer_of.h"
#include "support/racing.h"

namespace fallline {
namespace {

using nlohmann::json;

const json& methods() {
  static const json data = json::parse(std::ifstream(FALLLINE_TEST_DATA "/optimizer_trajectories.json"));
  return data.at("methods");
}

// One of our optimizers, set as PyTorch's was; or blocks, where no optimizer has that form.
struct Ours {
  std::string_view optimizer;
  std::vector<double> values;
  std::vector<BlockSpec> blocks = {};
  std::unique_ptr<Racer> racer() const { return make_racer(2, *find_optimizer(optimizer), values, blocks); }
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
  if (base == "rmsprop_momentum")
    return {"custom",
            {},
            {{"rms_scale", {number("alpha"), number("eps"), 1}},
             {"momentum", {number("momentum")}},
             {"learning_rate", {number("lr")}}}};
  std::vector<double> values{number("lr"), h.at("betas")[0], h["betas"][1], number("eps")};
  if (base == "adam_amsgrad") return {"amsgrad", values};
  if (base == "nadam") values.push_back(number("momentum_decay"));
  if (base == "adamw") values.push_back(number("weight_decay"));
  for (const std::string_view same : {"adam", "adamw", "adamax", "nadam", "radam"})
    if (base == same) return {same, values};
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
  const Ours our = ours(GetParam());
  for (const auto& [function, run] : methods().at(GetParam()).at("functions").items()) {
    ASSERT_EQ(run["steps"].back(), 200);
    const double ahead = our.optimizer == "nesterov" ? our.values[1] : 0;
    EXPECT_LT(worst_error(run, comparable_steps(GetParam()), *surface_of(function), our.racer(), ahead), 1e-9)
        << function;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Trajectory,
                         testing::Values("sgd", "sgd_momentum", "sgd_nesterov", "adagrad", "rmsprop",
                                         "rmsprop_momentum", "adadelta", "adam", "adamw", "adam_amsgrad", "adamax",
                                         "nadam", "radam", "adagrad_eps1e-2", "rmsprop_eps1e-2", "adadelta_eps1e-2",
                                         "adam_eps1e-2", "adamax_eps1e-2", "nadam_eps1e-2", "radam_eps1e-2"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The reference's methods are all tested.
TEST(Trajectories, EveryMethodOfTheFileHasATest) { EXPECT_EQ(methods().size(), 20u); }

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

// AMSGrad's with the maximum of the corrected mean.
struct MaximumOfCorrected : MaximumScale {
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.power *= rho;
    state.greatest = state.greatest.max(state.r / (1 - state.power));
    s.update /= state.greatest.sqrt() + delta;
  }
};
// Adamax's with δ added to the maximum, not to |g| within it.
struct InfinityBeside : InfinityScale {
  template <class V>
  void apply(Velocity<V>& state, Step<V>& s) const {
    state.v = (rho * state.v).max(s.gradient.abs());
    s.update /= state.v + delta;
  }
};
// Nadam's mean with Adam's correction, in place of the product of the μ.
struct AheadByPower : NesterovAverage {
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    const double t = static_cast<double>(s.t);
    state.v = beta * state.v + (1 - beta) * s.gradient;
    s.update = (1 - mu(t)) / (1 - std::pow(beta, t)) * s.gradient + mu(t + 1) / (1 - std::pow(beta, t + 1)) * state.v;
  }
};
// Nadam's mean with the same μ for both.
struct AheadByOneMu : NesterovAverage {
  template <class V>
  void apply(State<V>& state, Step<V>& s) const {
    const double now = mu(static_cast<double>(s.t));
    state.v = beta * state.v + (1 - beta) * s.gradient;
    state.product *= now;
    s.update = (1 - now) / (1 - state.product) * s.gradient + now / (1 - state.product * now) * state.v;
  }
};
// RAdam's scale from n > 4 on, as the paper has it; and with δ beside the corrected root.
template <int bound, bool corrected>
struct Rectified : RectifiedScale {
  template <class V>
  void apply(SquareAverage<V>& state, Step<V>& s) const {
    state.r = rho * state.r + (1 - rho) * s.gradient.square();
    state.power *= rho;
    const double most = 2 / (1 - rho) - 1;
    const double n = most - 2 * static_cast<double>(s.t) * state.power / (1 - state.power);
    if (n <= bound) return;
    s.update *= std::sqrt((n - 4) * (n - 2) * most / ((most - 4) * (most - 2) * n));
    const double root = std::sqrt(1 - state.power);
    if (corrected)
      s.update /= state.r.sqrt() / root + delta;
    else
      s.update *= root / (state.r.sqrt() + delta);
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

auto adamw_in_the_gradient(Values v) {
  return Chain(CoupledDecay{0.5 * v[4]}, GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]},
               LearningRate{v[0]});
}
auto adamw_without_the_rate(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]}, DecoupledDecay{v[4]},
               LearningRate{v[0]});
}
auto amsgrad_late_maximum(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, MaximumOfCorrected{{v[2], v[3]}}, LearningRate{v[0]});
}
auto amsgrad_no_maximum(Values v) { return adam(v); }
auto adamax_beside(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, InfinityBeside{{v[2], v[3]}}, LearningRate{v[0]});
}
auto adamax_without_correction(Values v) {
  return Chain(GradientAverage{v[1]}, InfinityScale{v[2], v[3]}, LearningRate{v[0]});
}
auto nadam_by_power(Values v) { return Chain(AheadByPower{{v[1], v[4]}}, AdamScale{v[2], v[3]}, LearningRate{v[0]}); }
auto nadam_by_one_mu(Values v) { return Chain(AheadByOneMu{{v[1], v[4]}}, AdamScale{v[2], v[3]}, LearningRate{v[0]}); }
template <int bound, bool corrected>
auto radam(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, Rectified<bound, corrected>{{v[2], v[3]}},
               LearningRate{v[0]});
}
auto radam_right(Values v) { return radam<5, false>(v); }
auto radam_from_four(Values v) { return radam<4, false>(v); }
auto radam_corrected(Values v) { return radam<5, true>(v); }

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
  EXPECT_LT(worst_error_of<radam_right>("radam_eps1e-2", "himmelblau"), 1e-9);
}

TEST(Trajectories, WrongRecipesDoNot) {
  constexpr double seen = 1e-6;  // a thousand times what is allowed
  EXPECT_GT(worst_error_of<adam_without_correction>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_with_no_correction_at_all>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_multiplied>("adam", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adam_inside>("adam_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<rmsprop_inside>("rmsprop_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adagrad_inside>("adagrad_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adadelta_outside>("adadelta_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<nesterov_not_ahead>("sgd_nesterov", "rosenbrock", 0.9), seen);
  EXPECT_GT(worst_error_of<adamw_in_the_gradient>("adamw", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<adamw_without_the_rate>("adamw", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<adam>("adamw", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<amsgrad_late_maximum>("adam_amsgrad", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<amsgrad_no_maximum>("adam_amsgrad", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<adamax_beside>("adamax_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<adamax_without_correction>("adamax", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<nadam_by_power>("nadam", "rosenbrock"), seen);
  EXPECT_GT(worst_error_of<nadam_by_one_mu>("nadam_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<radam_from_four>("radam_eps1e-2", "himmelblau"), seen);
  EXPECT_GT(worst_error_of<radam_corrected>("radam_eps1e-2", "himmelblau"), seen);
}

}  // namespace
}  // namespace fallline
