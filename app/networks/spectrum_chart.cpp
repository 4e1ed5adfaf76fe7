// The Hessian's spectrum as bars: red below zero, grey around it, green above.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/networks/curvature_parts.h"
#include "app/networks/spectrum_bins.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

constexpr float height = 118;                 // of the bars, in units at 1×
constexpr int few_bins = 24, many_bins = 60;  // of single eigenvalues; of a density

void draw_number(const NetworksFrame& f, float x, float low, float high, float y, double value) {
  const ui::Face& face = f.theme.fonts.tick;
  const std::string text = ui::format_number(value, 3);
  const float width = ui::text_size(face, text).x;
  ui::draw_text(*ImGui::GetWindowDrawList(), face, {std::clamp(x - 0.5f * width, low, high - width), y}, f.theme.dim,
                text);
}

// Zero has its number where it does not touch those at the ends.
void draw_axis(const NetworksFrame& f, const CurvatureReading& c, const SpectrumBins& bins, const ui::Rect& box) {
  const auto count = static_cast<double>(bins.counts.size());
  const auto x = [&](double lambda) {
    return box.min.x + static_cast<float>((lambda - bins.low(0)) / (count * bins.width)) * box.width();
  };
  const float y = box.max.y + f.theme.px(4), room = f.theme.px(44);
  const double low = std::min(0.0, c.least.lambda), high = std::max(0.0, c.greatest.lambda);
  draw_number(f, box.min.x, box.min.x, box.max.x, y, low);
  draw_number(f, box.max.x, box.min.x, box.max.x, y, high);
  if (x(0) - box.min.x > room && box.max.x - x(0) > room) draw_number(f, x(0), box.min.x, box.max.x, y, 0);
}

void draw_bars(NetworksFrame& f, const CurvatureReading& c, const SpectrumBins& bins, const ui::Rect& box) {
  const ui::Theme& t = f.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto tall = [&](double count) { return f.own.curvature.log_counts ? std::log1p(count) : count; };
  const double most = std::max(tall(*std::ranges::max_element(bins.counts)), 1e-300);
  const float step = box.width() / static_cast<float>(bins.counts.size());
  const float gap = step > t.px(6) ? std::max(1.0f, t.px(2)) : 0;
  const bool hovered = ImGui::IsItemHovered();
  const float mouse = ImGui::GetIO().MousePos.x;
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    const float left = std::round(box.min.x + static_cast<float>(i) * step);
    const float right = std::round(box.min.x + static_cast<float>(i + 1) * step);
    const bool lit = hovered && mouse >= left && mouse < right;
    if (lit) list.AddRectFilled({left, box.min.y}, {right, box.max.y}, ui::faded(t.button_hovered, 0.6f));
    const auto share = static_cast<float>(tall(bins.counts[i]) / most);
    const ImU32 colour = bins.side(i) < 0 ? t.negative : bins.side(i) > 0 ? t.positive : t.degenerate;
    // A single one among thousands is still there.
    if (bins.counts[i] >= 0.5 || share > 0.01f)
      list.AddRectFilled({left, box.max.y - std::max(share * box.height(), t.px(2))}, {right - gap, box.max.y}, colour);
    if (lit)
      ui::item_tooltip(
          f.ui, fmt::format("λ from {} to {}", ui::format_number(bins.low(i), 3), ui::format_number(bins.high(i), 3)),
          c.lambda.size() > 0
              ? fmt::format("{:.0f} of {} eigenvalues", bins.counts[i], c.parameters)
              : fmt::format("about {} of {} eigenvalues", ui::format_number(bins.counts[i], 3), c.parameters));
  }
  list.AddRectFilled({box.min.x, box.max.y}, {box.max.x, box.max.y + std::max(1.0f, t.px(1))}, t.border);
}

}  // namespace

void draw_spectrum_chart(NetworksFrame& f, const CurvatureReading& c, std::string_view where) {
  const ui::Theme& t = f.theme;
  const ImVec2 head = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width();
  const float for_switch = t.px(36);
  f.ui.right_inset += for_switch;
  ui::section_head(
      f.ui, "HESSIAN SPECTRUM",
      {.suffix = fmt::format("{} eigenvalues{}{}", c.parameters, c.lambda.size() > 0 ? "" : ", density", where)});
  f.ui.right_inset -= for_switch;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ui::small_switch(t, "log", f.own.curvature.log_counts, head.x + width, head.y + 0.62f * t.px(22));
  note_item(f.places, "curvature.log");
  ui::item_tooltip(f.ui, "",
                   "The logarithm of the counts, so that single eigenvalues are seen beside the many around zero.");
  ImGui::SetCursorScreenPos(low);
  const SpectrumBins bins = spectrum_bins(c, c.lambda.size() > 0 ? few_bins : many_bins);
  if (bins.counts.empty()) return ui::paragraph(f.ui, "All eigenvalues are zero.");
  const ui::Rect box{{low.x, low.y + t.px(6)}, {low.x + width, low.y + t.px(6 + height)}};
  ImGui::SetCursorScreenPos(box.min);
  ui::hit_area("spectrum", {box.width(), box.height()});
  note_item(f.places, "curvature.spectrum");
  draw_bars(f, c, bins, box);
  draw_axis(f, c, bins, box);
  ImGui::Dummy({0, t.px(16)});
}

}  // namespace fallline
