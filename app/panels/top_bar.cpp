// The bar at the top: the name, the transport, and how the whole is shown.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "app/frame.h"
#include "app/widgets/button.h"
#include "app/widgets/number_format.h"
#include "app/widgets/slider.h"

namespace fallline {
namespace {

constexpr double fastest_counted = 1e5;  // steps a second; the slider's right end means as many as can be

void draw_logo(Frame& f, ImVec2 low, float height) {
  const ui::Theme& t = f.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ui::draw_icon(*list, ui::Icon::logo, {low.x + t.px(20), low.y + 0.5f * height}, t.px(14), t.accent);
  ui::draw_text_middle(*list, t.fonts.strong, low.x + t.px(32), low.y + 0.5f * height, t.text, "Fallline");
}

std::string tooltip_of(Action action) {
  const ActionInfo& a = info(action);
  return fmt::format("{} ({})", a.meaning, words(a.shortcut));
}

// A button that does what a menu or a key does too.
void action_button(Frame& f, const char* label, const char* place, Action action, ui::ButtonSpec spec = {}) {
  const std::string tooltip = tooltip_of(action);
  if (spec.tooltip.empty()) spec.tooltip = tooltip;
  if (ui::button(f.ui, label, spec)) f.commands.act(action);
  note_item(f.places, place);
  ImGui::SameLine(0, f.theme.px(6));
}

// `tight`: icons alone.
void draw_transport(Frame& f, bool tight) {
  const Transport& t = f.run.transport;
  const float width = ui::button_size(f.theme, "Pause", {.icon = ui::Icon::pause}).x;
  action_button(f, "##to_start", "transport.to_start", Action::to_start, {.icon = ui::Icon::to_start});
  action_button(f, tight ? "##back" : "step##back", "transport.step_back", Action::step_back,
                {.icon = ui::Icon::step_back});
  action_button(
      f, t.playing ? "Pause###play" : "Play###play", "transport.play", Action::play,
      {.kind = ui::ButtonKind::primary, .icon = t.playing ? ui::Icon::pause : ui::Icon::play, .width = width});
  action_button(f, tight ? "##forward" : "step##forward", "transport.step_forward", Action::step_forward,
                {.icon = ui::Icon::step_forward, .icon_after = !tight});
  if (f.run.steps_an_epoch > 1)
    action_button(f, tight ? "##epoch" : "epoch##epoch", "transport.epoch", Action::epoch,
                  {.icon = ui::Icon::epoch, .icon_after = !tight});
  action_button(f, tight ? "##reset" : "Reset", "transport.reset", Action::reset, {.icon = ui::Icon::reset});
  if (f.lab == LabKind::networks)
    action_button(f, "##new_seed", "transport.new_seed", Action::new_seed, {.icon = ui::Icon::dice});
  action_button(f, "##loop", "transport.loop", Action::loop, {.icon = ui::Icon::loop, .selected = t.loop});
}

// "t = 164 / 400", "epoch 62 · step 992".
std::string clock_text(const Run& run, std::int64_t step) {
  if (run.steps_an_epoch == 0) return fmt::format("t = {} / {}", step, run.steps);
  return fmt::format("epoch {} · step {}", step / run.steps_an_epoch, step);
}

void draw_clock(Frame& f) {
  const std::string text = clock_text(f.run, f.run.step);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  // Room for the longest of this run, so that nothing to the right of it moves.
  const float width = ui::text_size(f.theme.fonts.number, clock_text(f.run, f.run.steps)).x;
  ui::draw_text_middle(*ImGui::GetWindowDrawList(), f.theme.fonts.number, at.x, at.y + 0.5f * height, f.theme.dim,
                       text);
  ImGui::Dummy({width, height});
  ImGui::SameLine(0, f.theme.space(3));
}

void draw_speed(Frame& f) {
  ui::SliderSpec spec;
  spec.min = 1;
  spec.max = fastest_counted;
  spec.scale = ui::Scale::log;
  spec.default_value = 60;
  spec.lower = 0.1;
  spec.digits = 3;
  spec.tooltip = "Steps a second; at the right end as many as can be.";
  spec.format = [](double v) {
    return v >= fastest_counted ? std::string("max") : fmt::format("{} steps/s", ui::format_number(v, 3));
  };
  double speed = std::min(f.run.transport.speed, fastest_counted);
  const float spare = ImGui::GetContentRegionAvail().x - f.theme.px(120);
  f.ui.right_inset += spare;
  if (ui::slider(f.ui, "##speed", speed, spec))
    f.commands.send(command::Speed{speed >= fastest_counted ? std::numeric_limits<double>::infinity() : speed});
  note_item(f.places, "transport.speed");
  f.ui.right_inset -= spare;
}

void draw_undo(Frame& f, const char* id, const char* place, Action action, ui::Icon icon, std::string_view change) {
  const std::string tooltip =
      change.empty() ? fmt::format("{}: nothing ({})", info(action).label, words(info(action).shortcut))
                     : fmt::format("{}: {} ({})", info(action).label, change, words(info(action).shortcut));
  ImGui::BeginDisabled(change.empty());
  action_button(f, id, place, action, {.kind = ui::ButtonKind::ghost, .icon = icon, .tooltip = tooltip});
  ImGui::EndDisabled();
}

void draw_labs(Frame& f) {
  constexpr std::string_view labs[] = {"Surfaces", "Networks"};
  auto lab = static_cast<std::size_t>(f.lab);
  if (ui::segmented(f.ui, "labs", labs, lab)) f.commands.lab = static_cast<LabKind>(lab);
  note_item(f.places, "labs");
  ImGui::SameLine(0, f.theme.px(8));
}

void draw_left(Frame& f) {
  draw_labs(f);
  if (ui::button(f.ui, "File", {.tooltip = "New, open, save, share, and what was open lately."}))
    ImGui::OpenPopup("file menu");
  note_item(f.places, "menu.file");
  draw_file_menu(f);
  ImGui::SameLine(0, f.theme.px(6));
  draw_undo(f, "##undo", "undo", Action::undo, ui::Icon::undo, f.undo.undo_name());
  draw_undo(f, "##redo", "redo", Action::redo, ui::Icon::redo, f.undo.redo_name());
}

void draw_view_button(Frame& f) {
  if (ui::button(f.ui, "View", {.tooltip = "What is shown, and in what colours."})) ImGui::OpenPopup("view menu");
  note_item(f.places, "menu.view");
  draw_view_menu(f);
}

void draw_right(Frame& f, bool roomy) {
  if (roomy) {
    action_button(f, "Ghosts", "ghosts", Action::ghosts, {.selected = !f.state.ghosts.empty()});
    if (ui::button(f.ui, "Projector",
                   {.selected = f.state.view.projector, .tooltip = "Larger type, thicker paths (P)."}))
      f.state.view.projector = !f.state.view.projector;
    ImGui::SameLine(0, f.theme.px(4));
  }
  draw_view_button(f);
  ImGui::SameLine(0, f.theme.px(4));
  action_button(f, roomy ? "Export…" : "Export", "export", Action::export_file);
  action_button(f, "Share", "share", Action::share);
  action_button(f, "?", "help", Action::help);
}

// A group of buttons whose width is known from the last frame.
template <class Draw>
void group(ImVec2 at, float& width, Draw draw) {
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginGroup();
  draw();
  ImGui::EndGroup();
  width = ImGui::GetItemRectSize().x;
}

}  // namespace

void draw_top_bar(Frame& f) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  draw_logo(f, low, size.y);
  const float y = low.y + 0.5f * (size.y - ui::button_size(t, "Play").y);
  LabState::BarWidths& widths = f.state.bar;
  const bool roomy = size.x > t.px(1380);

  const float left = low.x + t.px(104), right = low.x + size.x - t.px(12) - widths.right;
  const float left_end = left + widths.left + t.px(12);
  // The transport stands in the middle of what is left, or at its left when there is too little; then the right group
  // gives way.
  const float room = right - left_end - t.px(12);
  if (size.x > t.px(700)) group({left, y}, widths.left, [&] { draw_left(f); });
  const float start = size.x > t.px(700) ? left_end : left;
  group({start + std::max(0.0f, 0.5f * (room - widths.transport)), y}, widths.transport, [&] {
    // Of networks there are two buttons more, and a longer clock.
    const bool networks = f.lab == LabKind::networks;
    draw_transport(f, size.x < t.px(networks ? 1760 : 930));
    if (room > t.px(500)) draw_clock(f);
    if (room > t.px(620)) draw_speed(f);
  });
  if (right > start + std::min(widths.transport, t.px(420)))
    group({right, y}, widths.right, [&] { draw_right(f, roomy); });
  else if (const float view = low.x + size.x - t.px(12) - widths.view; view > start + widths.transport)
    group({view, y}, widths.view, [&] { draw_view_button(f); });  // export and sharing are in the menu of files too
}

}  // namespace fallline
