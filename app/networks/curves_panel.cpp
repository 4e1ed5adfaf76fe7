// The curves: in each slot what was chosen for it, and the choice at its title.
#include <fmt/format.h>

#include "app/networks/confusion.h"
#include "app/networks/histogram_plot.h"
#include "app/panels/plot_clicks.h"
#include "app/widgets/combo.h"

namespace fallline {
namespace {

constexpr float chevron = 9, after_title = 18;  // units at 1×

std::string_view label_of(CurveKind kind) {
  for (const auto& info : curve_kinds())
    if (info.kind == kind) return info.label;
  return {};
}

// A list that opens below its box, which has a chevron at its right end.
bool draw_choice(NetworksFrame& f, const char* id, const ui::Rect& box, std::span<const ui::ComboItem> items,
                 std::size_t& index) {
  ImGui::SetCursorScreenPos(box.min);
  if (ui::hit_area(fmt::format("{} box", id), {box.width(), box.height()})) ImGui::OpenPopup(id);
  const bool open = ImGui::IsPopupOpen(id), lit = ImGui::IsItemHovered() || open;
  ui::draw_icon(*ImGui::GetWindowDrawList(), ui::Icon::chevron_down,
                {box.max.x - f.theme.px(6), box.min.y + 0.58f * box.height()}, f.theme.px(chevron),
                lit ? f.theme.text : f.theme.dim);
  if (!open) ui::item_tooltip(f.ui, "", items[index].tooltip, "A click chooses another one.");
  return ui::choice_popup(f.ui, id, index, items, f.theme.px(220));
}

// What the title says opens the list of all kinds.
void draw_kinds(NetworksFrame& f, const ui::Rect& box, std::size_t slot) {
  std::vector<ui::ComboItem> items;
  for (const auto& info : curve_kinds()) items.push_back({.label = info.label, .tooltip = info.meaning});
  CurveKind& kind = f.state.view.networks.curves[slot];
  auto index = static_cast<std::size_t>(kind);
  if (draw_choice(f, "kinds", box, items, index)) kind = curve_kinds()[index].kind;
  note_place(f.places, fmt::format("curve.{}.kind", slot), box.min, box.max);
}

void draw_layers(NetworksFrame& f, const ui::Rect& box, std::size_t slot, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t l = 0; l < count; ++l) names.push_back(fmt::format("layer {}", l + 1));
  std::vector<ui::ComboItem> items;
  for (const std::string& name : names) items.push_back({.label = name, .tooltip = "Of this layer."});
  std::size_t& layer = f.own.curves.slots[slot].layer;
  layer = std::min(layer, count - 1);
  const ui::Face& face = f.theme.fonts.small;
  ui::draw_text_middle(*ImGui::GetWindowDrawList(), face, box.min.x, box.min.y + 0.56f * box.height() + f.theme.px(1),
                       f.theme.dim, names[layer]);
  draw_choice(f, "layers", box, items, layer);
  note_place(f.places, fmt::format("curve.{}.layer", slot), box.min, box.max);
}

float layer_width(const NetworksFrame& f) {
  return ui::text_size(f.theme.fonts.small, "layer 00").x + f.theme.px(after_title);
}

// The choices behind the title, in the room that the plot has kept free.
void draw_head(NetworksFrame& f, const ui::Rect& title, std::size_t slot) {
  const CurveKind kind = f.state.view.networks.curves[slot];
  const NetworkRacerSnapshot* racer = focused_racer(f);
  ui::Rect kinds = title;
  if (is_histogram(kind) && racer) {
    kinds.max.x = std::max(kinds.min.x, kinds.max.x - layer_width(f));
    draw_layers(f, {{kinds.max.x + f.theme.px(4), title.min.y}, title.max}, slot, racer->seen.layers.size());
  }
  draw_kinds(f, kinds, slot);
}

void draw_plot(NetworksFrame& f, std::size_t index, ImVec2 size) {
  CurvesState::Slot& slot = f.own.curves.slots[index];
  const CurveDrawing& drawing = drawing_of(*slot.kind);
  const NetworkRacerSnapshot* racer = focused_racer(f);
  const bool histograms = is_histogram(drawing.kind);
  const HistogramStrips::Strip* strip =
      histograms && racer ? f.scene.histograms().strip(histogram_key(*racer, drawing.kind, slot.layer)) : nullptr;
  const CurveContent content = histograms ? histogram_content(f, strip) : drawing.content(f);
  std::optional<double> hovered;
  if (f.state.pointing.step) hovered = static_cast<double>(*f.state.pointing.step);
  plot::PlotSpec spec{.title = label_of(drawing.kind),
                      .short_titles = drawing.short_titles,
                      .subtitle = content.subtitle,
                      .series = content.series,
                      .lines = content.lines,
                      .current_step = static_cast<double>(f.snapshot.step),
                      .hovered_step = hovered,
                      .empty = histograms && racer ? "computing …" : "nothing to show yet",
                      .log_switch = drawing.log_switch,
                      .ground = false,
                      .after_title = f.theme.px(after_title) + (histograms ? layer_width(f) : 0)};
  if (strip)
    spec.backdrop = [&](ImDrawList& list, const plot::Layout& l) { draw_histograms(f, *strip, slot.heat, list, l); };
  const plot::PlotResult result = plot::plot(f.theme, "curve", size, slot.plot, spec);
  obey_plot(f, result);
  if (result.title) draw_head(f, *result.title, index);
}

// The head of a plot, where there is none; returns its height.
float draw_title(NetworksFrame& f, std::string_view title, std::size_t slot) {
  const ui::Face& face = f.theme.fonts.strong;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float height = f.theme.px(32), left = low.x + f.theme.px(12);
  const float room = ImGui::GetContentRegionAvail().x - f.theme.px(24 + after_title);
  if (room < f.theme.px(30)) return 0;
  ui::draw_text_cut(*ImGui::GetWindowDrawList(), face, {left, low.y + 0.56f * height - 0.5f * face.size}, room,
                    f.theme.text, title);
  const float width = std::min(room, ui::text_size(face, title).x) + f.theme.px(after_title);
  draw_kinds(f, {{left, low.y}, {left + width, low.y + height}}, slot);
  ImGui::SetCursorScreenPos({low.x, low.y + height});
  return height;
}

}  // namespace

void draw_network_curve(NetworksFrame& f, std::size_t index) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  if (size.x < 1 || size.y < 1) return;
  f.own.curves.curves.begin_frame(ImGui::GetFrameCount(), f.run.transport.playing);
  CurvesState::Slot& slot = f.own.curves.slots[index];
  const CurveDrawing& drawing = drawing_of(f.state.view.networks.curves[index]);
  if (slot.kind != drawing.kind) {
    slot = {};
    slot.kind = drawing.kind;
    slot.plot.log_y = drawing.log;
  }
  note_place(f.places, fmt::format("curve.{}", index), low, {low.x + size.x, low.y + size.y});
  if (drawing.kind != CurveKind::confusion) return draw_plot(f, index, size);
  // Of numbers there is nothing to be taken for another.
  const NetworkRacerSnapshot* racer = focused_racer(f);
  const bool residuals = racer && racer->objective().data().regression();
  const float head = draw_title(f, residuals ? "Residuals" : label_of(drawing.kind), index);
  draw_confusion(f, {size.x, size.y - head});
}

void pin_ghosts(CurvesState& state, const NetworkSnapshot& snapshot, std::span<const bool> shown) {
  state.ghosts.clear();
  for (const NetworkRacerSnapshot& r : snapshot.racers)
    if (shown[static_cast<std::size_t>(r.spec.colour)]) state.ghosts.push_back({r.spec.colour, r.records});
}

}  // namespace fallline
