// ensmallen's optimizers. The gradient is written in closed form into the matrix that they read it from, their stops
// and Armadillo's checks are off: what is timed is the optimizer.
#define ARMA_NO_DEBUG
#include "library.h"

#include <ensmallen.hpp>

#include <algorithm>

namespace fallline::bench {
namespace {

using Values = std::span<const double>;

// A sum of one function, as ensmallen's stochastic optimizers want it. Its value serves their stops alone and is left
// out.
struct Rosenbrock {
  Point* asked;  // where the next point at which the gradient is taken is put, if anywhere

  double EvaluateWithGradient(const arma::mat& theta, std::size_t, arma::mat& gradient, std::size_t) {
    const double x = theta[0], y = theta[1], w = y - x * x;
    gradient[0] = -2 * (1 - x) - 400 * x * w;
    gradient[1] = 200 * w;
    if (asked) *asked++ = {x, y};
    return 0;
  }
  std::size_t NumFunctions() const { return 1; }
  void Shuffle() {}
};

template <class Update>
void walk(const Update& update, double learning_rate, Point start, std::size_t steps, Point* path) {
  constexpr std::size_t batch = 1;
  constexpr double tolerance = -1;
  constexpr bool shuffle = false;
  ens::SGD<Update> optimizer(learning_rate, batch, steps, tolerance, shuffle, update);
  Rosenbrock function{path};
  arma::mat theta(2, 1);
  theta[0] = start.x;
  theta[1] = start.y;
  optimizer.Optimize(function, theta);
  if (!path) return;
  // Asked were the start and all points but the last.
  std::copy(path + 1, path + steps, path);
  path[steps - 1] = {theta[0], theta[1]};
}

void sgd(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::VanillaUpdate(), v[0], start, steps, path);
}
void momentum(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::MomentumUpdate(v[1]), v[0], start, steps, path);
}
void nesterov(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::NesterovMomentumUpdate(v[1]), v[0], start, steps, path);
}
void adagrad(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::AdaGradUpdate(v[1]), v[0], start, steps, path);
}
void rmsprop(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::RMSPropUpdate(v[2], v[1]), v[0], start, steps, path);
}
void adadelta(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::AdaDeltaUpdate(v[1], v[2]), v[0], start, steps, path);
}
void adam(Values v, Point start, std::size_t steps, Point* path) {
  walk(ens::AdamUpdate(v[3], v[1], v[2]), v[0], start, steps, path);
}

}  // namespace

Library ensmallen() {
  return {"ensmallen",
          "libensmallen-dev",
          {{"sgd", {}, false, sgd},
           {"momentum", {}, false, momentum},
           {"nesterov", {}, true, nesterov},
           {"adagrad", {}, false, adagrad},
           {"rmsprop", {{"epsilon_outside", 1}}, false, rmsprop},
           {"adadelta", {}, false, adadelta},
           // Theirs divides by √r + δ before the bias is corrected, ours after: the same where δ is 0.
           {"adam", {{"delta", 0}}, false, adam}}};
}

}  // namespace fallline::bench
