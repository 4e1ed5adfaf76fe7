// The recipes. To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
#include "optim/recipes.h"

#include <algorithm>

#include "optim/parameters.h"
#include "optim/racer_of.h"

namespace fallline {
namespace {

using namespace optim;
using Values = std::span<const double>;

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

constexpr Parameter adam_parameters[] = {learning_rate(1e-3), beta1, beta2,
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

template <auto recipe>
std::vector<BlockSpec> blocks(Values values) {
  return recipe(values).specs();
}

constexpr OptimizerInfo catalogue[] = {
    {.key = "sgd",
     .label = "SGD",
     .hint = "gradient descent",
     .formula = "θ ← θ − η g",
     .source = "Robbins & Monro 1951; Deep Learning, alg. 8.1",
     .parameters = sgd_parameters,
     .make = make<sgd>,
     .blocks = blocks<sgd>},
    {.key = "momentum",
     .label = "Momentum",
     .hint = "heavy ball",
     .formula = "v ← α v − η g;  θ ← θ + v",
     .source = "Polyak 1964; Deep Learning, alg. 8.2",
     .parameters = momentum_parameters,
     .make = make<momentum>,
     .blocks = blocks<momentum>},
    {.key = "nesterov",
     .label = "Nesterov",
     .hint = "looks ahead",
     .formula = "g at θ + α v;  v ← α v − η g;  θ ← θ + v",
     .source = "Sutskever et al. 2013; Deep Learning, alg. 8.3",
     .parameters = momentum_parameters,
     .make = make<nesterov>,
     .blocks = blocks<nesterov>},
    {.key = "adagrad",
     .label = "AdaGrad",
     .hint = "sum of squares",
     .formula = "r ← r + g²;  θ ← θ − η g/(δ + √r)",
     .source = "Duchi, Hazan & Singer 2011; Deep Learning, alg. 8.4",
     .parameters = adagrad_parameters,
     .make = make<adagrad>,
     .blocks = blocks<adagrad>},
    {.key = "rmsprop",
     .label = "RMSProp",
     .hint = "mean of squares",
     .formula = "r ← ρ r + (1−ρ) g²;  θ ← θ − η g/√(δ + r)",
     .source = "Hinton 2012; Deep Learning, alg. 8.5",
     .parameters = rmsprop_parameters,
     .make = make<rmsprop>,
     .blocks = blocks<rmsprop>},
    {.key = "adadelta",
     .label = "AdaDelta",
     .hint = "units of θ",
     .formula = "E ← ρE + (1−ρ)g²;  Δ = √(D+ε)/√(E+ε) ⊙ g;  θ ← θ − ηΔ;  D ← ρD + (1−ρ)Δ²",
     .source = "Zeiler 2012",
     .parameters = adadelta_parameters,
     .make = make<adadelta>,
     .blocks = blocks<adadelta>},
    {.key = "adam",
     .label = "Adam",
     .hint = "both moments",
     .formula = "s ← β₁s + (1−β₁)g;  r ← β₂r + (1−β₂)g²;  θ ← θ − η ŝ/(√r̂ + δ),  ŝ = s/(1−β₁ᵗ),  r̂ = r/(1−β₂ᵗ)",
     .source = "Kingma & Ba 2015; Deep Learning, alg. 8.7",
     .parameters = adam_parameters,
     .make = make<adam>,
     .blocks = blocks<adam>},
};

}  // namespace

std::span<const OptimizerInfo> optimizers() { return catalogue; }

const OptimizerInfo& own_chain() {
  static constexpr OptimizerInfo info{.key = "custom",
                                      .label = "Own chain",
                                      .hint = "of blocks",
                                      .formula = "u ← g;  u ← each block of u, in order;  θ ← θ + u",
                                      .source = "",
                                      .parameters = {},
                                      .make = nullptr,
                                      .blocks = nullptr};
  return info;
}

const OptimizerInfo* find_optimizer(std::string_view key) {
  for (const OptimizerInfo& o : optimizers())
    if (o.key == key) return &o;
  return key == own_chain().key ? &own_chain() : nullptr;
}

std::vector<std::string_view> optimizer_keys() {
  std::vector<std::string_view> keys;
  for (const OptimizerInfo& o : optimizers()) keys.push_back(o.key);
  return keys;
}

std::vector<BlockSpec> whole_chain(const OptimizerInfo& method, Values values, std::span<const BlockSpec> blocks) {
  if (!method.blocks) return {blocks.begin(), blocks.end()};
  std::vector<BlockSpec> chain = method.blocks(values);
  std::size_t before = 0;
  for (const BlockSpec& block : blocks) {
    const bool first = find_block(block.key)->place == BlockPlace::before;
    const auto at = first ? chain.begin() + static_cast<std::ptrdiff_t>(before++) : chain.end();
    chain.insert(at, block);
  }
  return chain;
}

std::unique_ptr<Racer> make_racer(std::size_t dimension, const OptimizerInfo& method, Values values,
                                  std::span<const BlockSpec> blocks) {
  if (method.make && blocks.empty()) return method.make(dimension, values);
  const auto make_chain = [&method, given = std::vector(blocks.begin(), blocks.end())](Values all) mutable {
    const Values of_method = all.first(method.parameters.size());
    all = all.subspan(of_method.size());
    for (BlockSpec& block : given) {
      std::copy_n(all.begin(), block.values.size(), block.values.begin());
      all = all.subspan(block.values.size());
    }
    std::vector<AnyPart> parts;
    for (const BlockSpec& block : whole_chain(method, of_method, given))
      parts.push_back(find_block(block.key)->make(block.values));
    return BlockChain(std::move(parts));
  };
  const std::vector<double> all = all_values(values, blocks);
  if (dimension == 2) return std::make_unique<RacerOf<Eigen::Array2d, BlockChain>>(dimension, make_chain, all);
  return std::make_unique<RacerOf<Eigen::ArrayXd, BlockChain>>(dimension, make_chain, all);
}

std::vector<double> all_values(Values values, std::span<const BlockSpec> blocks) {
  std::vector<double> all(values.begin(), values.end());
  for (const BlockSpec& block : blocks) all.insert(all.end(), block.values.begin(), block.values.end());
  return all;
}

}  // namespace fallline
