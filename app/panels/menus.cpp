// The menus of the bar at the top: files, and how things are shown.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/frame.h"
#include "app/imgui_compat.h"
#include "app/widgets/button.h"
#include "app/widgets/combo.h"
#include "app/widgets/dialog.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;

constexpr Action file_actions[] = {Action::new_document, Action::open,  Action::save, Action::save_as,
                                   Action::export_file,  Action::share, Action::paste};

bool begin_menu(Frame& f, const char* id, float width) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  const float right = ImGui::GetIO().DisplaySize.x - t.px(8);
  ImGui::SetNextWindowPos({std::max(0.0f, std::min(low.x, right - t.px(width))), high.y + t.px(4)});
  ImGui::SetNextWindowSizeConstraints({t.px(width), 0},
                                      {t.px(width), ImGui::GetIO().DisplaySize.y - high.y - t.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t.px(6), t.px(6)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, t.px(1)));
  if (ImGui::BeginPopup(id)) {
    if (compat::key_pressed(compat::Key::escape)) ImGui::CloseCurrentPopup();
    return true;
  }
  ImGui::PopStyleVar(2);
  return false;
}

void end_menu() {
  ImGui::EndPopup();
  ImGui::PopStyleVar(2);
}

void head(Frame& f, std::string_view title) {
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ui::draw_text(*ImGui::GetWindowDrawList(), f.theme.fonts.caps, {low.x + f.theme.px(8), low.y + f.theme.px(8)},
                f.theme.dim, title);
  ImGui::Dummy({f.theme.px(40), f.theme.px(26)});
}

// A row with a check mark before it.
bool check_row(Frame& f, std::string_view label, std::string_view remark, bool on) {
  const ui::Theme& t = f.theme;
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const bool clicked = ui::list_item(f.ui, label, fmt::format("      {}", label), remark);
  if (on)
    ui::draw_icon(*ImGui::GetWindowDrawList(), ui::Icon::check, {low.x + t.px(15), low.y + t.px(13)}, t.px(11),
                  t.accent);
  return clicked;
}

}  // namespace

void draw_file_menu(Frame& f) {
  if (!begin_menu(f, "file menu", 300)) return;
  const auto row = [&](Action action) {
    const ActionInfo& a = info(action);
    if (ui::list_item(f.ui, a.label, a.label, words(a.shortcut))) {
      f.commands.act(action);
      ImGui::CloseCurrentPopup();
    }
    note_item(f.places, fmt::format("file.{}", a.label));
    ui::item_tooltip(f.ui, "", a.meaning);
  };
  for (const Action action : file_actions) row(action);
  const auto file_row = [&](const std::string& path, std::string_view text, const std::string& remark) {
    if (ui::list_item(f.ui, path, text, remark)) {
      f.commands.open_file = path;
      ImGui::CloseCurrentPopup();
    }
    ui::item_tooltip(f.ui, "", path);
  };
  if (!f.files.settings().recent.empty()) head(f, "RECENT");
  for (const std::string& path : f.files.settings().recent)
    file_row(path, fs::path(path).filename().string(), fs::path(path).parent_path().filename().string());
  if (const auto last = f.files.last_session()) {
    head(f, "BEFORE");
    file_row(*last, "The last session", "");
  }
  end_menu();
}

void draw_view_menu(Frame& f) {
  if (!begin_menu(f, "view menu", 320)) return;
  head(f, "SHOW");
  for (const ViewSwitch& s : view_switches()) {
    bool& on = f.state.view.*s.on;
    if (check_row(f, s.label, std::string(1, s.shortcut), on)) on = !on;
    note_item(f.places, fmt::format("view.{}", s.key));
    ui::item_tooltip(f.ui, "", s.meaning);
  }
  head(f, "COLOURS OF HEIGHT");
  for (const std::string_view key : height_colours()) {
    if (check_row(f, key, "", f.state.view.colours == key)) f.state.view.colours = key;
    note_item(f.places, fmt::format("view.colours.{}", key));
  }
  end_menu();
}

}  // namespace fallline
