// Optimizers whose steps are along the gradient, or a mean of gradients.
// To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
#include "optim/gradient_parts.h"
#include "optim/noise_parts.h"
#include "optim/recipe_entry.h"

namespace fallline {
namespace {

using namespace optim;

// The recipes
// ----------------------------------------------------------------------------------------------------------

constexpr Parameter sgd_parameters[] = {learning_rate(0.01)};
auto sgd(Values v) { return Chain(LearningRate{v[0]}); }

constexpr Parameter momentum_parameters[] = {learning_rate(0.01), momentum_alpha};
auto momentum(Values v) { return Chain(LearningRate{v[0]}, Momentum{v[1]}); }
auto nesterov(Values v) { return Chain(LearningRate{v[0]}, NesterovMomentum{v[1]}); }

auto apg(Values v) { return Chain(LearningRate{v[0]}, AcceleratedMomentum{}); }

constexpr Parameter perturbed_gd_parameters[] = {learning_rate(0.01), throw_noise, throw_threshold, throw_every,
                                                 noise_seed};
auto perturbed_gd(Values v) { return Chain(LearningRate{v[0]}, Perturbation{v[1], v[2], v[3], v[4]}); }

constexpr Parameter sgld_parameters[] = {learning_rate(1e-3), thermal_noise, noise_seed};
auto sgld(Values v) { return Chain(LearningRate{v[0]}, LangevinNoise{v[1], v[2]}); }

constexpr Parameter sam_parameters[] = {learning_rate(0.01), uphill};
auto sam(Values v) { return Chain(SharpnessAscent{v[1]}, LearningRate{v[0]}); }

// The catalogue
// --------------------------------------------------------------------------------------------------------

constexpr OptimizerInfo catalogue[] = {
    {.key = "sgd",
     .label = "SGD",
     .hint = "gradient descent",
     .formula = "θ ← θ − η g",
     .source = "Robbins & Monro 1951; Deep Learning, alg. 8.1",
     .parameters = sgd_parameters,
     .make = make_racer_of<sgd>,
     .blocks = blocks_of<sgd>},
    {.key = "momentum",
     .label = "Momentum",
     .hint = "heavy ball",
     .formula = "v ← α v − η g;  θ ← θ + v",
     .source = "Polyak 1964; Deep Learning, alg. 8.2",
     .parameters = momentum_parameters,
     .make = make_racer_of<momentum>,
     .blocks = blocks_of<momentum>},
    {.key = "nesterov",
     .label = "Nesterov",
     .hint = "looks ahead",
     .formula = "g at θ + α v;  v ← α v − η g;  θ ← θ + v",
     .source = "Sutskever et al. 2013; Deep Learning, alg. 8.3",
     .parameters = momentum_parameters,
     .make = make_racer_of<nesterov>,
     .blocks = blocks_of<nesterov>},
    {.key = "apg",
     .label = "Accelerated",
     .hint = "growing momentum",
     .formula =
         "g at y = θ + α_k v;  v ← α_k v − η g;  θ ← θ + v,  α_k = (t_k − 1)/t_{k+1},  t_{k+1} = (1 + √(1 + 4t_k²))/2",
     .source = "Nesterov 1983; Beck & Teboulle 2009",
     .parameters = sgd_parameters,
     .make = make_racer_of<apg>,
     .blocks = blocks_of<apg>},
    {.key = "perturbed_gd",
     .label = "Perturbed GD",
     .hint = "leaves saddles",
     .formula = "θ ← θ − η g;  where ‖g‖ is small: θ ← θ + ξ,  ξ uniform in a ball of radius σ",
     .source = "Jin et al. 2017",
     .parameters = perturbed_gd_parameters,
     .make = make_racer_of<perturbed_gd>,
     .blocks = blocks_of<perturbed_gd>},
    {.key = "sgld",
     .label = "SGLD",
     .hint = "Langevin noise",
     .formula = "θ ← θ − η g + σ√(2η) z,  z ~ N(0, 1)",
     .source = "Welling & Teh 2011",
     .parameters = sgld_parameters,
     .make = make_racer_of<sgld>,
     .blocks = blocks_of<sgld>},
    {.key = "sam",
     .label = "SAM",
     .hint = "flat minima",
     .formula = "θ ← θ − η ∇L(θ + ρ g/‖g‖)",
     .source = "Foret et al. 2021",
     .parameters = sam_parameters,
     .make = make_racer_of<sam>,
     .blocks = blocks_of<sam>},
};

}  // namespace

std::span<const OptimizerInfo> optim::descent_optimizers() { return catalogue; }

}  // namespace fallline
