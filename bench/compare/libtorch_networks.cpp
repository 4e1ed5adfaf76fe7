// Networks with libtorch: training by autograd and its own Adam; the points of a grid as one batched product; the
// Hessian by differentiating the gradient once more.
#include "network_library.h"

#include <torch/torch.h>

namespace fallline::bench {
namespace {

using torch::Tensor;

Tensor tensor(const double* data, std::vector<std::int64_t> shape) {
  return torch::from_blob(const_cast<double*>(data), shape, torch::kDouble).clone();
}

struct Samples {
  Tensor x, y;
};
// x: samples × 2, each row contiguous.
Samples samples_of(const NetworkTask& task) {
  torch::set_num_threads(1);
  const std::int64_t n = task.y.size();
  return {tensor(task.x.data(), {2, n}).t().contiguous(), tensor(task.y.data(), {n, 1})};
}

Tensor start_of(const NetworkTask& task) {
  return tensor(task.start.data(), {static_cast<std::int64_t>(task.start.size())});
}

// Calls layer(W, b, last), both of them views of θ, along its last dimension; before it, any number of points.
template <class Layer>
void each_layer(const NetworkTask& task, const Tensor& theta, Layer layer) {
  std::int64_t at = 0;
  for (std::size_t l = 0; l + 1 < task.widths.size(); ++l) {
    const auto in = static_cast<std::int64_t>(task.widths[l]), out = static_cast<std::int64_t>(task.widths[l + 1]);
    std::vector<std::int64_t> shape = theta.sizes().slice(0, theta.dim() - 1).vec();
    shape.insert(shape.end(), {out, in});
    const Tensor w = theta.narrow(-1, at, out * in).reshape(shape), b = theta.narrow(-1, at + out * in, out);
    layer(w, b, l + 2 == task.widths.size());
    at += out * in + out;
  }
}

Tensor loss_at(const NetworkTask& task, const Tensor& theta, const Samples& samples) {
  Tensor a = samples.x;
  each_layer(task, theta, [&](const Tensor& w, const Tensor& b, bool last) {
    a = torch::linear(a, w, b);
    if (!last) a = torch::tanh(a);
  });
  return torch::mse_loss(a, samples.y);
}

double train(const NetworkTask& task, std::size_t batch, std::size_t steps) {
  const Samples all = samples_of(task);
  std::vector<Tensor> weights;
  each_layer(task, start_of(task), [&](const Tensor& w, const Tensor& b, bool) {
    weights.push_back(w.clone().requires_grad_());
    weights.push_back(b.clone().requires_grad_());
  });
  torch::optim::Adam adam(weights, torch::optim::AdamOptions(1e-3));
  const auto n = all.x.size(0), size = static_cast<std::int64_t>(batch);
  Tensor loss;
  for (std::size_t i = 0, from = 0; i < steps; ++i, from = (from + batch) % static_cast<std::size_t>(n)) {
    const auto first = static_cast<std::int64_t>(from);
    adam.zero_grad();
    Tensor a = all.x.narrow(0, first, size);
    for (std::size_t l = 0; l < weights.size(); l += 2) {
      a = torch::linear(a, weights[l], weights[l + 1]);
      if (l + 2 < weights.size()) a = torch::tanh(a);
    }
    loss = torch::mse_loss(a, all.y.narrow(0, first, size));
    loss.backward();
    adam.step();
  }
  return loss.item<double>();
}

std::vector<double> grid(const NetworkTask& task, bool single) {
  const torch::NoGradGuard no_gradient;
  const Samples all = samples_of(task);
  const auto type = single ? torch::kFloat : torch::kDouble;
  const std::int64_t points = task.points.cols();
  // Samples along the last dimension, where functions of every number run fastest.
  Tensor a = all.x.t().contiguous().to(type).expand({points, 2, all.x.size(0)});
  each_layer(task, tensor(task.points.data(), {points, task.points.rows()}).to(type),
             [&](const Tensor& w, const Tensor& b, bool last) {
               a = torch::baddbmm(b.unsqueeze(-1), w, a);
               if (!last) a = a.tanh_();
             });
  const Tensor loss = (a - all.y.t().to(type)).square_().mean({1, 2}).to(torch::kDouble).contiguous();
  return {loss.data_ptr<double>(), loss.data_ptr<double>() + points};
}

Eigen::VectorXd to_eigen(const Tensor& t) {
  return Eigen::Map<const Eigen::VectorXd>(t.contiguous().data_ptr<double>(), t.size(0));
}

// The gradient as a function that can be differentiated again.
struct Gradient {
  explicit Gradient(const NetworkTask& task) : theta(start_of(task).requires_grad_()) {
    gradient = torch::autograd::grad({loss_at(task, theta, samples_of(task))}, {theta}, {}, true, true)[0];
  }
  Tensor times_hessian(const Tensor& v) const { return torch::autograd::grad({gradient}, {theta}, {v}, true)[0]; }
  Tensor theta, gradient;
};

Eigen::VectorXd eigenvalues(const NetworkTask& task) {
  const Gradient g(task);
  const std::int64_t n = g.theta.size(0);
  const Tensor unit = torch::eye(n, torch::kDouble);
  std::vector<Tensor> rows;
  for (std::int64_t i = 0; i < n; ++i) rows.push_back(g.times_hessian(unit[i]));
  return to_eigen(torch::linalg_eigvalsh(torch::stack(rows), "L"));
}

// Lanczos' method with full reorthogonalization, for as many products as ours took.
Eigen::VectorXd top(const NetworkTask& task, Eigen::Index products) {
  const Gradient g(task);
  const std::int64_t n = g.theta.size(0), m = products;
  torch::manual_seed(1);
  Tensor basis = torch::zeros({m, n}, torch::kDouble), t = torch::zeros({m, m}, torch::kDouble);
  Tensor v = torch::randn({n}, torch::kDouble);
  for (std::int64_t i = 0; i < m; ++i) {
    basis[i].copy_(v / v.norm());
    v = g.times_hessian(basis[i]);
    const Tensor known = basis.narrow(0, 0, i + 1);
    for (int twice = 0; twice < 2; ++twice) {
      const Tensor along = known.mv(v);
      t.select(1, i).narrow(0, 0, i + 1) += along;
      v = v - known.t().mv(along);
    }
  }
  return to_eigen(torch::linalg_eigvalsh(t, "U"));
}

}  // namespace

NetworkMethods libtorch_networks() { return {"libtorch", "libtorch-dev", train, grid, eigenvalues, top}; }

}  // namespace fallline::bench
