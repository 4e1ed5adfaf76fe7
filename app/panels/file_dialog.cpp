// Opening and saving: a folder's experiments, and a field for the name.
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "app/imgui_compat.h"
#include "app/panels/panels.h"
#include "app/widgets/button.h"
#include "app/widgets/dialog.h"
#include "app/widgets/field.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;

struct Entry {
  std::string name;
  bool folder;
};

// Folders, then experiments, each by name; hidden ones are left out.
std::vector<Entry> entries_of(const std::string& folder, std::string& error) {
  std::vector<Entry> all;
  std::error_code failed;
  auto at = fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    const bool is_folder = at->is_directory(unknown);
    if (!name.starts_with('.') && (is_folder || at->path().extension() == ".json")) all.push_back({name, is_folder});
  }
  if (failed) error = folder + ": cannot be read";
  std::sort(all.begin(), all.end(),
            [](const Entry& a, const Entry& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
  return all;
}

void enter(LabState::Browser& browser, const fs::path& folder) {
  browser.folder = folder.lexically_normal().string();
  browser.error.clear();
}

void draw_folder(Frame& f) {
  LabState::Browser& browser = f.state.browser;
  const ui::Theme& t = f.theme;
  if (ui::button(f.ui, "Up", {.tooltip = "The folder above."})) enter(browser, fs::path(browser.folder).parent_path());
  ImGui::SameLine(0, t.space(2));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::draw_text_middle(*ImGui::GetWindowDrawList(), t.fonts.number, at.x, at.y + 0.5f * t.px(28), t.label,
                       browser.folder);
  ImGui::Dummy({0, t.px(28)});
}

// Returns the file that was clicked.
std::optional<std::string> draw_entries(Frame& f, float height) {
  LabState::Browser& browser = f.state.browser;
  std::optional<std::string> clicked;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, f.theme.field);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(f.theme.px(6), f.theme.px(6)));
  if (compat::begin_child("entries", {0, height}, {.padding = true})) {
    const std::vector<Entry> entries = entries_of(browser.folder, browser.error);
    if (entries.empty()) ui::paragraph(f.ui, "No experiments here.");
    for (const Entry& entry : entries) {
      const bool hit = ui::list_item(f.ui, entry.name, entry.folder ? entry.name + "/" : entry.name, "",
                                     !entry.folder && entry.name == browser.name);
      note_item(f.places, "file." + entry.name);
      if (hit && entry.folder) enter(browser, fs::path(browser.folder) / entry.name);
      if (hit && !entry.folder) clicked = entry.name;
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  return clicked;
}

std::string target(const LabState::Browser& browser) {
  // A name may be a path of its own.
  return (fs::path(browser.folder) / browser.name).string();
}

}  // namespace

void draw_file_dialog(Frame& f) {
  LabState::Browser& browser = f.state.browser;
  const bool saving = f.state.dialog == LabState::Dialog::save;
  bool open = saving || f.state.dialog == LabState::Dialog::open;
  const bool was_open = open;
  if (const ui::Dialog dialog(f.ui, saving ? "Save the experiment" : "Open an experiment", {620, 460}, open); dialog) {
    draw_folder(f);
    const auto clicked = draw_entries(f, std::max(f.theme.px(40), ImGui::GetContentRegionAvail().y - f.theme.px(96)));
    if (clicked) browser.name = *clicked;
    const ui::Edit name = ui::text_field(
        f.ui, "File name", browser.name,
        {.mono = true, .hint = saving ? "experiment.json" : "or the path of a file", .error = browser.error});
    note_item(f.places, "dialog.name");
    if (name) browser.error.clear();
    const bool enter_pressed = name.finished && compat::key_pressed(compat::Key::enter);
    std::error_code ignored;
    const bool replaces = saving && !browser.name.empty() && fs::exists(target(browser), ignored);
    const bool pressed = ui::button(f.ui, saving ? (replaces ? "Replace" : "Save") : "Open",
                                    {.kind = ui::ButtonKind::primary, .width = f.theme.px(110)});
    note_item(f.places, "dialog.done");
    if ((pressed || enter_pressed || (clicked && !saving)) && !browser.name.empty()) {
      if (saving && fs::path(browser.name).extension().empty()) browser.name += ".json";
      (saving ? f.commands.save_file : f.commands.open_file) = target(browser);
    }
  }
  if (was_open && !open) f.state.dialog = LabState::Dialog::none;
}

}  // namespace fallline
