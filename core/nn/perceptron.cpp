#include "nn/perceptron.h"

#include <cassert>
#include <utility>

namespace fallline::nn {
namespace {

// Of the j-th input, x(j).
int classified(std::span<const double> w, double b, auto x) {
  double z = b;
  for (std::size_t j = 0; j < w.size(); ++j) z += w[j] * x(j);
  return z > 0 ? 1 : 0;
}

}  // namespace

Perceptron::Perceptron(std::shared_ptr<const Dataset> data, double learning_rate)
    : data_(std::move(data)), learning_rate_(learning_rate), w_(data_->features(), 0.0) {
  assert(data_->size() > 0 && data_->classes == 2);
}

bool Perceptron::step() {
  const auto at = static_cast<std::size_t>(steps_++) % data_->size();
  const auto x = data_->x.row(static_cast<Eigen::Index>(at));
  const int e = data_->label[at] - classified(w_, b_, [&](std::size_t j) { return x[static_cast<Eigen::Index>(j)]; });
  if (e == 0) {
    ++right_in_turn_;
    return false;
  }
  for (std::size_t j = 0; j < w_.size(); ++j) w_[j] += learning_rate_ * e * x[static_cast<Eigen::Index>(j)];
  b_ += learning_rate_ * e;
  ++mistakes_;
  right_in_turn_ = 0;
  return true;
}

int Perceptron::classify(std::span<const double> x) const {
  return classified(w_, b_, [&](std::size_t j) { return x[j]; });
}

}  // namespace fallline::nn
