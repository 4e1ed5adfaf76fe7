#include "app/networks/data_thumbnails.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/networks/class_colours.h"
#include "app/widgets/rim.h"
#include "data/data_sets.h"

namespace fallline {
namespace {

constexpr double few = 64;  // samples of a thumbnail
constexpr std::size_t columns = 6;

// The samples that the set begins with; a curve is drawn without noise.
DataState::Thumbnail make_thumbnail(const DataSetInfo& info) {
  std::vector<double> values = initial_values(info.parameters);
  values[0] = few;
  DataState::Thumbnail t{.curve = info.features == 1};
  if (t.curve) values[1] = 0;
  const Dataset data = make_data(info, values);
  const Eigen::VectorXd x = data.x.col(0), y = t.curve ? data.y.col(0) : data.x.col(1);
  const double reach = 1.08 * std::max((x.maxCoeff() - x.minCoeff()), (y.maxCoeff() - y.minCoeff())) / 2;
  const double x0 = (x.maxCoeff() + x.minCoeff()) / 2, y0 = (y.maxCoeff() + y.minCoeff()) / 2;
  for (Eigen::Index i = 0; i < data.x.rows(); ++i)
    t.at.push_back(
        {static_cast<float>(0.5 + 0.5 * (x[i] - x0) / reach), static_cast<float>(0.5 - 0.5 * (y[i] - y0) / reach)});
  if (t.curve) std::ranges::sort(t.at, {}, &ImVec2::x);
  t.label = data.label;
  if (data.regression()) {
    const double low = data.y.minCoeff(), span = data.y.maxCoeff() - low;
    for (Eigen::Index i = 0; i < data.y.rows(); ++i) t.level.push_back(span > 0 ? (data.y(i, 0) - low) / span : 0.5);
  }
  return t;
}

ImU32 to_imgui(render::Rgb c) { return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1}); }

void draw_content(const NetworksFrame& f, const DataState::Thumbnail& t, ImVec2 low, float side, ImDrawList* list) {
  const auto at = [&](ImVec2 p) { return ImVec2(low.x + p.x * side, low.y + p.y * side); };
  if (t.curve) {
    std::vector<ImVec2> points;
    std::ranges::transform(t.at, std::back_inserter(points), at);
    compat::draw_polyline(*list, points, f.theme.link, f.theme.px(2));
    return;
  }
  const int classes = t.label.empty() ? 0 : 1 + *std::ranges::max_element(t.label);
  const render::ColourMap map = render::find_colour_map(f.state.view.colours);
  const float radius = std::max(1.0f, 0.027f * side);
  for (std::size_t i = 0; i < t.at.size(); ++i) {
    const ImVec2 p = at(t.at[i]);
    const ImU32 colour =
        classes > 0 ? class_colour(f.theme, t.label[i], classes) : to_imgui(render::colour(map, t.level[i]));
    list->AddRectFilled({p.x - radius, p.y - radius}, {p.x + radius, p.y + radius}, colour);
  }
}

}  // namespace

std::optional<std::size_t> draw_data_thumbnails(NetworksFrame& f, std::size_t chosen) {
  auto& thumbnails = f.own.data.thumbnails;
  if (thumbnails.empty())
    for (const DataSetInfo& info : data_sets()) thumbnails.push_back(make_thumbnail(info));
  std::optional<std::size_t> clicked;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float gap = f.theme.px(7), width = f.ui.available_width();
  const float side = std::floor((width - (columns - 1) * gap) / columns);
  if (side < f.theme.px(8)) return clicked;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < thumbnails.size(); ++i) {
    const DataSetInfo& info = data_sets()[i];
    const ImVec2 low(origin.x + static_cast<float>(i % columns) * (side + gap),
                     origin.y + static_cast<float>(i / columns) * (side + gap));
    const ImVec2 high(low.x + side, low.y + side);
    ImGui::SetCursorScreenPos(low);
    if (ui::hit_area(fmt::format("set {}", info.key), {side, side})) clicked = i;
    note_item(f.places, fmt::format("data.set.{}", info.key));
    ui::item_tooltip(f.ui, info.formula, info.label, info.source);
    ui::fill_round(*list, low, high, f.theme.field, f.theme.rounding());
    // No clip rectangle: each would be a draw call of its own, and all samples lie inside.
    draw_content(f, thumbnails[i], {low.x + f.theme.px(3), low.y + f.theme.px(3)}, side - f.theme.px(6), list);
    if (i == chosen)
      list->AddRect(low, high, f.theme.accent, f.theme.rounding(), 0, f.theme.px(2));
    else
      ui::draw_rim(*list, low, high, ImGui::IsItemHovered() ? f.theme.handle : f.theme.border, f.theme.rounding());
  }
  const std::size_t rows = (thumbnails.size() + columns - 1) / columns;
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(rows) * (side + gap) + f.theme.px(2)});
  return clicked;
}

}  // namespace fallline
