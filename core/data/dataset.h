// Dataset: samples with features and targets, for networks.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace fallline {

struct Dataset {
  Eigen::MatrixXd x;       // samples × features: each feature is contiguous
  Eigen::MatrixXd y;       // samples × targets; no columns where the targets are classes
  std::vector<int> label;  // class of each sample, from 0; empty where the targets are numbers
  int classes = 0;         // 0: regression
  // Empty, or one each. Of classes the one target is their label.
  std::vector<std::string> feature_names, target_names, class_names;

  std::size_t size() const { return static_cast<std::size_t>(x.rows()); }
  std::size_t features() const { return static_cast<std::size_t>(x.cols()); }
  bool regression() const { return classes == 0; }
  friend bool operator==(const Dataset& a, const Dataset& b);
};

// The named samples, in that order.
Dataset subset(const Dataset& data, std::span<const std::size_t> named);

// Nothing if a network can be trained on it: two samples or more, all numbers finite, of each class two or more;
// else what is wrong and where, samples and columns counted from 1.
std::optional<std::string> refuse(const Dataset& data);

// The class as a person knows it: its name, or its number.
std::string class_name(const Dataset& data, int label);

// Another distribution for the test than for the training: all samples turn about the origin in the plane of the first
// two features by `rotation` turns, then move by `offset` along every feature. Targets stay.
void shift(Dataset& data, double rotation, double offset);

}  // namespace fallline
