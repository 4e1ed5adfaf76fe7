// Opening and saving: a folder's experiments, images to open too, and a field for the name.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/frame.h"
#include "app/image_import.h"
#include "app/imgui_compat.h"
#include "app/widgets/button.h"
#include "app/widgets/dialog.h"
#include "app/widgets/field.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;

constexpr double freshness = 1;  // seconds; a folder may be slow to read

using Entry = LabState::Browser::Entry;

// Folders, then experiments and images, each by name; hidden ones are left out.
void refresh(LabState::Browser& browser) {
  if (browser.listed == browser.folder && ImGui::GetTime() - browser.listed_at < freshness) return;
  browser.listed = browser.folder;
  browser.listed_at = ImGui::GetTime();
  browser.entries.clear();
  std::error_code failed;
  auto at = fs::directory_iterator(browser.folder, fs::directory_options::skip_permission_denied, failed);
  if (failed) browser.error = browser.folder + ": cannot be read";
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    const bool is_folder = at->is_directory(unknown);
    if (!name.starts_with('.') &&
        (is_folder || at->path().extension() == ".json" || is_png_name(name) || is_csv_name(name)))
      browser.entries.push_back({name, is_folder});
  }
  std::sort(browser.entries.begin(), browser.entries.end(),
            [](const Entry& a, const Entry& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
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
    refresh(browser);
    if (browser.entries.empty()) ui::paragraph(f.ui, "No experiments here.");
    for (const LabState::Browser::Entry& entry : browser.entries) {
      if (f.state.dialog == LabState::Dialog::save && !entry.folder &&
          (is_png_name(entry.name) || is_csv_name(entry.name)))
        continue;
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

// A name may be a path of its own. What is saved is an experiment, whatever dots its name has.
std::string target(const LabState::Browser& browser, bool saving) {
  std::string path = (fs::path(browser.folder) / browser.name).string();
  if (saving && !path.ends_with(".json")) path += ".json";
  return path;
}

}  // namespace

void draw_file_dialog(Frame& f) {
  LabState::Browser& browser = f.state.browser;
  const bool saving = f.state.dialog == LabState::Dialog::save;
  bool open = saving || f.state.dialog == LabState::Dialog::open;
  const bool was_open = open;
  if (const ui::Dialog dialog(f.ui, saving ? "Save the experiment###file" : "Open an experiment or an image###file",
                              {620, 460}, open);
      dialog) {
    draw_folder(f);
    const auto clicked = draw_entries(f, std::max(f.theme.px(40), ImGui::GetContentRegionAvail().y - f.theme.px(96)));
    if (clicked) browser.name = *clicked;
    note_row(f.places, "dialog.name", f.theme.px(30));
    const ui::Edit name = ui::text_field(f.ui, "File name", browser.name,
                                         {.mono = true,
                                          .hint = saving ? "experiment.json" : "or the path of a file",
                                          .error = browser.error,
                                          .tooltip = "A name in the folder above, or the path of a file.",
                                          .focus = ImGui::IsWindowAppearing() || std::exchange(browser.again, false)});
    if (name) browser.error.clear();
    std::error_code ignored;
    const bool named = !browser.name.empty();
    const bool replaces = saving && named && fs::exists(target(browser, saving), ignored);
    const bool pressed = ui::button(f.ui, saving ? (replaces ? "Replace###done" : "Save###done") : "Open###done",
                                    {.kind = ui::ButtonKind::primary,
                                     .width = f.theme.px(110),
                                     .tooltip = saving ? "Writes the file." : "Opens the file. Undo leads back."});
    note_item(f.places, "dialog.done");
    // What replaces a file is pressed, not typed past.
    const bool submitted = ui::dialog_submitted(f.ui) && !replaces;
    if (named && (pressed || submitted || (clicked && !saving)))
      (saving ? f.commands.save_file : f.commands.open_file) = target(browser, saving);
  }
  if (was_open && !open) f.state.dialog = LabState::Dialog::none;
}

}  // namespace fallline
