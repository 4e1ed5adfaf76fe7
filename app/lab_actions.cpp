// What the lab does at a key, a menu or a button.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/image_import.h"
#include "app/lab.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;

// A key that is held for longer than a tap lets go of the ghosts when it comes up.
constexpr double tap = 0.35;

const ActionInfo* action_of(const Shortcut& key) {
  const auto all = actions();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ActionInfo& a) { return a.shortcut == key || a.other == key; });
  return found == all.end() ? nullptr : &*found;
}

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

}  // namespace

void Lab::act(Action action, int digit) {
  const Run s = run();
  switch (action) {
    case Action::play:
      return send(command::Play{!s.transport.playing});
    case Action::step_back:
      return send(command::StepBy{-1});
    case Action::step_forward:
      return send(command::StepBy{1});
    case Action::to_start:
      return send(command::Show{0});
    case Action::to_end:
      return send(command::Show{s.steps});
    case Action::tenth:
      return send(command::Show{s.steps * digit / 10});
    case Action::epoch:
      return send(command::StepBy{std::max<std::int64_t>(1, s.steps_an_epoch)});
    case Action::new_seed: {
      std::uint64_t& seed = shown() == LabKind::surfaces ? commands_.experiment.seed : commands_.network.seed;
      seed = seed % 1'000'000 + 1;
      ++gesture_;
      return;
    }
    case Action::reset:
      return send(command::Reset{});
    case Action::loop:
      return send(command::Loop{!s.transport.loop});
    case Action::ghosts: {
      const bool none = state_.ghosts.empty() && (!networks_ || networks_->own.curves.ghosts.empty());
      if (!none)
        forget_ghosts();
      else if (shown() == LabKind::surfaces)
        pin_ghosts(state_, *snapshot_);
      else
        pin_ghosts(networks_->own.curves, *networks_->snapshot, state_.shown);
      return;
    }
    case Action::unpin:
      // What is open closes by itself, dialogs as well.
      if (state_.dialog != LabState::Dialog::none || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
      if (std::exchange(state_.painting.on, false)) return;
      state_.picked.reset();
      state_.pin.reset();
      return;
    case Action::paint:
      if (shown() == LabKind::networks) return say("only the image of the Surfaces lab can be painted", true);
      if (!commands_.experiment.surface.image)
        return say("only an image can be painted: choose the function \"Image …\", or open a PNG file");
      state_.painting.on = !state_.painting.on;
      return;
    case Action::undo:
      if (!undo_.undo_name().empty()) go_to(undo_.undo());
      return;
    case Action::redo:
      if (!undo_.redo_name().empty()) go_to(undo_.redo());
      return;
    case Action::new_document: {
      // How things are shown stays as it is; only where one looks from begins anew.
      Document document = shown() == LabKind::surfaces ? default_document() : default_network_document();
      for (const ViewSwitch& view_switch : view_switches()) document.view.*view_switch.on = state_.view.*view_switch.on;
      document.view.colours = state_.view.colours;
      files_.begin(document);
      return open(document, "a new experiment");
    }
    case Action::open:
      return ask_for_file(LabState::Dialog::open);
    case Action::save:
      return files_.path().empty() ? ask_for_file(LabState::Dialog::save) : save(files_.path());
    case Action::save_as:
      return ask_for_file(LabState::Dialog::save);
    case Action::export_file:
      return ask_for_file(LabState::Dialog::export_file);
    case Action::share:
      return share();
    case Action::paste:
      return paste();
    case Action::help:
      state_.dialog = state_.dialog == LabState::Dialog::help ? LabState::Dialog::none : LabState::Dialog::help;
      return;
    case Action::quit:
      wants_to_close_ = true;
      return;
  }
}

void Lab::go_to(const AnyExperiment& state) {
  if (lab_of(state) != shown()) show_lab(lab_of(state));
  take(state);
  files_.return_to(undo_.document());
  ++gesture_;
}

void Lab::forget_ghosts() {
  state_.ghosts.clear();
  if (networks_) networks_->own.curves.ghosts.clear();
}

void Lab::key_down(const Shortcut& key, bool repeated) {
  const ActionInfo* found = action_of(key);
  if (repeated && !(found && found->repeats)) return;
  // A dialog has the keyboard to itself.
  if (state_.dialog != LabState::Dialog::none && !(found && found->in_dialogs)) return;
  if (key.key >= '0' && key.key <= '9' && !key.control) return act(Action::tenth, key.key - '0');
  if (found) {
    if (found->action == Action::ghosts) ghosts_since_ = ImGui::GetTime();
    return act(found->action);
  }
  if (key.control) return;
  for (const ViewSwitch& view_switch : view_switches())
    if (key.key == view_switch.shortcut) state_.view.*view_switch.on = !(state_.view.*view_switch.on);
}

void Lab::key_up(const Shortcut& key) {
  if (key.key != info(Action::ghosts).shortcut.key || !ghosts_since_) return;
  if (ImGui::GetTime() - *ghosts_since_ > tap) forget_ghosts();
  ghosts_since_.reset();
}

// What the panels asked for in this frame.
void Lab::obey() {
  for (const Action action : std::exchange(commands_.actions, {})) act(action);
  if (const auto lab = std::exchange(commands_.lab, std::nullopt)) go_to_lab(*lab);
  if (const auto path = std::exchange(commands_.open_file, std::nullopt)) open_file(*path);
  if (const auto path = std::exchange(commands_.save_file, std::nullopt)) save(*path);
  if (const auto order = std::exchange(commands_.export_order, std::nullopt)) {
    state_.dialog = LabState::Dialog::none;
    say("");
    exporting_.start(document(), order->arguments, order->target);
  }
}

void Lab::ask_for_file(LabState::Dialog dialog) {
  LabState::Browser& browser = state_.browser;
  browser.error.clear();
  const auto& recent = files_.settings().recent;
  std::error_code failed;
  if (!files_.path().empty())
    browser.folder = folder_of(files_.path());
  else if (browser.folder.empty())
    browser.folder = recent.empty() ? fs::current_path(failed).string() : folder_of(recent.front());
  browser.name = dialog == LabState::Dialog::save ? files_.name() : "";
  state_.dialog = dialog;
}

void Lab::open_file(const std::string& path) {
  if (is_png_name(path)) return open_image(path);
  if (is_csv_name(path)) return open_csv(path);
  auto loaded = files_.open(path);
  if (const auto* bad = std::get_if<Unreadable>(&loaded)) return refuse_file(bad->message);
  state_.dialog = LabState::Dialog::none;
  open(std::get<Document>(loaded), files_.name());
  say(fmt::format("{} is open", files_.path()));
}

// Another surface for the same experiment.
void Lab::open_image(const std::string& path) {
  const auto imported = import_png(path);
  if (const auto* bad = std::get_if<Unreadable>(&imported)) return refuse_file(bad->message);
  state_.dialog = LabState::Dialog::none;
  go_to_lab(LabKind::surfaces);
  state_.picked.reset();
  state_.pin.reset();
  state_.ghosts.clear();
  change_surface(commands_.experiment, std::get<GreyImage>(imported));
  const std::string name = fs::path(path).filename().string();
  name_of_change_ = fmt::format("image {}", name);
  ++gesture_;
  send_edit(edited());
  say(fmt::format("{} is the surface: dark is low; D draws on it", name));
}

// Other data for the same network.
void Lab::open_csv(const std::string& path) {
  training::NetworkExperiment next = commands_.network;
  next.data = {.csv = fs::absolute(path).string(), .standardize = true, .split = next.data.split};
  next.parameters.clear();
  next.weights.clear();
  const auto data = training::load(next.data);
  if (const auto* why = std::get_if<std::string>(&data)) return refuse_file(*why);
  training::fit_to(next, std::get<Dataset>(data));
  if (auto why = training::refuse(next, std::get<Dataset>(data))) return refuse_file(fmt::format("{}: {}", path, *why));
  state_.dialog = LabState::Dialog::none;
  go_to_lab(LabKind::networks);
  commands_.network = next;
  const std::string name = fs::path(path).filename().string();
  name_of_change_ = fmt::format("data {}", name);
  ++gesture_;
  send_edit(edited());
  say(fmt::format("{} is what the networks learn: {} samples", name, std::get<Dataset>(data).size()));
}

// In the dialog that asked for the file, or in the status bar for one that was dropped.
void Lab::refuse_file(const std::string& why) {
  state_.browser.error = why;
  state_.browser.again = true;
  if (state_.dialog != LabState::Dialog::open) say(why, true);
}

void Lab::save(const std::string& path) {
  if (auto why = files_.save(document(), path)) {
    state_.browser.error = *why;
    state_.browser.again = true;
    if (state_.dialog != LabState::Dialog::save) say(*why, true);
    return;
  }
  state_.dialog = LabState::Dialog::none;
  say(fmt::format("{} is saved", files_.path()));
}

void Lab::recover() {
  const auto document = files_.autosave().left_behind();
  if (!document) return;
  open(*document, "what was left behind");
  say("the last session ended without being closed: here is what it left behind (undo leads to a new experiment)");
}

void Lab::leave(int width, int height) {
  files_.settings().width = width;
  files_.settings().height = height;
  files_.leave(document());
}

void Lab::share() {
  const std::string line = share_line(document());
  ImGui::SetClipboardText(line.c_str());
  say(fmt::format("the experiment is on the clipboard, one line of {} characters: paste it anywhere, and back here",
                  line.size()));
}

void Lab::paste() {
  const char* clipboard = ImGui::GetClipboardText();
  const std::string text = clipboard ? clipboard : "";
  const bool is_json = text.find_first_not_of(" \t\r\n") == text.find('{') && text.find('{') != std::string::npos;
  if (!is_share_line(text) && !is_json)
    return say("the clipboard holds no experiment: a line that begins with \"fallline:\" is expected", true);
  auto pasted = is_json ? document_from_json(text) : document_from_share_line(text);
  if (const auto* bad = std::get_if<Unreadable>(&pasted)) return say(bad->message, true);
  const Document& document = std::get<Document>(pasted);
  files_.begin(document);
  open(document, "a shared experiment");
  say("the shared experiment is open");
}

}  // namespace fallline
