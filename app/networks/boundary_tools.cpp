#include "app/networks/boundary_tools.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/networks/class_colours.h"
#include "app/render/colour_map.h"
#include "app/widgets/icons.h"

namespace fallline {
namespace {

constexpr float side = 24;       // units of a button
constexpr int most_buttons = 3;  // for classes; of more, one that goes through them

struct Tool {
  BoundaryTool tool;
  int label;
  std::string place, sentence;
};

// How many kinds of samples can be added.
int kinds(const Dataset& data) { return data.regression() ? (data.features() == 1 ? 1 : 2) : data.classes; }

std::string sentence_of(const Dataset& data, int label) {
  if (!data.regression()) return fmt::format("Click or drag to add samples of class {}.", class_name(data, label));
  if (data.features() == 1) return "Click or drag to add samples where the mouse is.";
  return fmt::format("Click or drag to add samples with the {} target.", label == 0 ? "lowest" : "highest");
}

std::vector<Tool> tools(const NetworksFrame& f) {
  const Dataset& data = *f.snapshot.data;
  std::vector<Tool> all{{BoundaryTool::pan, 0, "pan", "Drag to pan, wheel to zoom, double-click to see all samples."}};
  const int count = kinds(data);
  const bool one_for_all = count > most_buttons;
  for (int label = 0; label < (one_for_all ? 1 : count); ++label) {
    const int shown = one_for_all ? std::min(f.own.boundary.label, count - 1) : label;
    all.push_back({BoundaryTool::add, shown, fmt::format("add.{}", label),
                   sentence_of(data, shown) + (one_for_all ? " Another click here: the next class." : "")});
  }
  all.push_back({BoundaryTool::move, 0, "move", "Drag a sample to move it."});
  all.push_back({BoundaryTool::erase, 0, "erase", "Drag over samples to erase them."});
  return all;
}

// Four arrows; a disc with a plus; a disc with an arrow; a disc crossed out.
void draw_tool(const NetworksFrame& f, const Tool& tool, ImVec2 centre, ImU32 ink, ImDrawList* list) {
  const float u = f.theme.scale, line = 1.4f * u;
  const auto at = [&](float x, float y) { return ImVec2(centre.x + x * u, centre.y + y * u); };
  switch (tool.tool) {
    case BoundaryTool::pan:
      ui::draw_icon(*list, ui::Icon::drag, centre, 13 * u, ink);
      return;
    case BoundaryTool::add:
      list->AddCircleFilled(at(-2, 1.5f), 4.5f * u, colour_of_added(f, tool.label), 16);
      list->AddLine(at(5.5f, -7), at(5.5f, -1), ink, line);
      list->AddLine(at(2.5f, -4), at(8.5f, -4), ink, line);
      return;
    case BoundaryTool::move:
      list->AddCircleFilled(at(-4, 4), 3 * u, ink, 14);
      list->AddLine(at(-1, 1), at(6, -6), ink, line);
      list->AddTriangleFilled(at(7, -7), at(6.5f, -2), at(2, -6.5f), ink);
      return;
    case BoundaryTool::erase:
      list->AddCircle(at(0, 0), 5 * u, ink, 18, line);
      list->AddLine(at(-7, 7), at(7, -7), ink, line);
      return;
  }
}

}  // namespace

ImU32 colour_of_added(const NetworksFrame& f, int label) {
  const Dataset& data = *f.snapshot.data;
  if (!data.regression()) return class_colour(f.theme, label, data.classes);
  if (data.features() == 1) return f.theme.link;
  const render::Rgb c = render::colour(render::find_colour_map(f.state.view.colours), label);
  return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1});
}

float boundary_tools_width(const NetworksFrame& f) {
  return static_cast<float>(tools(f).size()) * f.theme.px(side) + 2 * f.theme.px(2);
}

void draw_boundary_tools(NetworksFrame& f) {
  BoundaryState& s = f.own.boundary;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float box = f.theme.px(side), pad = f.theme.px(2);
  const std::vector<Tool> all = tools(f);
  ImDrawList* list = ImGui::GetWindowDrawList();
  ui::fill_round(*list, low, {low.x + static_cast<float>(all.size()) * box + 2 * pad, low.y + box + 2 * pad},
                 f.theme.backdrop, f.theme.rounding());
  float x = low.x + pad;
  for (const Tool& tool : all) {
    const ImVec2 corner(x, low.y + pad), end(x + box, low.y + pad + box);
    ImGui::SetCursorScreenPos(corner);
    const bool on = s.tool == tool.tool && (tool.tool != BoundaryTool::add || s.label == tool.label);
    if (ui::hit_area(tool.place, {box, box})) {
      const int count = kinds(*f.snapshot.data);
      const bool next = on && tool.tool == BoundaryTool::add && count > most_buttons;
      s.tool = tool.tool;
      if (tool.tool == BoundaryTool::add) s.label = next ? (tool.label + 1) % count : tool.label;
    }
    note_item(f.places, "boundary." + tool.place);
    ui::item_tooltip(f.ui, "", tool.sentence);
    const bool hovered = ImGui::IsItemHovered();
    if (on || hovered)
      ui::fill_round(*list, corner, end, on ? ui::mixed(f.theme.button, f.theme.accent, 0.22f) : f.theme.button_hovered,
                     f.theme.rounding());
    draw_tool(f, tool, {0.5f * (corner.x + end.x), 0.5f * (corner.y + end.y)},
              on        ? (f.theme.dark ? f.theme.accent : f.theme.text)
              : hovered ? f.theme.text
                        : f.theme.label,
              list);
    x += box;
  }
}

}  // namespace fallline
