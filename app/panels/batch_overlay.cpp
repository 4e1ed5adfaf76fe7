// The surface that the next step sees, of its mini-batch alone: thin iso-lines on the map, and a net over the surface.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/panels/stage.h"
#include "app/paths.h"
#include "landscape/contours.h"

namespace fallline {

void draw_batch_lines(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  if (!f.state.view.mini_batch || f.scene.batch_map().columns == 0) return;
  constexpr int lines_of_map = 20;
  std::vector<double> levels;
  for (int k = 0; k < lines_of_map; ++k) levels.push_back(f.scene.map_heights().loss_at((k + 0.5) / lines_of_map));
  std::vector<ImVec2> points;
  for (const IsoLine& line : iso_lines(f.scene.batch_map(), levels)) {
    points.clear();
    for (const Point p : line.points) points.push_back(map.to_pixel(p));
    if (line.closed) points.push_back(points.front());
    draw_line(list, points, ui::faded(picture_halo, 0.3f), f.theme.px(2.4f));
    draw_line(list, points, ui::faded(picture_ink, 0.5f), f.theme.px(1));
  }
}

void draw_batch_net(const SurfacesFrame& f, const Stage& stage, ImDrawList* list) {
  const Grid& net = f.scene.batch_net();
  if (!f.state.view.mini_batch || net.columns == 0) return;
  const HeightMap& heights = stage.heights;
  const auto line = [&](int count, auto node) {
    PathBuilder path(1, stage.low, stage.high());
    for (int k = 0; k < count; ++k) {
      const auto [i, j] = node(k);
      const double loss = net.at(i, j);
      const Domain& d = net.domain;
      const Point at{std::lerp(d.x_min, d.x_max, static_cast<double>(i) / (net.columns - 1)),
                     std::lerp(d.y_min, d.y_max, static_cast<double>(j) / (net.rows - 1))};
      const auto seen = loss >= heights.low() - 0.2 * (heights.high() - heights.low()) && loss <= heights.high()
                            ? stage.see(stage.on_surface(at, std::max(loss, heights.low())))
                            : std::nullopt;
      if (seen)
        path.add(seen->at, !seen->hidden);
      else
        path.break_line();
    }
    path.draw_lines(list, {ui::faded(picture_ink, 0.38f), 0, stage.theme.px(1), 0});
  };
  constexpr int stride = 3;  // from line to line: fewer than the nodes along each
  for (int j = 0; j < net.rows; j += stride) line(net.columns, [&](int k) { return std::pair(k, j); });
  for (int i = 0; i < net.columns; i += stride) line(net.rows, [&](int k) { return std::pair(i, k); });
}

}  // namespace fallline
