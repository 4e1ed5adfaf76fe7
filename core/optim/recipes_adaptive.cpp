// Optimizers that give each coordinate a step size of its own.
// To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
#include "optim/recipe_entry.h"

namespace fallline {
namespace {

using namespace optim;

// The recipes
// ----------------------------------------------------------------------------------------------------------

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

constexpr OptimizerInfo catalogue[] = {
    {.key = "adagrad",
     .label = "AdaGrad",
     .hint = "sum of squares",
     .formula = "r ← r + g²;  θ ← θ − η g/(δ + √r)",
     .source = "Duchi, Hazan & Singer 2011; Deep Learning, alg. 8.4",
     .parameters = adagrad_parameters,
     .make = make_racer_of<adagrad>,
     .blocks = blocks_of<adagrad>},
    {.key = "rmsprop",
     .label = "RMSProp",
     .hint = "mean of squares",
     .formula = "r ← ρ r + (1−ρ) g²;  θ ← θ − η g/√(δ + r)",
     .source = "Hinton 2012; Deep Learning, alg. 8.5",
     .parameters = rmsprop_parameters,
     .make = make_racer_of<rmsprop>,
     .blocks = blocks_of<rmsprop>},
    {.key = "adadelta",
     .label = "AdaDelta",
     .hint = "units of θ",
     .formula = "E ← ρE + (1−ρ)g²;  Δ = √(D+ε)/√(E+ε) ⊙ g;  θ ← θ − ηΔ;  D ← ρD + (1−ρ)Δ²",
     .source = "Zeiler 2012",
     .parameters = adadelta_parameters,
     .make = make_racer_of<adadelta>,
     .blocks = blocks_of<adadelta>},
    {.key = "adam",
     .label = "Adam",
     .hint = "both moments",
     .formula = "s ← β₁s + (1−β₁)g;  r ← β₂r + (1−β₂)g²;  θ ← θ − η ŝ/(√r̂ + δ),  ŝ = s/(1−β₁ᵗ),  r̂ = r/(1−β₂ᵗ)",
     .source = "Kingma & Ba 2015; Deep Learning, alg. 8.7",
     .parameters = adam_parameters,
     .make = make_racer_of<adam>,
     .blocks = blocks_of<adam>},
};

}  // namespace

std::span<const OptimizerInfo> optim::adaptive_optimizers() { return catalogue; }

}  // namespace fallline
