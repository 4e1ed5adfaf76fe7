#include "app/panels/data_panel.h"

#include <algorithm>
#include <cmath>

#include "app/paths.h"
#include "app/plot/layout.h"
#include "app/widgets/text.h"
#include "objective/data_model.h"

namespace fallline {
namespace {

class DataPlot {
 public:
  DataPlot(const SurfacesFrame& f, const DataModel& model, const ui::Rect& outer)
      : f_(f), model_(model), l_(lay_out(f, model, outer)), list_(*ImGui::GetWindowDrawList()) {}

  void draw() {
    const ui::Theme& t = f_.theme;
    plot::draw_grid(list_, t, l_);
    list_.PushClipRect(l_.area.min, l_.area.max, true);
    if (model_.picture == DataPicture::classes) shade();
    if (model_.picture != DataPicture::shift) draw_models();
    draw_samples();
    if (model_.picture == DataPicture::shift) draw_models();
    list_.PopClipRect();
    plot::draw_numbers(list_, t, l_, model_.x_name);
    draw_head();
  }

 private:
  static plot::Range range_of(const std::vector<double>& v, double share) {
    const auto [low, high] = std::minmax_element(v.begin(), v.end());
    return plot::padded(plot::showable({*low, *high}, plot::AxisScale::linear), plot::AxisScale::linear, share);
  }
  // Of a shift the moved sample comes and goes: the one that stays decides, and where the other one starts from.
  static plot::Layout lay_out(const SurfacesFrame& f, const DataModel& model, const ui::Rect& outer) {
    const Samples& s = model.samples;
    const bool shift = model.picture == DataPicture::shift;
    std::vector<double> x = s.x, y = s.y;
    if (shift) {
      const auto half = static_cast<std::ptrdiff_t>(s.size() / 2);
      const Point start = f.snapshot.experiment.start;
      std::for_each(x.begin(), x.begin() + half, [&](double& v) { v += start.x; });
      std::for_each(y.begin(), y.begin() + half, [&](double& v) { v += start.y; });
    }
    const double share = shift ? 0.15 : 0.06;
    return plot::lay_out(f.theme, outer, range_of(x, share), range_of(y, share), plot::AxisScale::linear, true);
  }

  ImVec2 at(double x, double y) const { return {l_.x.pixel(x), l_.y.pixel(y)}; }
  ImU32 colour_of(int label) const { return label == 0 ? f_.theme.class_negative : f_.theme.class_positive; }

  // P(label 1) of the racer in focus, in the colours of the classes.
  void shade() {
    const RacerSnapshot* r = focused_racer(f_);
    if (!r) return;
    constexpr int columns = 36, rows = 24;
    const auto corner = [&](int i, int j) {
      return ImVec2(l_.area.min.x + l_.area.width() * static_cast<float>(i) / columns,
                    l_.area.min.y + l_.area.height() * static_cast<float>(j) / rows);
    };
    const auto tint = [&](int i, int j) {
      const ImVec2 p = corner(i, j);
      const double side = 2 * model_.output(r->theta, {l_.x.value(p.x), l_.y.value(p.y)}) - 1;
      return ui::faded(colour_of(side > 0), static_cast<float>(0.26 * std::abs(side)));
    };
    for (int j = 0; j < rows; ++j)
      for (int i = 0; i < columns; ++i)
        list_.AddRectFilledMultiColor(corner(i, j), corner(i + 1, j + 1), tint(i, j), tint(i + 1, j),
                                      tint(i + 1, j + 1), tint(i, j + 1));
  }

  // Two classes differ in shape as well as in colour; what the next step does not see is faint.
  void draw_samples() {
    const Samples& s = model_.samples;
    const std::span<const std::size_t> batch = f_.scene.batch();
    const std::size_t moved = model_.picture == DataPicture::shift ? s.size() / 2 : 0;
    const auto mark = [&](std::size_t i, float alpha, bool marked) {
      const float radius = f_.theme.px(marked ? 3.4f : 2.7f);
      const bool of_two = !s.label.empty();
      const int label = of_two ? s.label[i] : 0;
      const ImU32 colour = ui::faded(of_two ? colour_of(label) : f_.theme.text, alpha);
      const ImVec2 p = at(s.x[i], s.y[i]);
      if (label == 1)
        list_.AddQuadFilled({p.x - 1.25f * radius, p.y}, {p.x, p.y - 1.25f * radius}, {p.x + 1.25f * radius, p.y},
                            {p.x, p.y + 1.25f * radius}, colour);
      else
        list_.AddCircleFilled(p, radius, colour, 14);
      if (marked) list_.AddCircle(p, radius + f_.theme.px(2), f_.theme.accent, 16, f_.theme.px(1.3f));
    };
    for (std::size_t i = moved; i < s.size(); ++i) mark(i, batch.empty() || moved > 0 ? 0.95f : 0.3f, false);
    if (moved > 0) return;  // of a shift the batch is of the sample that moves
    for (const std::size_t i : batch) mark(i, 0.95f, true);
  }

  void draw_models() {
    const RacerSnapshot* focus = focused_racer(f_);
    for (const RacerSnapshot& r : f_.snapshot.racers)
      if (&r != focus) draw_model(r, 1.6f);
    if (focus) draw_model(*focus, 2.4f);
  }

  void draw_model(const RacerSnapshot& r, float thickness) {
    const auto index = static_cast<std::size_t>(r.spec.colour);
    if (!f_.state.shown[index]) return;
    const ImU32 colour = f_.theme.racer(index);
    switch (model_.picture) {
      case DataPicture::curve:
        return draw_curve(r.theta, colour, thickness);
      case DataPicture::classes:
        return draw_boundary(r.theta, colour, thickness);
      case DataPicture::shift:
        return draw_moved(r.theta, colour, thickness);
    }
  }
  void draw_curve(Point theta, ImU32 colour, float thickness) {
    std::vector<ImVec2> points;
    for (float x = l_.area.min.x; x <= l_.area.max.x; x += f_.theme.px(3))
      points.push_back(at(l_.x.value(x), model_.output(theta, {l_.x.value(x), 0})));
    draw_line(&list_, points, colour, f_.theme.px(thickness));
  }
  // θ·x = 0, where the output is ½; none for θ = 0.
  void draw_boundary(Point theta, ImU32 colour, float thickness) {
    const double size = std::hypot(theta.x, theta.y), far = 4 * (l_.x.range.span() + l_.y.range.span());
    if (!(size > 0)) return;
    const double dx = -theta.y / size * far, dy = theta.x / size * far;
    const ImVec2 ends[] = {at(-dx, -dy), at(dx, dy)};
    draw_line(&list_, ends, colour, f_.theme.px(thickness));
  }
  void draw_moved(Point theta, ImU32 colour, float thickness) {
    const Samples& s = model_.samples;
    const std::span<const std::size_t> batch = f_.scene.batch();
    const auto mark = [&](std::size_t j, bool seen) {
      const ImVec2 p = at(s.x[j] + theta.x, s.y[j] + theta.y);
      const float r = f_.theme.px(thickness + 2);
      list_.AddQuad({p.x - r, p.y}, {p.x, p.y - r}, {p.x + r, p.y}, {p.x, p.y + r}, ui::faded(colour, seen ? 1 : 0.35f),
                    f_.theme.px(1.6f));
    };
    for (std::size_t j = 0; j < s.size() / 2; ++j) mark(j, batch.empty());
    for (const std::size_t j : batch) mark(j, true);
  }

  void draw_head() {
    if (l_.head.height() <= 0) return;
    const ui::Theme& t = f_.theme;
    const float left = l_.head.min.x + t.px(12), right = l_.head.max.x - t.px(12);
    const float middle = std::round(l_.head.min.y + 0.56f * l_.head.height());
    const std::string_view what = model_.picture == DataPicture::curve     ? "y over x"
                                  : model_.picture == DataPicture::classes ? "x₂ over x₁, P = ½"
                                                                           : "q + θ among p";
    // The axes have no other names: the title is shortened before they go.
    const float of_axes = t.px(7) + ui::text_size(t.fonts.small, what).x;
    std::string_view title = "Data and model";
    if (ui::text_size(t.fonts.strong, title).x + of_axes > right - left) title = "Data";
    ui::draw_text_cut(list_, t.fonts.strong, {left, middle - 0.5f * t.fonts.strong.size}, right - left, t.text, title);
    const float after = left + ui::text_size(t.fonts.strong, title).x + t.px(7);
    if (right - left >= ui::text_size(t.fonts.strong, title).x + of_axes)
      ui::draw_text_cut(list_, t.fonts.small, {after, middle - 0.5f * t.fonts.small.size + t.px(1)}, right - after,
                        t.dim, what);
  }

  const SurfacesFrame& f_;
  const DataModel& model_;
  const plot::Layout l_;
  ImDrawList& list_;
};

}  // namespace

void draw_data_panel(SurfacesFrame& f, ImVec2 size) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), high(low.x + size.x, low.y + size.y);
  note_place(f.places, "data", low, high);
  if (const DataModel* model = f.snapshot.surface->data()) DataPlot(f, *model, {low, high}).draw();
}

}  // namespace fallline
