// Bagging (Breiman 1996): k networks, each trained on a resample of the samples, and the mean of what they say. Of
// members whose errors have the variance v and the covariance c, the mean's is v/k + (k − 1)c/k: members that err
// together gain nothing, independent ones a factor of k. Goodfellow, Bengio & Courville, Deep Learning (2016), §7.11.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fallline::nn {

// The samples that a member, from 0, is trained on: `count` of `count`, drawn with replacement; a function of seed and
// member alone.
std::vector<std::size_t> bootstrap(std::size_t count, std::uint64_t seed, std::size_t member);

// Below, predictions are matrices of one shape (samples × outputs), one a member, at least one.
Eigen::MatrixXd mean_prediction(std::span<const Eigen::MatrixXd> members);

// Means over samples and outputs: v of the members' squared errors, c of the products of two members' (0 of a single
// one), and of the squared error of their mean, which is expected() to rounding.
struct BaggingErrors {
  std::size_t members;
  double variance, covariance, of_mean;
  double expected() const {
    const auto k = static_cast<double>(members);
    return variance / k + (k - 1) / k * covariance;
  }
};
BaggingErrors bagging_errors(std::span<const Eigen::MatrixXd> members, const Eigen::MatrixXd& targets);

}  // namespace fallline::nn
