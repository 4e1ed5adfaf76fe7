// Optimizers that give each coordinate a step size of its own.
// To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
#include "optim/adaptive_parts.h"
#include "optim/gradient_parts.h"
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

constexpr Parameter rmsprop_nesterov_parameters[] = {
    learning_rate(1e-3), rho, momentum_alpha, guard("delta", "δ", 1e-6, "Keeps the division finite; inside the root.")};
auto rmsprop_nesterov(Values v) {
  return Chain(RmsScale{v[1], v[3], false}, LearningRate{v[0]}, NesterovMomentum{v[2]});
}

constexpr Parameter adadelta_parameters[] = {learning_rate(1, 100), rho,
                                             guard("eps", "ε", 1e-6, "Sets the size of the first steps, √ε.")};
auto adadelta(Values v) { return Chain(DeltaScale{v[1], v[2]}, LearningRate{v[0]}); }

constexpr auto adam_delta = guard("delta", "δ", 1e-8, "Keeps the division finite; outside the root.");
constexpr Parameter adam_parameters[] = {learning_rate(1e-3), beta1, beta2, adam_delta};
auto adam(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]}, LearningRate{v[0]});
}

constexpr Parameter adamw_parameters[] = {learning_rate(1e-3), beta1, beta2, adam_delta, decoupled};
auto adamw(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, AdamScale{v[2], v[3]}, LearningRate{v[0]},
               DecoupledDecay{v[4]});
}

auto amsgrad(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, MaximumScale{v[2], v[3]}, LearningRate{v[0]});
}

constexpr Parameter adamax_parameters[] = {
    learning_rate(2e-3), beta1, fraction("beta2", "β₂", "β₂", 0.999, "How slowly the greatest slope is forgotten."),
    guard("delta", "δ", 1e-8, "Keeps the division finite.")};
auto adamax(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, InfinityScale{v[2], v[3]}, LearningRate{v[0]});
}

constexpr Parameter nadam_parameters[] = {learning_rate(2e-3), beta1, beta2, adam_delta, nadam_decay};
auto nadam(Values v) { return Chain(NesterovAverage{v[1], v[4]}, AdamScale{v[2], v[3]}, LearningRate{v[0]}); }

auto radam(Values v) {
  return Chain(GradientAverage{v[1]}, BiasCorrection{v[1]}, RectifiedScale{v[2], v[3]}, LearningRate{v[0]});
}

constexpr Parameter lion_parameters[] = {learning_rate(1e-3), beta1, lion_beta2, decoupled};
auto lion(Values v) { return Chain(LionAverage{v[1], v[2]}, Sign{}, LearningRate{v[0]}, DecoupledDecay{v[3]}); }

constexpr Parameter rprop_parameters[] = {learning_rate(0.1), shrink, grow, least_size, most_size};
auto rprop(Values v) { return Chain(ResilientStep{v[1], v[2], v[3], v[4]}, LearningRate{v[0]}); }

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
    {.key = "rmsprop_nesterov",
     .label = "RMSProp+Nesterov",
     .hint = "looks ahead, scaled",
     .formula = "g at θ + α v;  r ← ρ r + (1−ρ) g²;  v ← α v − η g/√(δ + r);  θ ← θ + v",
     .source = "Hinton 2012; Deep Learning, alg. 8.6",
     .parameters = rmsprop_nesterov_parameters,
     .make = make_racer_of<rmsprop_nesterov>,
     .blocks = blocks_of<rmsprop_nesterov>},
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
    {.key = "adamw",
     .label = "AdamW",
     .hint = "decay beside it",
     .formula = "θ ← θ − η λ θ − η ŝ/(√r̂ + δ),  ŝ and r̂ as in Adam",
     .source = "Loshchilov & Hutter 2019",
     .parameters = adamw_parameters,
     .make = make_racer_of<adamw>,
     .blocks = blocks_of<adamw>},
    {.key = "amsgrad",
     .label = "AMSGrad",
     .hint = "never steps longer",
     .formula = "m ← max(m, r);  θ ← θ − η ŝ/(√(m/(1−β₂ᵗ)) + δ),  ŝ and r as in Adam",
     .source = "Reddi, Kale & Kumar 2018",
     .parameters = adam_parameters,
     .make = make_racer_of<amsgrad>,
     .blocks = blocks_of<amsgrad>},
    {.key = "adamax",
     .label = "Adamax",
     .hint = "greatest slope",
     .formula = "s ← β₁s + (1−β₁)g;  r ← max(β₂r, |g| + δ);  θ ← θ − η ŝ/r,  ŝ = s/(1−β₁ᵗ)",
     .source = "Kingma & Ba 2015, §7.1",
     .parameters = adamax_parameters,
     .make = make_racer_of<adamax>,
     .blocks = blocks_of<adamax>},
    {.key = "nadam",
     .label = "Nadam",
     .hint = "Adam, looking ahead",
     .formula =
         "θ ← θ − η ((1−μ_t)/(1−M_t) g + μ_{t+1}/(1−M_{t+1}) s)/(√r̂ + δ),  μ_t = β₁(1 − ½·0.96^{ψt}),  M_t = μ₁…μ_t",
     .source = "Dozat 2016",
     .parameters = nadam_parameters,
     .make = make_racer_of<nadam>,
     .blocks = blocks_of<nadam>},
    {.key = "radam",
     .label = "RAdam",
     .hint = "rectified",
     .formula = "θ ← θ − η ŝ R_t √(1−β₂ᵗ)/(√r + δ) once R_t is defined, θ ← θ − η ŝ before",
     .source = "Liu et al. 2020",
     .parameters = adam_parameters,
     .make = make_racer_of<radam>,
     .blocks = blocks_of<radam>},
    {.key = "lion",
     .label = "Lion",
     .hint = "sign of momentum",
     .formula = "θ ← θ − η (sign(β₁s + (1−β₁)g) + λθ);  s ← β₂s + (1−β₂)g",
     .source = "Chen et al. 2023",
     .parameters = lion_parameters,
     .make = make_racer_of<lion>,
     .blocks = blocks_of<lion>},
    {.key = "rprop",
     .label = "Rprop",
     .hint = "signs alone",
     .formula = "Δ ← η⁺Δ where g keeps its sign, η⁻Δ where it turns;  θ ← θ − η Δ sign g, or back where it turned",
     .source = "Riedmiller & Braun 1993",
     .parameters = rprop_parameters,
     .make = make_racer_of<rprop>,
     .blocks = blocks_of<rprop>},
};

}  // namespace

std::span<const OptimizerInfo> optim::adaptive_optimizers() { return catalogue; }

}  // namespace fallline
