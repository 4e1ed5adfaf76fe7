// libtorch's optimizers. The gradient is written in closed form into the tensor that they read it from, without
// autograd: what is timed is the optimizer.
#include "library.h"

#include <torch/torch.h>

namespace fallline::bench {
namespace {

namespace optim = torch::optim;
using Values = std::span<const double>;

template <class Optimizer>
void walk(const typename Optimizer::Options& options, Point start, std::size_t steps, Point* path) {
  torch::set_num_threads(1);
  torch::Tensor theta = torch::tensor({start.x, start.y}, torch::dtype(torch::kDouble).requires_grad(true));
  theta.mutable_grad() = torch::zeros({2}, torch::kDouble);
  double* at = theta.data_ptr<double>();
  double* gradient = theta.grad().data_ptr<double>();
  typename Optimizer::Type optimizer({theta}, options);
  for (std::size_t i = 0; i < steps; ++i) {
    const double w = at[1] - at[0] * at[0];
    gradient[0] = -2 * (1 - at[0]) - 400 * at[0] * w;
    gradient[1] = 200 * w;
    optimizer.step();
    if (path) path[i] = {at[0], at[1]};
  }
}

struct Sgd {
  using Type = optim::SGD;
  using Options = optim::SGDOptions;
};
struct Adagrad {
  using Type = optim::Adagrad;
  using Options = optim::AdagradOptions;
};
struct RmsProp {
  using Type = optim::RMSprop;
  using Options = optim::RMSpropOptions;
};
struct Adam {
  using Type = optim::Adam;
  using Options = optim::AdamOptions;
};

void sgd(Values v, Point start, std::size_t steps, Point* path) {
  walk<Sgd>(optim::SGDOptions(v[0]), start, steps, path);
}
void momentum(Values v, Point start, std::size_t steps, Point* path) {
  walk<Sgd>(optim::SGDOptions(v[0]).momentum(v[1]), start, steps, path);
}
void nesterov(Values v, Point start, std::size_t steps, Point* path) {
  walk<Sgd>(optim::SGDOptions(v[0]).momentum(v[1]).nesterov(true), start, steps, path);
}
void adagrad(Values v, Point start, std::size_t steps, Point* path) {
  walk<Adagrad>(optim::AdagradOptions(v[0]).eps(v[1]), start, steps, path);
}
void rmsprop(Values v, Point start, std::size_t steps, Point* path) {
  walk<RmsProp>(optim::RMSpropOptions(v[0]).alpha(v[1]).eps(v[2]), start, steps, path);
}
void adam(Values v, Point start, std::size_t steps, Point* path) {
  walk<Adam>(optim::AdamOptions(v[0]).betas({v[1], v[2]}).eps(v[3]), start, steps, path);
}

}  // namespace

Library libtorch() {
  return {"libtorch",
          "libtorch-dev",
          {{"sgd", {}, false, sgd},
           {"momentum", {}, false, momentum},
           {"nesterov", {}, true, nesterov},
           {"adagrad", {}, false, adagrad},
           {"rmsprop", {{"epsilon_outside", 1}}, false, rmsprop},
           {"adam", {}, false, adam}}};
}

}  // namespace fallline::bench
