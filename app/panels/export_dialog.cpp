// Exports: what the command `fallline export` is asked for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/frame.h"
#include "app/widgets/button.h"
#include "app/widgets/combo.h"
#include "app/widgets/dialog.h"
#include "app/widgets/field.h"
#include "app/widgets/slider.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;
using exporting::Format;

const Format& chosen_format(const LabState& state) { return exporting::formats()[state.export_form.format]; }

// The name with the format's ending.
void give_ending(LabState::Browser& browser, const Format& format) {
  if (browser.name.empty()) browser.name = "fallline";
  browser.name = fs::path(browser.name).replace_extension(format.ending).string();
}

void choose_view(LabState::ExportForm& form, const Format& format, std::size_t view) {
  form.view = view;
  if (view < format.views.size())
    form.size = {static_cast<double>(format.views[view].width), static_cast<double>(format.views[view].height)};
}

void draw_format(Frame& f) {
  LabState::ExportForm& form = f.state.export_form;
  std::vector<std::string> names;
  for (const Format& format : exporting::formats()) names.push_back(ui::capitals(format.ending.substr(1)));
  const std::vector<std::string_view> items(names.begin(), names.end());
  std::size_t format = form.format;
  if (ui::segmented(f.ui, "format", items, format)) {
    form.format = format;
    choose_view(form, chosen_format(f.state), 0);
    give_ending(f.state.browser, chosen_format(f.state));
  }
  note_item(f.places, "export.format");
  ui::paragraph(f.ui, chosen_format(f.state).meaning);
  ImGui::Dummy({0, f.theme.space(1)});
}

void draw_view(Frame& f) {
  LabState::ExportForm& form = f.state.export_form;
  const Format& format = chosen_format(f.state);
  if (format.views.empty()) return;
  std::vector<ui::ComboItem> items;
  for (const auto& view : format.views) {
    const ViewInfo& info = render_views()[static_cast<std::size_t>(view.view)];
    const bool missing = info.networks_only && f.lab != LabKind::networks;
    items.push_back({.label = info.label, .refused = missing ? "The Networks lab has it." : ""});
  }
  // The lab may be another one since it was chosen.
  if (!items[form.view].refused.empty()) choose_view(form, format, 0);
  std::size_t view = form.view;
  if (ui::combo(f.ui, "View", view, items)) choose_view(form, format, view);
  note_item(f.places, "export.view");
  ui::point_field(f.ui, "Size", form.size, {.hint = "pixels", .tooltip = "Width and height of the picture."});
  const double grain = format.even_sides ? 2 : 1;
  for (double& side : form.size)
    side = grain * std::round(std::clamp<double>(side, exporting::shortest_side, exporting::longest_side) / grain);
}

void draw_time(Frame& f) {
  LabState::ExportForm& form = f.state.export_form;
  const Format& format = chosen_format(f.state);
  if (format.most_fps <= 0) return;
  ui::slider(f.ui, "Seconds", form.seconds,
             {.min = 1,
              .max = 60,
              .scale = ui::Scale::log,
              .default_value = exporting::default_seconds,
              .lower = exporting::least_seconds,
              .upper = exporting::most_seconds,
              .tooltip = "How long it plays, from the start to the last step."});
  ui::slider(f.ui, "Frames/s", form.fps,
             {.min = 5,
              .max = format.most_fps,
              .default_value = exporting::default_fps,
              .lower = exporting::least_fps,
              .upper = format.most_fps,
              .integer = true,
              .tooltip = "More are smoother, and take longer to draw."});
}

std::vector<std::string> arguments(const Frame& f, const Format& format) {
  const LabState::ExportForm& form = f.state.export_form;
  std::vector<std::string> all;
  if (format.one_step) all.insert(all.end(), {"--step", fmt::format("{}", f.run.step)});
  if (!format.views.empty()) {
    const auto key = render_views()[static_cast<std::size_t>(format.views[form.view].view)].key;
    all.insert(all.end(), {"--view", std::string(key), "--size", fmt::format("{}x{}", form.size[0], form.size[1])});
  }
  if (format.most_fps > 0)
    all.insert(all.end(), {"--seconds", fmt::format("{}", form.seconds), "--fps",
                           fmt::format("{}", std::min(form.fps, format.most_fps))});
  return all;
}

void draw_target(Frame& f) {
  LabState::Browser& browser = f.state.browser;
  const Format& format = chosen_format(f.state);
  note_row(f.places, "dialog.name", f.theme.px(30));
  const ui::Edit name = ui::text_field(f.ui, "File name", browser.name,
                                       {.mono = true,
                                        .error = browser.error,
                                        .tooltip = "A name in the folder below, or the path of a file.",
                                        .focus = ImGui::IsWindowAppearing() || std::exchange(browser.again, false)});
  if (name) browser.error.clear();
  ui::paragraph(f.ui, fmt::format("in {}", browser.folder));
  ImGui::Dummy({0, f.theme.space(2)});
  const std::string target = (fs::path(browser.folder) / browser.name).string();
  if (f.exporting.running()) {
    ui::paragraph(f.ui, fmt::format("{} is being written; one export at a time.", f.exporting.target()));
    return;
  }
  std::error_code ignored;
  const bool replaces = fs::exists(target, ignored);
  const bool pressed = ui::button(
      f.ui, replaces ? "Replace" : "Export",
      {.kind = ui::ButtonKind::primary, .width = f.theme.px(110), .tooltip = "Writes the file in the background."});
  note_item(f.places, "dialog.done");
  if (!pressed && (replaces || !ui::dialog_submitted(f.ui))) return;
  if (exporting::format_of(target) != &format)
    browser.error = fmt::format("a name that ends in {} is expected", format.ending), browser.again = true;
  else
    f.commands.export_order = Commands::Export{target, arguments(f, format)};
}

}  // namespace

void draw_export_dialog(Frame& f) {
  bool open = f.state.dialog == LabState::Dialog::export_file;
  const bool was_open = open;
  if (const ui::Dialog dialog(f.ui, "Export", {520, 400}, open); dialog) {
    if (f.state.export_form.size[0] == 0) choose_view(f.state.export_form, chosen_format(f.state), 0);
    if (f.state.browser.name.empty()) give_ending(f.state.browser, chosen_format(f.state));
    draw_format(f);
    draw_view(f);
    draw_time(f);
    draw_target(f);
  }
  if (was_open && !open) f.state.dialog = LabState::Dialog::none;
}

}  // namespace fallline
