#include "app/plot/plot.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/plot/crosshair.h"
#include "app/plot/fit.h"
#include "app/plot/interaction.h"
#include "app/plot/layout.h"
#include "app/plot/legend.h"
#include "app/plot/stroke.h"
#include "app/plot/trace.h"
#include "app/plot/uprights.h"
#include "app/widgets/button.h"

namespace fallline::plot {
namespace {

AxisScale scale_of(const PlotState& state) { return state.log_y ? AxisScale::log : AxisScale::linear; }

void follow_data(PlotState& state, std::span<const Series> series, std::optional<Range> steps) {
  // One step alone begins a run: there is nothing before it.
  if (state.fit_x)
    state.x = steps && steps->span() > 0.0 ? *steps : Range{steps ? steps->low : 0.0, steps ? steps->low + 1.0 : 1.0};
  state.x = showable(state.x, AxisScale::linear);
  if (state.fit_y) {
    const Range fallback = state.log_y ? Range{1e-3, 1.0} : Range{0.0, 1.0};
    state.y = state.kept.fit(series, state.x, scale_of(state)).value_or(fallback);
  }
  state.y = showable(state.y, scale_of(state));
}

// The longest title that fits, beside the line samples of the legend if any does so; else the shortest.
std::string_view fitting_title(const ui::Theme& theme, const PlotSpec& spec, float room) {
  const float samples = spec.legend ? samples_width(theme, spec.series) : 0.0f;
  for (const float kept_free : {samples + theme.px(samples > 0.0f ? 20 : 0), 0.0f}) {
    if (ui::text_size(theme.fonts.strong, spec.title).x <= room - kept_free) return spec.title;
    for (const std::string_view title : spec.short_titles)
      if (ui::text_size(theme.fonts.strong, title).x <= room - kept_free) return title;
  }
  return spec.short_titles.empty() ? spec.title : spec.short_titles.back();
}

// From the right: the switch, the legend, and what is left for the title. Returns where that stands.
std::optional<ui::Rect> draw_head(const ui::Theme& theme, const Layout& l, PlotState& state, const PlotSpec& spec) {
  if (l.head.height() <= 0.0f) return std::nullopt;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float pad = theme.px(12), middle = std::round(l.head.min.y + 0.56f * l.head.height());
  const float left = l.head.min.x + pad;
  float right = l.head.max.x - pad;
  if (spec.log_switch && right - left > theme.px(80)) {
    const bool before = state.log_y;
    right = ui::small_switch(theme, "log", state.log_y, right, middle) - theme.px(10);
    if (state.log_y != before) state.fit_y = true;
  }
  const std::string_view head = fitting_title(theme, spec, right - left - spec.after_title);
  const float title = ui::text_size(theme.fonts.strong, head).x + spec.after_title;
  if (spec.legend) {
    const LegendRoom room{left + title + theme.px(16), left + std::min(title + theme.px(10), 0.5f * l.head.width()),
                          right};
    if (const float start = legend(theme, spec.series, room, middle); start < right) right = start - theme.px(10);
  }
  ui::draw_text_cut(list, theme.fonts.strong, {left, middle - 0.5f * theme.fonts.strong.size},
                    right - left - spec.after_title, theme.text, head);
  const float after = left + title + theme.px(7);
  if (spec.subtitle != head && ui::text_size(theme.fonts.small, spec.subtitle).x <= right - after)
    ui::draw_text_middle(list, theme.fonts.small, after, middle + theme.px(1), theme.dim, spec.subtitle);
  return ui::Rect{{left, l.head.min.y}, {std::min(left + title, right), l.head.max.y}};
}

void draw_spans(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::span<const StepSpan> spans) {
  for (const StepSpan& s : spans) {
    const float from = std::max(l.area.min.x, l.x.pixel(s.first));
    const float to = std::min(l.area.max.x, std::max(l.x.pixel(s.last), l.x.pixel(s.first) + 1.0f));
    if (!(to > from)) continue;
    list.AddRectFilled({from, l.area.min.y}, {to, l.area.max.y}, ui::faded(s.colour, 0.14f));
    ui::draw_text_cut(list, theme.fonts.small,
                      {from + theme.px(4), l.area.max.y - theme.fonts.small.size - theme.px(2)},
                      to - from - theme.px(8), ui::faded(s.colour, 0.9f), s.label);
  }
}

void draw_lines(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::span<const ReferenceLine> lines) {
  const float dash = theme.px(4);
  for (const ReferenceLine& line : lines) {
    if (!l.y.range.contains(line.value)) continue;
    const ImU32 colour = line.colour != 0 ? line.colour : theme.dim;
    const float y = std::floor(l.y.pixel(line.value));
    for (float x = l.area.min.x; x < l.area.max.x; x += 2.0f * dash) {
      list.AddRectFilled({x, y}, {std::min(x + dash, l.area.max.x), y + std::max(1.0f, theme.px(1.2f))}, colour);
    }
    const float width = ui::text_size(theme.fonts.tick, line.label).x;
    const float above = y - theme.fonts.tick.size - theme.px(2);
    ui::draw_text(list, theme.fonts.tick,
                  {l.area.max.x - width - theme.px(2), above < l.area.min.y ? y + theme.px(3) : above}, colour,
                  line.label);
  }
}

void draw_end(ImDrawList& list, const ui::Theme& theme, const Layout& l, const Series& s) {
  // A run that diverged ends in values that are not finite; a few steps back there is a number.
  constexpr std::size_t looked_at = 256;
  for (std::size_t back = 1; back <= std::min(s.count, looked_at); ++back) {
    const double v = s.value(s.count - back);
    if (!std::isfinite(v)) continue;
    const ImVec2 p{l.x.pixel(s.last_step() - static_cast<double>(back - 1)), l.y.pixel(v)};
    const float r = theme.px(3);
    if (s.end == EndMark::dot) {
      list.AddCircleFilled(p, r + theme.px(1), theme.plot);
      list.AddCircleFilled(p, r, s.colour);
    } else {
      list.AddLine({p.x - r, p.y - r}, {p.x + r, p.y + r}, s.colour, 1.2f * theme.line_width());
      list.AddLine({p.x - r, p.y + r}, {p.x + r, p.y - r}, s.colour, 1.2f * theme.line_width());
    }
    return;
  }
}

void draw_series(ImDrawList& list, const ui::Theme& theme, const Layout& l, std::span<const Series> series,
                 KeptCurves& kept) {
  kept.draw(series, l.x, l.y, theme.scale, list, [&](ImDrawList& on) {
    // From the last, which lies on top, to the first.
    std::vector<Trace> traces(series.size());
    Uprights above(l.x);
    for (std::size_t i = series.size(); i-- > 0;) {
      if (!series[i].shown()) continue;
      traces[i] = trace(series[i], l.x, l.y);
      if (series[i].style.dashed) continue;
      Trace seen = above.leave_of(traces[i]);
      above.add(traces[i], series[i].colour);
      traces[i] = std::move(seen);
    }
    for (std::size_t i = 0; i < series.size(); ++i) {
      const float width = series[i].style.width * theme.scale;
      if (series[i].style.dashed)
        stroke_dashed(on, traces[i], series[i].colour, width, theme.px(5), theme.px(4));
      else
        stroke(on, traces[i], series[i].colour, width);
    }
  });
  for (const Series& s : series) {
    if (s.shown() && s.end != EndMark::none) draw_end(list, theme, l, s);
  }
}

void draw_cursors(ImDrawList& list, const ui::Theme& theme, const Layout& l, const PlotState& state,
                  const PlotSpec& spec) {
  if (spec.current_step && l.x.range.contains(*spec.current_step)) {
    const float x = std::floor(l.x.pixel(*spec.current_step));
    list.AddRectFilled({x, l.area.min.y}, {x + std::max(1.0f, theme.px(1)), l.area.max.y}, ui::faded(theme.text, 0.6f));
  }
  const std::optional<double> hovered = state.hovered_step ? state.hovered_step : spec.hovered_step;
  if (hovered && l.x.range.contains(*hovered)) draw_crosshair(list, theme, l, spec.series, *hovered);
}

// Curves may touch the edge: half a line and an end mark must not be cut there.
ui::Rect with_margin(const ui::Theme& theme, const Layout& l) {
  if (!l.labelled) return l.area;
  const float m = theme.px(5);
  return {{l.area.min.x - m, l.area.min.y - m}, {l.area.max.x + m, l.area.max.y + theme.px(2)}};
}

void draw_body(const ui::Theme& theme, const Layout& l, PlotState& state, const PlotSpec& spec) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool has_values =
      std::any_of(spec.series.begin(), spec.series.end(), [](const Series& s) { return s.count > 0 && s.shown(); });
  draw_grid(list, theme, l);
  list.PushClipRect(l.area.min, l.area.max, true);
  if (spec.backdrop) spec.backdrop(list, l);
  draw_spans(list, theme, l, spec.spans);
  draw_lines(list, theme, l, spec.lines);
  list.PopClipRect();
  const ui::Rect clip = with_margin(theme, l);
  list.PushClipRect(clip.min, clip.max, true);
  draw_series(list, theme, l, spec.series, state.kept);
  draw_cursors(list, theme, l, state, spec);
  list.PopClipRect();
  draw_numbers(list, theme, l, spec.x_name);
  if (!has_values && l.labelled) {
    const ui::Face& face = theme.fonts.small;
    const char *first = spec.empty.data(), *end = first + spec.empty.size();
    const float room = l.area.width();
    const ImVec2 size = face.font->CalcTextSizeA(face.size, FLT_MAX, room, first, end);
    const ImVec2 at{l.area.centre().x - 0.5f * size.x, l.area.centre().y - 0.5f * size.y};
    list.AddText(face.font, face.size, {std::round(at.x), std::round(at.y)}, theme.dim, first, end, room);
  }
}

void draw_over(const ui::Theme& theme, const Layout& l, const PlotState& state, const PlotSpec& spec) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (const auto box = selection_box(l, state)) {
    list.AddRectFilled(box->min, box->max, ui::faded(theme.link, 0.14f));
    list.AddRect(box->min, box->max, ui::faded(theme.link, 0.8f));
  }
  if (state.hovered_step && l.labelled) draw_readout(list, theme, l, spec.series, *state.hovered_step, spec.x_name);
}

}  // namespace

PlotResult plot(const ui::Theme& theme, std::string_view id, ImVec2 size, PlotState& state, const PlotSpec& spec) {
  size = {std::max(1.0f, std::floor(size.x)), std::max(1.0f, std::floor(size.y))};
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ui::Rect outer{min, {min.x + size.x, min.y + size.y}};
  const std::optional<Range> steps = step_range(spec.series);
  follow_data(state, spec.series, steps);
  const bool has_head = !spec.title.empty() || spec.log_switch || spec.legend;
  const Layout l = lay_out(theme, outer, state.x, state.y, scale_of(state), has_head);

  ui::push_id(id);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(outer.min, outer.max, true);
  if (spec.ground) list.AddRectFilled(outer.min, outer.max, theme.plot);
  ImGui::SetCursorScreenPos({outer.min.x, l.head.max.y});
  ui::hit_area("##area", {size.x, outer.max.y - l.head.max.y},
               ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  PlotResult result = interact(theme, l, state, steps);
  result.title = draw_head(theme, l, state, spec);
  draw_body(theme, l, state, spec);
  draw_over(theme, l, state, spec);
  list.PopClipRect();
  ImGui::PopID();
  ImGui::SetCursorScreenPos(min);
  ImGui::Dummy(size);
  return result;
}

}  // namespace fallline::plot
