// The recipes. To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
#include "optim/recipes.h"

#include "optim/racer_of.h"

namespace fallline {
namespace {

using namespace optim;
using Values = std::span<const double>;

// The parameters that several share
// ------------------------------------------------------------------------------------

consteval Parameter learning_rate(double initial, double maximum = 1) {
  return {.key = "lr",
          .symbol = "η",
          .label = "Learn. rate η",
          .initial = initial,
          .minimum = 1e-5,
          .maximum = maximum,
          .scale = Scale::log,
          .meaning = "How far a step goes along its direction.",
          .lower = 0,
          .name = "learning rate"};
}
consteval Parameter fraction(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                             std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = 0,
          .maximum = 0.999,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1,
          .upper_excluded = true};
}
consteval Parameter guard(std::string_view key, std::string_view symbol, double initial, std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = symbol,
          .initial = initial,
          .minimum = 1e-12,
          .maximum = 1,
          .scale = Scale::log,
          .meaning = meaning,
          .lower = 0,
          .rare = true};
}
consteval Parameter toggle(std::string_view key, std::string_view label, std::string_view meaning) {
  return {.key = key,
          .symbol = "",
          .label = label,
          .initial = 0,
          .minimum = 0,
          .maximum = 1,
          .scale = Scale::toggle,
          .meaning = meaning,
          .lower = 0,
          .upper = 1,
          .rare = true};
}

constexpr auto momentum_alpha =
    fraction("momentum", "α", "Momentum α", 0.9, "Share of the last velocity that is kept: 0 is plain descent.");
constexpr auto rho =
    fraction("rho", "ρ", "Decay ρ", 0.9, "Memory of the mean square gradient, about 1/(1−ρ) steps long.");

// The recipes
// ----------------------------------------------------------------------------------------------------------

constexpr Parameter sgd_parameters[] = {learning_rate(0.01)};
auto sgd(Values v) { return Chain(LearningRate{v[0]}); }

constexpr Parameter momentum_parameters[] = {learning_rate(0.01), momentum_alpha};
auto momentum(Values v) { return Chain(LearningRate{v[0]}, Momentum{v[1]}); }
auto nesterov(Values v) { return Chain(LearningRate{v[0]}, NesterovMomentum{v[1]}); }

constexpr Parameter adagrad_parameters[] = {
    learning_rate(0.01, 10), guard("delta", "δ", 1e-7, "Keeps the division finite before any gradient was seen."),
    toggle("average", "Mean, not sum",
           "Divides by the root of the mean of all squares, √(r/t), in place of their sum.")};
auto adagrad(Values v) { return Chain(SumScale{v[1], v[2] != 0}, LearningRate{v[0]}); }

constexpr Parameter rmsprop_parameters[] = {
    learning_rate(1e-3), rho, guard("delta", "δ", 1e-6, "Keeps the division finite; inside the root."),
    toggle("epsilon_outside", "δ outside root", "Divides by √r + δ, as PyTorch does, in place of √(δ + r).")};
auto rmsprop(Values v) { return Chain(RmsScale{v[1], v[2], v[3] != 0}, LearningRate{v[0]}); }

constexpr Parameter adadelta_parameters[] = {learning_rate(1, 100), rho,
                                             guard("eps", "ε", 1e-6, "Sets the size of the first steps, √ε.")};
auto adadelta(Values v) { return Chain(DeltaScale{v[1], v[2]}, LearningRate{v[0]}); }

constexpr Parameter adam_parameters[] = {
    learning_rate(1e-3), fraction("beta1", "β₁", "β₁", 0.9, "Memory of the mean gradient, about 1/(1−β₁) steps long."),
    fraction("beta2", "β₂", "β₂", 0.999, "Memory of the mean square gradient, about 1/(1−β₂) steps long."),
    guard("delta", "δ", 1e-8, "Keeps the division finite; outside the root.")};
auto adam(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]}, LearningRate{v[0]});
}

// The catalogue
// --------------------------------------------------------------------------------------------------------

template <auto recipe>
std::unique_ptr<Racer> make(std::size_t dimension, Values values) {
  using Recipe = decltype(recipe(values));
  if (dimension == 2) return std::make_unique<RacerOf<Eigen::Array2d, Recipe>>(dimension, recipe, values);
  return std::make_unique<RacerOf<Eigen::ArrayXd, Recipe>>(dimension, recipe, values);
}

constexpr OptimizerInfo catalogue[] = {
    {.key = "sgd",
     .label = "SGD",
     .hint = "gradient descent",
     .formula = "θ ← θ − η g",
     .source = "Robbins & Monro 1951; Deep Learning, alg. 8.1",
     .parameters = sgd_parameters,
     .make = make<sgd>},
    {.key = "momentum",
     .label = "Momentum",
     .hint = "heavy ball",
     .formula = "v ← α v − η g;  θ ← θ + v",
     .source = "Polyak 1964; Deep Learning, alg. 8.2",
     .parameters = momentum_parameters,
     .make = make<momentum>},
    {.key = "nesterov",
     .label = "Nesterov",
     .hint = "looks ahead",
     .formula = "g at θ + α v;  v ← α v − η g;  θ ← θ + v",
     .source = "Sutskever et al. 2013; Deep Learning, alg. 8.3",
     .parameters = momentum_parameters,
     .make = make<nesterov>},
    {.key = "adagrad",
     .label = "AdaGrad",
     .hint = "sum of squares",
     .formula = "r ← r + g²;  θ ← θ − η g/(δ + √r)",
     .source = "Duchi, Hazan & Singer 2011; Deep Learning, alg. 8.4",
     .parameters = adagrad_parameters,
     .make = make<adagrad>},
    {.key = "rmsprop",
     .label = "RMSProp",
     .hint = "mean of squares",
     .formula = "r ← ρ r + (1−ρ) g²;  θ ← θ − η g/√(δ + r)",
     .source = "Hinton 2012; Deep Learning, alg. 8.5",
     .parameters = rmsprop_parameters,
     .make = make<rmsprop>},
    {.key = "adadelta",
     .label = "AdaDelta",
     .hint = "units of θ",
     .formula = "E ← ρE + (1−ρ)g²;  Δ = √(D+ε)/√(E+ε) ⊙ g;  θ ← θ − ηΔ;  D ← ρD + (1−ρ)Δ²",
     .source = "Zeiler 2012",
     .parameters = adadelta_parameters,
     .make = make<adadelta>},
    {.key = "adam",
     .label = "Adam",
     .hint = "both moments",
     .formula = "s ← β₁s + (1−β₁)g;  r ← β₂r + (1−β₂)g²;  θ ← θ − η ŝ/(√r̂ + δ),  ŝ = s/(1−β₁ᵗ),  r̂ = r/(1−β₂ᵗ)",
     .source = "Kingma & Ba 2015; Deep Learning, alg. 8.7",
     .parameters = adam_parameters,
     .make = make<adam>},
};

}  // namespace

std::span<const OptimizerInfo> optimizers() { return catalogue; }

const OptimizerInfo* find_optimizer(std::string_view key) {
  for (const OptimizerInfo& o : optimizers())
    if (o.key == key) return &o;
  return nullptr;
}

std::vector<std::string_view> optimizer_keys() {
  std::vector<std::string_view> keys;
  for (const OptimizerInfo& o : optimizers()) keys.push_back(o.key);
  return keys;
}

}  // namespace fallline
