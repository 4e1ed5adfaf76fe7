// Optimizers whose steps are along the gradient, or a mean of gradients.
// To add an optimizer: its chain of parts as a function of its values, its parameters, its entry.
// Conventions and defaults: Goodfellow, Bengio & Courville, Deep Learning (2016), ch. 8, unless the source says
// otherwise.
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
};

}  // namespace

std::span<const OptimizerInfo> optim::descent_optimizers() { return catalogue; }

}  // namespace fallline
