// Perceptron: a single unit with a step, and the rule by which it learns from its mistakes (Rosenblatt 1958). Where a
// plane separates the two classes it finds one after at most (R/γ)² mistakes (Novikoff 1962); where none does, as of
// xor, it never comes to rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.h"

namespace fallline::nn {

class Perceptron {
 public:
  // `data`: at least one sample, two classes. Begins at w = 0, b = 0.
  explicit Perceptron(std::shared_ptr<const Dataset> data, double learning_rate = 1);

  // Looks at the next sample, all of them in turn: with ŷ = 1 where w·x + b > 0, else 0, and e = y − ŷ,
  //   w ← w + η e x,  b ← b + η e.
  // Returns whether that was a mistake, e ≠ 0.
  bool step();

  // All samples in turn were right: no later step changes anything.
  bool converged() const { return right_in_turn_ >= data_->size(); }
  std::int64_t steps() const { return steps_; }
  std::int64_t mistakes() const { return mistakes_; }
  std::span<const double> w() const { return w_; }
  double b() const { return b_; }
  // ŷ of inputs of one's own.
  int classify(std::span<const double> x) const;

 private:
  std::shared_ptr<const Dataset> data_;
  double learning_rate_;
  std::vector<double> w_;
  double b_ = 0;
  std::int64_t steps_ = 0, mistakes_ = 0;
  std::size_t right_in_turn_ = 0;
};

}  // namespace fallline::nn
