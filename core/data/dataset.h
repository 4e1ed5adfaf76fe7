// Dataset: samples with features and targets, for networks.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <vector>

namespace fallline {

struct Dataset {
  Eigen::MatrixXd x;       // samples × features: each feature is contiguous
  Eigen::MatrixXd y;       // samples × targets; no columns where the targets are classes
  std::vector<int> label;  // class of each sample, from 0; empty where the targets are numbers
  int classes = 0;         // 0: regression
  std::vector<std::string> feature_names, target_names, class_names;  // empty, or one each

  std::size_t size() const { return static_cast<std::size_t>(x.rows()); }
  std::size_t features() const { return static_cast<std::size_t>(x.cols()); }
  bool regression() const { return classes == 0; }
};

// The named samples, in that order.
Dataset subset(const Dataset& data, std::span<const std::size_t> named);

}  // namespace fallline
