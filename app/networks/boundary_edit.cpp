#include "app/networks/boundary_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/networks/fit_data.h"

namespace fallline {
namespace {

// A copy to be changed; nothing while the data on the screen are not yet those of the experiment.
std::optional<Dataset> own_samples(NetworksFrame& f) {
  const training::DataSpec& spec = f.commands.network.data;
  if (spec.samples) return *spec.samples;
  if (!training::same_samples(spec, f.snapshot.experiment.data)) return std::nullopt;
  if (f.snapshot.data->size() > most_own_samples) {
    f.state.notice = {fmt::format("{} samples are too many to be changed by hand; at most {} are expected",
                                  f.snapshot.data->size(), most_own_samples),
                      true};
    return std::nullopt;
  }
  return *f.snapshot.data;
}

void take(NetworksFrame& f, Dataset data, std::string_view change) {
  if (auto why = refuse(data)) {
    f.state.notice = {*why, true};
    return;
  }
  f.commands.network.data.samples = std::move(data);
  f.commands.change = change;
  fit_to_data(f.commands.network);
}

void put(const PlottedData& plotted, Dataset& data, std::size_t sample, Point at) {
  const auto i = static_cast<Eigen::Index>(sample);
  data.x(i, 0) = at.x;
  if (!plotted.is_curve())
    data.x(i, 1) = at.y;
  else if (data.regression())
    data.y(i, 0) = at.y;
}

}  // namespace

void add_sample(NetworksFrame& f, Point at) {
  std::optional<Dataset> data = own_samples(f);
  if (!data) return;
  if (data->size() >= most_own_samples) {
    f.state.notice = {fmt::format("an experiment holds at most {} samples of its own", most_own_samples), true};
    return;
  }
  const BoundaryState& s = f.own.boundary;
  const Eigen::Index n = data->x.rows();
  const Eigen::RowVectorXd mean = data->x.colwise().mean(), target = data->y.colwise().mean();
  data->x.conservativeResize(n + 1, Eigen::NoChange);
  data->y.conservativeResize(n + 1, Eigen::NoChange);
  data->x.row(n) = mean;
  if (data->regression()) {
    data->y.row(n) = target;
    data->y(n, 0) = s.label == 0 ? s.data.lowest_target() : s.data.highest_target();
  } else {
    data->label.push_back(std::min(s.label, data->classes - 1));
  }
  put(s.data, *data, static_cast<std::size_t>(n), at);
  take(f, *std::move(data), "add samples");
}

void move_sample(NetworksFrame& f, std::size_t index, Point at) {
  std::optional<Dataset> data = own_samples(f);
  if (!data || index >= data->size()) return;
  put(f.own.boundary.data, *data, index, at);
  take(f, *std::move(data), "move a sample");
}

void erase_samples(NetworksFrame& f, ImVec2 at, float radius, const std::function<ImVec2(Point)>& to_pixel) {
  // What is under the brush is known by what is drawn: that must be the experiment's samples.
  if (!training::same_samples(f.commands.network.data, f.snapshot.experiment.data)) return;
  std::vector<bool> gone(f.snapshot.data->size(), false);
  for (const PlottedData::Sample& s : f.own.boundary.data.samples()) {
    const ImVec2 p = to_pixel(s.at);
    gone[s.index] = std::hypot(p.x - at.x, p.y - at.y) <= radius;
  }
  if (std::ranges::count(gone, true) == 0) return;
  std::optional<Dataset> data = own_samples(f);
  if (!data) return;
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < gone.size(); ++i)
    if (!gone[i]) left.push_back(i);
  take(f, subset(*data, left), "erase samples");
}

}  // namespace fallline
