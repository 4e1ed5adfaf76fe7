// Networks with ensmallen's Adam over Armadillo's matrices: the gradient is written by hand, a column a sample, for
// ensmallen knows optimizers, not networks.
#define ARMA_NO_DEBUG
#include "network_library.h"

#include <ensmallen.hpp>

namespace fallline::bench {
namespace {

struct Layer {
  arma::uword weights, in, out;
};

// The mean squared error over samples in their order, as ensmallen's stochastic optimizers want it: a sum of functions.
class Network {
 public:
  explicit Network(const NetworkTask& task) : x_(task.x.data(), task.y.size(), 2), y_(task.y.data(), task.y.size()) {
    x_ = x_.t();
    arma::uword at = 0;
    for (std::size_t l = 0; l + 1 < task.widths.size(); ++l) {
      layers_.push_back({at, task.widths[l], task.widths[l + 1]});
      at += layers_.back().out * (layers_.back().in + 1);
    }
    a_.resize(layers_.size() + 1);
  }

  double EvaluateWithGradient(const arma::mat& theta, std::size_t first, arma::mat& gradient, std::size_t batch) {
    a_[0] = x_.cols(first, first + batch - 1);
    double* parameters = const_cast<double*>(theta.memptr());
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const Layer& layer = layers_[l];
      // Row by row is its transpose, column by column.
      const arma::mat wt(parameters + layer.weights, layer.in, layer.out, false, true);
      const arma::vec b(parameters + layer.weights + layer.in * layer.out, layer.out, false, true);
      a_[l + 1] = wt.t() * a_[l];
      a_[l + 1].each_col() += b;
      if (l + 1 < layers_.size()) a_[l + 1] = arma::tanh(a_[l + 1]);
    }
    arma::mat d = a_.back() - y_.subvec(first, first + batch - 1).t();
    const double share = 1 / static_cast<double>(batch);
    loss = share * arma::accu(d % d);
    d *= 2 * share;
    for (std::size_t l = layers_.size(); l-- > 0;) {
      const Layer& layer = layers_[l];
      double* to = gradient.memptr() + layer.weights;
      arma::mat by_weights(to, layer.in, layer.out, false, true);
      arma::vec by_bias(to + layer.in * layer.out, layer.out, false, true);
      by_weights = a_[l] * d.t();
      by_bias = arma::sum(d, 1);
      if (l == 0) break;
      const arma::mat wt(parameters + layer.weights, layer.in, layer.out, false, true);
      d = (wt * d) % (1 - a_[l] % a_[l]);
    }
    return loss;
  }
  std::size_t NumFunctions() const { return y_.n_elem; }
  void Shuffle() {}

  double loss = 0;  // of the last batch

 private:
  arma::mat x_;
  arma::vec y_;
  std::vector<Layer> layers_;
  std::vector<arma::mat> a_;
};

double train(const NetworkTask& task, std::size_t batch, std::size_t steps) {
  Network network(task);
  arma::mat theta(task.start.data(), task.start.size(), 1);
  constexpr double tolerance = -1;
  constexpr bool shuffle = false;
  ens::SGD<ens::AdamUpdate> adam(1e-3, batch, batch * steps, tolerance, shuffle, ens::AdamUpdate(1e-8, 0.9, 0.999));
  adam.Optimize(network, theta);
  return network.loss;
}

}  // namespace

NetworkMethods ensmallen_networks() { return {"ensmallen", "libensmallen-dev", train}; }

}  // namespace fallline::bench
