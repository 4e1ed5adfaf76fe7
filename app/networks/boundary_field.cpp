#include "app/networks/boundary_field.h"

#include <algorithm>
#include <cmath>

#include "app/networks/answers.h"
#include "app/networks/class_colours.h"

namespace fallline {
namespace {

constexpr float strongest = 0.62f;            // of a class's colour, where there is no doubt
constexpr double most_pixels = 1.5e6;         // of the finest picture
constexpr int most_line_columns = 240;        // of the grid that lines are found on
constexpr std::size_t samples_a_call = 1024;  // fewer waste the time of a call, more that of a frame

}  // namespace

ImU32 answer_colour(const FieldPaint& paint, const PlottedData& data, std::string_view loss,
                    const Eigen::MatrixXd& outputs, Eigen::Index sample) {
  const ui::Theme& t = *paint.theme;
  if (data.data().regression()) {
    const double span = data.highest_target() - data.lowest_target();
    const render::Rgb c = render::colour(paint.heights, (outputs(sample, 0) - data.lowest_target()) / span);
    return ImGui::ColorConvertFloat4ToU32({0.86f * c.r, 0.86f * c.g, 0.86f * c.b, 1});
  }
  const Answer a = answer(loss, outputs, sample);
  const double even = 1.0 / data.data().classes;
  const double sure = std::clamp((a.probability - even) / (1 - even), 0.0, 1.0);  // NaN stays one
  if (std::isnan(sure)) return t.plot;
  const ImU32 ground = t.dark ? ui::mixed(t.plot, ui::rgb(0x000000), 0.4f) : t.plot;
  return ui::mixed(ground, class_colour(t, a.label, data.data().classes), strongest * static_cast<float>(sure));
}

// The cells are as square as they can be.
BoundaryField::Picture BoundaryField::begin(const Wanted& wanted, double cells) {
  const double pixels = static_cast<double>(wanted.columns) * wanted.rows,
               share = std::sqrt(std::min(1.0, cells / pixels));
  Picture picture{.of = wanted};
  picture.columns = std::max(2, static_cast<int>(std::lround(share * wanted.columns)));
  picture.rows = std::max(2, static_cast<int>(std::lround(share * wanted.rows)));
  picture.colours.reserve(static_cast<std::size_t>(picture.columns) * static_cast<std::size_t>(picture.rows));
  return picture;
}

void BoundaryField::fill(Picture& p, const NetworkRacerSnapshot& racer, const PlottedData& data, const ui::Theme& theme,
                         Clock::time_point until) const {
  const nn::NetworkObjective& network = racer.objective();
  const std::string_view loss = network.loss().key;
  const FieldPaint paint{&theme, p.of.heights};
  const bool two = data.data().classes == 2;
  const int rows_a_call = std::max(1, static_cast<int>(samples_a_call) / p.columns);
  std::vector<Point> points;
  Eigen::MatrixXd inputs, outputs;
  while (!p.done() && Clock::now() < until) {
    const int first = p.filled(), last = std::min(p.rows, first + rows_a_call);
    points.clear();
    for (int j = first; j < last; ++j)
      for (int i = 0; i < p.columns; ++i)
        points.push_back({p.of.window.x_min + p.of.window.width() * i / (p.columns - 1),
                          p.of.window.y_min + p.of.window.height() * j / (p.rows - 1)});
    data.inputs_of(points, inputs);
    network.outputs(racer.theta, inputs, outputs, racer.memory);
    for (Eigen::Index k = 0; k < outputs.rows(); ++k) {
      p.colours.push_back(answer_colour(paint, data, loss, outputs, k));
      if (two) p.sides.push_back(outputs.cols() == 1 ? outputs(k, 0) : outputs(k, 1) - outputs(k, 0));
    }
  }
}

void BoundaryField::show(Picture picture) {
  shown_ = std::move(picture);
  lines_.clear();
  version_ = static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
  if (shown_.sides.empty()) return;
  const int every = (shown_.columns + most_line_columns - 1) / most_line_columns;
  // The samples on the far edges belong to the grid whatever `every` is, or its window would be another one.
  Grid grid{.columns = (shown_.columns - 1) / every + 1, .rows = (shown_.rows - 1) / every + 1};
  const Domain& w = shown_.of.window;
  grid.domain = {w.x_min, w.x_min + w.width() * (grid.columns - 1) * every / (shown_.columns - 1), w.y_min,
                 w.y_min + w.height() * (grid.rows - 1) * every / (shown_.rows - 1)};
  for (int j = 0; j < grid.rows; ++j)
    for (int i = 0; i < grid.columns; ++i)
      grid.values.push_back(shown_.sides[static_cast<std::size_t>(j * every * shown_.columns + i * every)]);
  const double level = 0;
  if (grid.columns > 1 && grid.rows > 1) lines_ = iso_lines(grid, {&level, 1});
}

bool BoundaryField::update(const NetworkRacerSnapshot& racer, const PlottedData& data, const ui::Theme& theme,
                           const Wanted& wanted, bool plays) {
  const auto now = Clock::now();
  const bool same = setup_ == racer.setup && theta_ == racer.theta && memory_ == racer.memory && wanted_ == wanted;
  if (!same) {
    if (plays && !duty_.due(now) && setup_ == racer.setup && wanted_ == wanted) return false;
    setup_ = racer.setup;
    theta_ = racer.theta;
    memory_ = racer.memory;
    wanted_ = wanted;
    Picture coarse = begin(wanted, cells_);
    fill(coarse, racer, data, theme, Clock::time_point::max());
    const double cells = static_cast<double>(coarse.colours.size());
    fine_ = begin(wanted, most_pixels);
    if (fine_.columns <= coarse.columns) fine_ = {};
    show(std::move(coarse));
    const auto took = duty_.ended(now);
    // A large network gets fewer cells.
    const double affordable = cells * std::chrono::duration<double>(budget) / std::chrono::duration<double>(took);
    cells_ = std::clamp(affordable, 400.0, static_cast<double>(coarse_cells));
    return true;
  }
  if (plays || fine_.empty()) return false;
  fill(fine_, racer, data, theme, now + budget);
  if (!fine_.done()) return false;
  show(std::exchange(fine_, {}));
  return true;
}

}  // namespace fallline
