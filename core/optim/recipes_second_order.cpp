// Optimizers that use the curvature, or guess it from the gradients, and those that search along a line.
#include "optim/quasi_newton.h"
#include "optim/recipe_entry.h"
#include "optim/second_order.h"
#include "optim/second_order_parameters.h"

namespace fallline {
namespace {

using namespace optim;

// The recipes
// ----------------------------------------------------------------------------------------------------------

constexpr Parameter newton_parameters[] = {learning_rate(1, 2)};
auto newton(Values v) { return Chain(NewtonDirection{}, LearningRate{v[0]}); }
auto saddle_free_newton(Values v) { return Chain(SaddleFreeDirection{}, LearningRate{v[0]}); }

constexpr Parameter damped_newton_parameters[] = {first_damping};
auto damped_newton(Values v) { return Chain(DampedNewton{v[0]}); }

constexpr Parameter negative_curvature_parameters[] = {learning_rate(0.01), small_gradient, curvature_step};
auto negative_curvature(Values v) { return Chain(LearningRate{v[0]}, NegativeCurvature{v[1], v[2]}); }

// What directions want whose length is a guess (c₂ small: nearly exact), and those that know theirs. N&W §3.1.
constexpr Parameter exact_parameters[] = {wolfe_c1, wolfe_c2(0.1)};
auto line_search_gd(Values v) { return Chain(LineSearch{v[0], v[1], false}); }

constexpr Parameter cg_parameters[] = {cg_variant, wolfe_c1, wolfe_c2(0.1)};
auto cg(Values v) { return Chain(ConjugateDirection{static_cast<int>(v[0])}, LineSearch{v[1], v[2], false}); }

constexpr Parameter bfgs_parameters[] = {wolfe_c1, wolfe_c2(0.9)};
auto bfgs(Values v) { return Chain(BfgsDirection{}, LineSearch{v[0], v[1], true}); }

constexpr Parameter lbfgs_parameters[] = {lbfgs_history, wolfe_c1, wolfe_c2(0.9)};
auto lbfgs(Values v) { return Chain(LbfgsDirection{static_cast<int>(v[0])}, LineSearch{v[1], v[2], true}); }

// The catalogue
// --------------------------------------------------------------------------------------------------------

constexpr OptimizerInfo catalogue[] = {
    {.key = "newton",
     .label = "Newton",
     .hint = "into saddles too",
     .formula = "θ ← θ − η H⁻¹ g",
     .source = "Nocedal & Wright 2006, §3.3; where H is singular, its pseudo-inverse",
     .parameters = newton_parameters,
     .make = make_block_racer_of<newton>,
     .blocks = blocks_of<newton>},
    {.key = "damped_newton",
     .label = "Damped Newton",
     .hint = "Levenberg–Marquardt",
     .formula = "θ ← θ − (H + μI)⁻¹ g;  ϱ = fall/promise;  μ ← μ max(1/3, 1 − (2ϱ−1)³) if ϱ > 0, else 2μ, 4μ, …",
     .source = "Marquardt 1963; Nielsen 1999; μ begins at −λ_min where H is indefinite",
     .parameters = damped_newton_parameters,
     .make = make_block_racer_of<damped_newton>,
     .blocks = blocks_of<damped_newton>},
    {.key = "saddle_free_newton",
     .label = "Saddle-free Newton",
     .hint = "out of saddles",
     .formula = "θ ← θ − η |H|⁻¹ g,  |H| = Σ|λᵢ| uᵢuᵢᵀ",
     .source = "Dauphin et al. 2014",
     .parameters = newton_parameters,
     .make = make_block_racer_of<saddle_free_newton>,
     .blocks = blocks_of<saddle_free_newton>},
    {.key = "negative_curvature",
     .label = "Negative curvature",
     .hint = "leaves saddles",
     .formula = "‖g‖ ≤ ε and λ_min < 0:  θ ← θ ± s u_min, downwards;  else θ ← θ − η g",
     .source = "Goldfarb 1980; Nocedal & Wright 2006, §3.4",
     .parameters = negative_curvature_parameters,
     .make = make_block_racer_of<negative_curvature>,
     .blocks = blocks_of<negative_curvature>},
    {.key = "line_search_gd",
     .label = "GD, line search",
     .hint = "steepest descent",
     .formula = "θ ← θ − α g,  L(θ−αg) ≤ L − c₁α‖g‖²,  |∂L/∂α| ≤ c₂‖g‖²",
     .source = "Nocedal & Wright 2006, alg. 3.5–3.6",
     .parameters = exact_parameters,
     .make = make_block_racer_of<line_search_gd>,
     .blocks = blocks_of<line_search_gd>},
    {.key = "cg",
     .label = "Conj. gradient",
     .hint = "nonlinear",
     .formula = "d ← g + β d;  θ ← θ − α d,  β = g·g/g₋·g₋ or max(0, g·(g−g₋)/g₋·g₋)",
     .source = "Fletcher & Reeves 1964; Polak & Ribière 1969; Nocedal & Wright 2006, ch. 5",
     .parameters = cg_parameters,
     .make = make_block_racer_of<cg>,
     .blocks = blocks_of<cg>},
    {.key = "bfgs",
     .label = "BFGS",
     .hint = "learns H⁻¹",
     .formula = "Ĥ⁻¹ ← (I − syᵀ/sᵀy) Ĥ⁻¹ (I − ysᵀ/sᵀy) + ssᵀ/sᵀy;  θ ← θ − α Ĥ⁻¹ g",
     .source = "Nocedal & Wright 2006, alg. 6.1",
     .parameters = bfgs_parameters,
     .make = make_block_racer_of<bfgs>,
     .blocks = blocks_of<bfgs>},
    {.key = "lbfgs",
     .label = "L-BFGS",
     .hint = "from few pairs",
     .formula = "θ ← θ − α Ĥ⁻¹ g,  Ĥ⁻¹ from the last m pairs s = θ − θ₋, y = g − g₋",
     .source = "Liu & Nocedal 1989; Nocedal & Wright 2006, alg. 7.4–7.5",
     .parameters = lbfgs_parameters,
     .make = make_block_racer_of<lbfgs>,
     .blocks = blocks_of<lbfgs>},
};

}  // namespace

std::span<const OptimizerInfo> optim::second_order_optimizers() { return catalogue; }

}  // namespace fallline
