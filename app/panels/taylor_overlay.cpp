// The Taylor model at the subject: dashed iso-lines on the map, and a translucent sheet over the surface.
#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "app/panels/map_labels.h"
#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"
#include "app/panels/stage.h"
#include "app/panels/subject.h"
#include "app/paths.h"
#include "landscape/taylor.h"

namespace fallline {
namespace {

// The part of the plane on which the model is shown: an ellipse about its point, smaller as the map is enlarged.
struct Patch {
  TaylorModel model;
  double x_radius, y_radius;

  Point at(double radius, double angle) const {
    return {model.at.x + radius * x_radius * std::cos(angle), model.at.y + radius * y_radius * std::sin(angle)};
  }
};

std::optional<Patch> patch(const SurfacesFrame& f) {
  const TaylorModel model = taylor_model(*f.snapshot.surface, subject(f).at);
  const auto& d = model.d;
  if (!std::isfinite(d.value + d.x + d.y + d.xx + d.xy + d.yy)) return std::nullopt;
  const Domain domain = f.snapshot.experiment.domain, window = shown_window(f.state);
  constexpr double share = 0.24;
  return Patch{model, share * std::min(domain.width(), window.width()),
               share * std::min(domain.height(), window.height())};
}

// On the map ---------------------------------------------------------------------------------------------------------

// The losses of the map's own lines, and where few of them pass the model, of as many between them as it takes.
std::vector<double> levels(const HeightMap& heights, double own, double lowest, double highest) {
  constexpr int lines_of_map = 20;
  std::vector<double> all;
  for (int per_line = 1; per_line <= 64; per_line *= 4) {
    all.clear();
    const int count = lines_of_map * per_line;
    const double first = heights(std::max(lowest, heights.low())), last = heights(std::min(highest, heights.high()));
    for (int k = std::max(0, static_cast<int>(first * count)); k <= std::min(count - 1, static_cast<int>(last * count));
         ++k)
      if (const double level = heights.loss_at((k + 0.5) / count); level > lowest && level < highest)
        all.push_back(level);
    if (all.size() >= 4) break;
  }
  // The nearest to the point's own: far from it the model says little, and says it in a crowd of lines.
  constexpr std::size_t most = 10;
  std::sort(all.begin(), all.end(), [&](double a, double b) {
    return std::abs(heights(a) - heights(own)) < std::abs(heights(b) - heights(own));
  });
  if (all.size() > most) all.resize(most);
  return all;
}

}  // namespace

void draw_taylor_lines(const SurfacesFrame& f, const MapTransform& map, ImDrawList* list) {
  const auto p = patch(f);
  if (!p) return;
  const ui::Theme& t = f.theme;
  constexpr int nodes = 73;
  const Point at = p->model.at;
  Grid field{{at.x - p->x_radius, at.x + p->x_radius, at.y - p->y_radius, at.y + p->y_radius}, nodes, nodes, {}};
  double lowest = p->model.d.value, highest = lowest;
  const auto across = [](int i) { return 2.0 * i / (nodes - 1) - 1; };
  for (int j = 0; j < nodes; ++j)
    for (int i = 0; i < nodes; ++i) {
      const double u = across(i), v = across(j);
      const double q = p->model({at.x + u * p->x_radius, at.y + v * p->y_radius});
      field.values.push_back(q - p->model.d.value);
      if (u * u + v * v > 1) continue;
      lowest = std::min(lowest, q);
      highest = std::max(highest, q);
    }
  const auto draw_level = [&](double level, float alpha) {
    const double above[] = {level - p->model.d.value};
    for (IsoLine& line : iso_lines(field, above)) {
      if (line.closed) line.points.push_back(line.points.front());
      std::vector<ImVec2> piece;
      const auto flush = [&] {
        draw_dashed(list, piece, ui::faded(picture_halo, alpha), t.px(3), t.px(6), t.px(4));
        draw_dashed(list, piece, ui::faded(picture_ink, alpha), t.px(1.4f), t.px(6), t.px(4));
        piece.clear();
      };
      for (const Point q : line.points) {
        const double u = (q.x - at.x) / p->x_radius, v = (q.y - at.y) / p->y_radius;
        if (u * u + v * v <= 1)
          piece.push_back(map.to_pixel(q));
        else
          flush();
      }
      flush();
    }
  };
  for (const double level : levels(f.scene.map_heights(), p->model.d.value, lowest, highest)) draw_level(level, 0.75f);
  draw_level(p->model.d.value, 1);
  std::vector<ImVec2> rim;
  for (int k = 0; k <= 96; ++k) rim.push_back(map.to_pixel(p->at(1, 2 * std::numbers::pi * k / 96)));
  draw_line(list, rim, ui::faded(picture_halo, 0.5f), t.px(3));
  draw_line(list, rim, ui::faded(picture_ink, 0.55f), t.px(1));
  const ImVec2 top = map.to_pixel(p->at(1, 0.5 * std::numbers::pi));
  Labels(map, t, list).put(top, {0, -1}, "L + gᵀd + ½ dᵀHd", picture_ink);
}

// On the surface -----------------------------------------------------------------------------------------------------

namespace {

constexpr int rings = 14, spokes = 48;

struct Corner {
  Point at;
  double value;
  float radius;  // 0 at the centre of the patch, 1 at its rim
};

// The corners of a facet that lie within the heights of the box, with new ones where its sides leave it.
std::vector<Corner> clipped(std::vector<Corner> polygon, double low, double high) {
  const auto cut = [&](double limit, double sign) {
    std::vector<Corner> kept;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const Corner &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
      const double over_a = sign * (a.value - limit), over_b = sign * (b.value - limit);
      if (over_a <= 0) kept.push_back(a);
      if ((over_a <= 0) == (over_b <= 0)) continue;
      const double s = over_a / (over_a - over_b);
      kept.push_back({{a.at.x + s * (b.at.x - a.at.x), a.at.y + s * (b.at.y - a.at.y)},
                      limit,
                      a.radius + static_cast<float>(s) * (b.radius - a.radius)});
    }
    polygon = std::move(kept);
  };
  cut(high, 1);
  cut(low, -1);
  return polygon;
}

class Sheet {
 public:
  Sheet(const Stage& stage, const Patch& patch) : stage_(stage), patch_(patch) {}

  void draw(ImDrawList* list) {
    for (int r = 0; r < rings; ++r)
      for (int s = 0; s < spokes; ++s) add_facet(r, s);
    // From the farthest to the nearest, so that each lies over those behind it.
    std::sort(facets_.begin(), facets_.end(), [](const Facet& a, const Facet& b) { return a.distance > b.distance; });
    for (const Facet& facet : facets_) draw_facet(facet, list);
    const auto stroke = [&](float alpha, float thickness, int count, auto at) {
      PathBuilder path(1, stage_.low, stage_.high());
      for (int i = 0; i <= count; ++i) add_to(path, at(i));
      path.draw_lines(list, {ui::faded(picture_ink, alpha), 0, stage_.theme.px(thickness), 0});
    };
    constexpr double turn = 2 * std::numbers::pi;
    for (const double radius : {0.25, 0.5, 0.75})
      stroke(0.34f, 1, 96, [&](int i) { return corner(radius, turn * i / 96); });
    for (int s = 0; s < 12; ++s) stroke(0.26f, 1, 24, [&](int i) { return corner(i / 24.0, turn * s / 12); });
    stroke(0.95f, 1.6f, 160, [&](int i) { return corner(1, turn * i / 160); });
  }

 private:
  struct Facet {
    float distance;
    std::size_t count;
    std::array<ImDrawVert, 8> corners;
  };

  Corner corner(double radius, double angle) const {
    Point p = patch_.at(radius, angle);
    const Domain& d = stage_.domain;
    p = {std::clamp(p.x, d.x_min, d.x_max), std::clamp(p.y, d.y_min, d.y_max)};
    return {p, patch_.model(p), static_cast<float>(radius)};
  }
  Eigen::Vector3f world(const Corner& c) const { return stage_.on_surface(c.at, c.value); }

  void add_to(PathBuilder& path, const Corner& c) const {
    const HeightMap& heights = stage_.heights;
    if (c.value < heights.low() || c.value > heights.high()) return path.break_line();
    if (const auto seen = stage_.see(world(c)))
      path.add(seen->at, !seen->hidden);
    else
      path.break_line();
  }

  void add_facet(int ring, int spoke) {
    constexpr double turn = 2 * std::numbers::pi;
    const double r0 = static_cast<double>(ring) / rings, r1 = static_cast<double>(ring + 1) / rings;
    const double a0 = turn * spoke / spokes, a1 = turn * (spoke + 1) / spokes;
    const HeightMap& heights = stage_.heights;
    const auto polygon =
        clipped({corner(r0, a0), corner(r1, a0), corner(r1, a1), corner(r0, a1)}, heights.low(), heights.high());
    if (polygon.size() < 3) return;
    Facet facet{0, polygon.size(), {}};
    // Light from above the left shoulder gives the sheet its shape.
    const Eigen::Vector3f a = world(polygon[0]), b = world(polygon[1]), c = world(polygon[2]);
    Eigen::Vector3f normal = (b - a).cross(c - a).normalized();
    if (!normal.allFinite()) normal = {0, 0, 1};
    const float light = std::abs(normal.dot(Eigen::Vector3f(-0.4f, -0.3f, 0.87f)));
    const ImU32 tint = ui::mixed(ui::rgb(0x5d7fb8), ui::rgb(0xffffff), light);
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const auto seen = stage_.see(world(polygon[i]));
      if (!seen) return;
      facet.distance += seen->distance / static_cast<float>(polygon.size());
      const float alpha = (0.50f - 0.22f * polygon[i].radius) * (seen->hidden ? 0.35f : 1.0f);
      facet.corners[i] = {seen->at, ImGui::GetFontTexUvWhitePixel(), ui::faded(tint, alpha)};
    }
    facets_.push_back(facet);
  }

  static void draw_facet(const Facet& facet, ImDrawList* list) {
    const auto n = static_cast<int>(facet.count);
    list->PrimReserve(3 * (n - 2), n);
    const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx);
    for (int i = 2; i < n; ++i)
      for (const int k : {0, i - 1, i}) list->PrimWriteIdx(static_cast<ImDrawIdx>(first + k));
    for (int i = 0; i < n; ++i) {
      const ImDrawVert& v = facet.corners[static_cast<std::size_t>(i)];
      list->PrimWriteVtx(v.pos, v.uv, v.col);
    }
  }

  const Stage& stage_;
  const Patch& patch_;
  std::vector<Facet> facets_;
};

}  // namespace

void draw_taylor_sheet(const SurfacesFrame& f, const Stage& stage, ImDrawList* list) {
  const auto p = patch(f);
  if (!p || !stage.domain.contains(p->model.at)) return;
  Sheet(stage, *p).draw(list);
}

}  // namespace fallline
