// PlottedData: the samples as the boundary view draws them, in the units of the data: over the first two features, or
// of one feature with what is learnt as the height.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "data/standardization.h"
#include "objective/surface.h"
#include "session/network_snapshot.h"

namespace fallline {

enum class Part { training, validation, test };

class PlottedData {
 public:
  static constexpr std::size_t most_drawn = 6000;  // of more samples, every n-th

  struct Sample {
    Part part;
    std::size_t index;  // in the data
    std::size_t row;    // in its part
    Point at;
  };

  // True if it was made anew: the data are others, or divided in another way.
  bool update(const NetworkSnapshot& snapshot);

  const Dataset& data() const { return *data_; }
  std::span<const Sample> samples() const { return samples_; }
  // Those samples as the network takes them, a row each.
  const Eigen::MatrixXd& inputs() const { return inputs_; }
  std::size_t count(Part part) const { return counts_[static_cast<std::size_t>(part)]; }
  // With some room around the samples.
  const Domain& bounds() const { return bounds_; }
  // The least and the greatest target of the samples in training.
  double lowest_target() const { return lowest_; }
  double highest_target() const { return highest_; }

  // One feature: the plane's height is no input.
  bool is_curve() const { return data_->features() == 1; }
  // Both axes in the same unit, as far as one can see.
  bool equal_scales() const { return equal_scales_; }

  // Inputs for points of the plane, as the network takes them: all other features at their mean.
  void inputs_of(std::span<const Point> points, Eigen::MatrixXd& inputs) const;
  // Where a sample that is drawn at `at` stands in the data, whose test samples may be drawn shifted.
  Point in_data(Part part, Point at) const;

  // What two classes or one feature have as their height: the label, or the target.
  double height(std::size_t sample) const;

 private:
  void collect(const Parts& parts, const Split& split);
  void measure();

  std::shared_ptr<const Dataset> data_;
  SplitOptions split_;
  bool standardize_ = false, equal_scales_ = true;
  std::vector<Sample> samples_;
  Eigen::MatrixXd inputs_;
  std::size_t counts_[3] = {};
  std::optional<Standardization> by_;
  Eigen::VectorXd mean_;  // of the features in training
  Domain bounds_{};
  double lowest_ = 0, highest_ = 1;
};

}  // namespace fallline
