#include "app/networks/plotted_data.h"

#include <algorithm>
#include <cmath>

namespace fallline {

double PlottedData::height(std::size_t sample) const {
  const auto i = static_cast<Eigen::Index>(sample);
  return data_->regression() ? data_->y(i, 0) : data_->label[sample];
}

bool PlottedData::update(const NetworkSnapshot& s) {
  const training::DataSpec& spec = s.experiment.data;
  if (data_ == s.data && split_ == spec.split && standardize_ == spec.standardize) return false;
  data_ = s.data;
  split_ = spec.split;
  standardize_ = spec.standardize;
  const Parts all = parts(*data_, split_);
  by_.reset();
  if (standardize_) by_ = standardization(all.training.x);
  mean_ = all.training.x.colwise().mean();
  collect(all, split(*data_, split_));
  measure();
  return true;
}

void PlottedData::collect(const Parts& parts, const Split& split) {
  const Dataset* const of[] = {&parts.training, &parts.validation, &parts.test};
  const std::vector<std::size_t>* const named[] = {&split.training, &split.validation, &split.test};
  const std::size_t every = (data_->size() + most_drawn - 1) / most_drawn;
  samples_.clear();
  for (std::size_t part = 0; part < 3; ++part) {
    counts_[part] = named[part]->size();
    for (std::size_t row = 0; row < counts_[part]; row += every) {
      const auto r = static_cast<Eigen::Index>(row);
      const std::size_t index = (*named[part])[row];
      const Eigen::MatrixXd& x = of[part]->x;
      samples_.push_back({static_cast<Part>(part), index, row, {x(r, 0), is_curve() ? height(index) : x(r, 1)}});
    }
  }
  inputs_.resize(static_cast<Eigen::Index>(samples_.size()), static_cast<Eigen::Index>(data_->features()));
  for (std::size_t i = 0; i < samples_.size(); ++i)
    inputs_.row(static_cast<Eigen::Index>(i)) =
        of[static_cast<std::size_t>(samples_[i].part)]->x.row(static_cast<Eigen::Index>(samples_[i].row));
  if (by_) standardize(inputs_, *by_);
}

void PlottedData::measure() {
  const auto range = [&](auto value) {
    double low = value(samples_.front()), high = low;
    for (const Sample& s : samples_) low = std::min(low, value(s)), high = std::max(high, value(s));
    if (!(high > low)) low -= 1, high += 1;
    return std::pair(low, high);
  };
  const auto [x0, x1] = range([](const Sample& s) { return s.at.x; });
  const auto [y0, y1] = range([](const Sample& s) { return s.at.y; });
  const double across = 0.08 * (x1 - x0), up = 0.08 * (y1 - y0);
  bounds_ = {x0 - across, x1 + across, y0 - up, y1 + up};
  const double ratio = bounds_.width() / bounds_.height();
  equal_scales_ = !is_curve() && ratio < 6 && ratio > 1.0 / 6;
  if (data_->regression()) std::tie(lowest_, highest_) = range([&](const Sample& s) { return height(s.index); });
}

void PlottedData::inputs_of(std::span<const Point> points, Eigen::MatrixXd& inputs) const {
  inputs.resize(static_cast<Eigen::Index>(points.size()), mean_.size());
  for (Eigen::Index k = 2; k < mean_.size(); ++k) inputs.col(k).setConstant(mean_[k]);
  for (std::size_t i = 0; i < points.size(); ++i) {
    inputs(static_cast<Eigen::Index>(i), 0) = points[i].x;
    if (!is_curve()) inputs(static_cast<Eigen::Index>(i), 1) = points[i].y;
  }
  if (by_) standardize(inputs, *by_);
}

Point PlottedData::in_data(Part part, Point at) const {
  if (part != Part::test) return at;
  Dataset one{.x = mean_.transpose()};
  one.x(0, 0) = at.x;
  if (!is_curve()) one.x(0, 1) = at.y;
  shift(one, 0, -split_.offset);
  shift(one, -split_.rotation / 360, 0);
  return {one.x(0, 0), is_curve() ? at.y : one.x(0, 1)};
}

}  // namespace fallline
