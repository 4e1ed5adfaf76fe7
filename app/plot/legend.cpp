#include "app/plot/legend.h"

#include <algorithm>

namespace fallline::plot {
namespace {

float sample_width(const ui::Theme& theme) { return theme.px(14); }

float item_width(const ui::Theme& theme, const Series& series, bool labels) {
  const float text =
      labels && !series.label.empty() ? theme.px(5) + ui::text_size(theme.fonts.small, series.label).x : 0.0f;
  return sample_width(theme) + text;
}

float total_width(const ui::Theme& theme, std::span<const Series> series, bool labels) {
  const float gap = labels ? theme.px(12) : theme.px(6);
  float width = -gap;
  for (const Series& s : series)
    if (s.listed) width += item_width(theme, s, labels) + gap;
  return width;
}

void item(const ui::Theme& theme, const Series& series, std::size_t number, ImVec2 at, float width, bool labels) {
  const float height = theme.px(20), reach = theme.px(3);
  bool hovered = false;
  if (series.visible != nullptr) {
    ImGui::PushID(static_cast<int>(number));
    ImGui::SetCursorScreenPos({at.x - reach, at.y - 0.5f * height});
    if (ui::hit_area("##legend", {width + 2.0f * reach, height})) *series.visible = !*series.visible;
    hovered = ImGui::IsItemHovered();
    ImGui::PopID();
  }
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  Series sample = series;
  if (!series.shown()) sample.colour = ui::faded(theme.faint, 0.6f);
  draw_sample(list, theme, sample, at, sample_width(theme));
  if (labels) {
    const ImU32 ink = !series.shown() ? theme.faint : hovered ? theme.text : theme.dim;
    ui::draw_text_middle(list, theme.fonts.small, at.x + sample_width(theme) + theme.px(5), at.y, ink, series.label);
  } else if (hovered) {
    ImGui::SetTooltip("%s", series.label.c_str());
  }
}

}  // namespace

void draw_sample(ImDrawList& list, const ui::Theme& theme, const Series& series, ImVec2 from, float length) {
  const float width = 1.2f * series.style.width * theme.scale, piece = length / 3.0f;
  if (!series.style.dashed) {
    list.AddLine(from, {from.x + length, from.y}, series.colour, width);
    return;
  }
  list.AddLine(from, {from.x + 1.2f * piece, from.y}, series.colour, width);
  list.AddLine({from.x + 1.8f * piece, from.y}, {from.x + length, from.y}, series.colour, width);
}

float samples_width(const ui::Theme& theme, std::span<const Series> series) {
  return std::max(0.0f, total_width(theme, series, false));
}

float legend(const ui::Theme& theme, std::span<const Series> series, const LegendRoom& room, float middle) {
  const bool labels = total_width(theme, series, true) <= room.right - room.labels;
  const float width = total_width(theme, series, labels);
  const float start = room.right - width;
  if (!(width > 0.0f) || start < (labels ? room.labels : room.samples)) return room.right;
  float x = start;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (!series[i].listed) continue;
    const float w = item_width(theme, series[i], labels);
    item(theme, series[i], i, {x, middle}, w, labels);
    x += w + (labels ? theme.px(12) : theme.px(6));
  }
  return start;
}

}  // namespace fallline::plot
