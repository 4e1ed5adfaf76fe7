// Optimizers for L(θ) + λ‖θ‖₁ that land on 0 exactly, where a subgradient only jumps around it.
#include "optim/proximal.h"
#include "optim/recipe_entry.h"
#include "optim/second_order_parameters.h"

namespace fallline {
namespace {

using namespace optim;

// The recipes
// ----------------------------------------------------------------------------------------------------------

constexpr Parameter threshold_parameters[] = {learning_rate(0.01)};
auto ista(Values v) { return Chain(LearningRate{v[0]}, SoftThreshold{}); }
auto fista(Values v) { return Chain(LearningRate{v[0]}, AcceleratedThreshold{}); }

constexpr Parameter admm_parameters[] = {learning_rate(0.01), admm_rho, admm_stochastic};
auto admm(Values v) { return Chain(LearningRate{v[0]}, AdmmStep{v[1], v[2] != 0}); }

// The catalogue
// --------------------------------------------------------------------------------------------------------

constexpr OptimizerInfo catalogue[] = {
    {.key = "ista",
     .label = "ISTA",
     .hint = "soft threshold",
     .formula = "θ ← S(θ − η ∇L, ηλ),  S(v, τ) = sign(v) max(|v| − τ, 0)",
     .source = "Beck & Teboulle 2009, §3",
     .parameters = threshold_parameters,
     .make = make_block_racer_of<ista>,
     .blocks = blocks_of<ista>},
    {.key = "fista",
     .label = "FISTA",
     .hint = "accelerated ISTA",
     .formula = "θ ← S(y − η ∇L(y), ηλ);  t ← (1 + √(1+4t₋²))/2;  y ← θ + (t₋−1)/t (θ − θ₋)",
     .source = "Beck & Teboulle 2009, §4",
     .parameters = threshold_parameters,
     .make = make_block_racer_of<fista>,
     .blocks = blocks_of<fista>},
    {.key = "admm",
     .label = "ADMM",
     .hint = "θ = z, in parts",
     .formula = "θ ← (θ − η∇L + ηρ(z−w))/(1+ηρ);  z ← S(θ+w, λ/ρ);  w ← w + θ − z;  shown is z",
     .source = "Boyd et al. 2011, §3; Ouyang et al. 2013, alg. 1",
     .parameters = admm_parameters,
     .make = make_block_racer_of<admm>,
     .blocks = blocks_of<admm>},
};

}  // namespace

std::span<const OptimizerInfo> optim::proximal_optimizers() { return catalogue; }

}  // namespace fallline
