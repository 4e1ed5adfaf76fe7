// The blocks of second order, with line search, and proximal.
#include "optim/block_entry.h"
#include "optim/proximal.h"
#include "optim/quasi_newton.h"
#include "optim/second_order.h"
#include "optim/second_order_parameters.h"

namespace fallline {
namespace {

using namespace optim;
using enum BlockGroup;
using enum BlockPlace;

constexpr Parameter conjugate_parameters[] = {cg_variant};
constexpr Parameter lbfgs_parameters[] = {lbfgs_history};
constexpr Parameter line_search_parameters[] = {
    wolfe_c1, wolfe_c2(0.1),
    toggle("whole_first", "Tries all of u first", "As directions want that know their length: Newton's and its kin.")};
constexpr Parameter damped_parameters[] = {first_damping};
constexpr Parameter curvature_parameters[] = {small_gradient, curvature_step};
constexpr Parameter admm_parameters[] = {admm_rho, admm_stochastic};

constexpr BlockInfo catalogue[] = {
    block<ConjugateDirection>("Conjugate direction", "d ← u + β d;  u ← d", "Fletcher & Reeves 1964", memory, inside,
                              conjugate_parameters),
    block<NewtonDirection>("Newton direction", "u ← H⁻¹ u", "Nocedal & Wright 2006, §3.3", scale, inside),
    block<SaddleFreeDirection>("Saddle-free direction", "u ← |H|⁻¹ u", "Dauphin et al. 2014", scale, inside),
    block<BfgsDirection>("BFGS direction", "u ← Ĥ⁻¹ u,  Ĥ⁻¹ ≈ H⁻¹ from all steps", "Nocedal & Wright 2006, ch. 6",
                         scale, inside),
    block<LbfgsDirection>("L-BFGS direction", "u ← Ĥ⁻¹ u,  Ĥ⁻¹ ≈ H⁻¹ from the last m steps", "Liu & Nocedal 1989",
                          scale, inside, lbfgs_parameters),
    block<LineSearch>("Line search", "u ← αp,  p = ±u downwards,  α strong Wolfe", "Nocedal & Wright 2006, alg. 3.5",
                      step, inside, line_search_parameters),
    block<DampedNewton>("Damped Newton step", "u ← −(H + μI)⁻¹ u", "Marquardt 1963; Nielsen 1999", step, inside,
                        damped_parameters),
    block<NegativeCurvature>("Negative curvature", "‖g‖ ≤ ε and λ_min < 0:  u ← ±s u_min", "Goldfarb 1980", step,
                             inside, curvature_parameters),
    block<SoftThreshold>("Soft threshold", "u ← S(θ + u, ηλ) − θ", "Beck & Teboulle 2009, §3", step, inside),
    block<AcceleratedThreshold>("Accelerated threshold", "u ← S(y + u, ηλ) − θ,  g at y", "Beck & Teboulle 2009, §4",
                                step, inside),
    block<AdmmStep>("ADMM step", "u ← (u + ηρ(z − w − θ))/(1 + ηρ);  z ← S(θ + u + w, λ/ρ)", "Ouyang et al. 2013", step,
                    inside, admm_parameters),
};

}  // namespace

std::span<const BlockInfo> optim::second_order_blocks() { return catalogue; }

}  // namespace fallline
