#include "app/lab.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/panels/layout.h"
#include "app/panels/panels.h"

namespace fallline {

namespace {

// Training is watched from the start, not only its end.
constexpr Transport first_training{.speed = 200};

}  // namespace

Lab::Networks::Networks(training::NetworkExperiment experiment, const std::function<void()>& notify)
    : runner(std::move(experiment), notify, first_training), scene(notify), snapshot(runner.snapshot()) {}

Lab::Lab(Document document, std::unique_ptr<Pictures> pictures, std::function<void()> notify, std::string folder,
         std::string path)
    : runner_(lab_of(document.experiment) == LabKind::surfaces ? on_surface(document.experiment) : default_experiment(),
              notify),
      scene_(notify),
      pictures_(std::move(pictures)),
      commands_{.experiment = runner_.snapshot()->experiment,
                .network = with_networks(default_network_document().experiment)},
      notify_(std::move(notify)),
      sent_(document.experiment),
      undo_(document.experiment),
      files_(std::move(folder), std::move(path), document),
      snapshot_(runner_.snapshot()) {
  state_.seams = files_.settings().seams;
  take(document.experiment);
  show(document.view);
}

Lab::Networks& Lab::networks() {
  if (!networks_) networks_ = std::make_unique<Networks>(commands_.network, notify_);
  return *networks_;
}

NetworkRunner& Lab::network_runner() { return networks().runner; }

void Lab::take(const AnyExperiment& experiment) {
  if (const auto* on_surface = std::get_if<Experiment>(&experiment))
    commands_.experiment = *on_surface;
  else
    commands_.network = std::get<training::NetworkExperiment>(experiment);
}

AnyExperiment Lab::edited() const {
  if (shown() == LabKind::surfaces) return commands_.experiment;
  return commands_.network;
}

void Lab::send(const Command& command) {
  if (shown() == LabKind::surfaces)
    runner_.send(command);
  else
    networks().runner.send(command);
}

void Lab::settle() {
  if (shown() == LabKind::surfaces)
    runner_.settle();
  else
    networks().runner.settle();
}

bool Lab::computing() const {
  return shown() == LabKind::surfaces ? scene_.computing() : networks_ && networks_->scene.computing();
}

void Lab::wait() {
  if (shown() == LabKind::surfaces)
    scene_.wait();
  else
    networks().scene.wait();
}

void Lab::open(const Document& document, std::string_view name) {
  const std::uint64_t opened = files_.document();
  if (lab_of(document.experiment) != shown()) show_lab(lab_of(document.experiment));
  files_.return_to(opened);
  take(document.experiment);
  const std::string change = fmt::format("open {}", name);
  name_of_change_ = change;
  ++gesture_;
  send_edit(document.experiment);
  show(document.view);
  // Also where the experiment is the same, and only the file another.
  undo_.record(sent_, gesture_, change, files_.document());
}

void Lab::look(const ViewSpec& view) {
  state_.view = view;
  state_.view.map.reset();
  state_.camera = to_camera(view.camera);
  state_.shown.fill(true);
  for (const int colour : view.hidden) state_.shown[static_cast<std::size_t>(colour)] = false;
}

void Lab::show(const ViewSpec& view) {
  look(view);
  map_to_show_ = view.map.value_or(commands_.experiment.domain);
  // What belonged to the document before.
  state_.picked.reset();
  state_.pin.reset();
  state_.part.reset();
  state_.ghosts.clear();
  state_.formula = {};
  state_.painting.on = false;
  state_.message.clear();
  for (plot::PlotState& plot : state_.plots) plot.fit_x = plot.fit_y = true;
  if (shown() == LabKind::networks) networks().own = {};
  // In continue mode an edit alone would go on from the step that was shown.
  send(command::Play{false});
  send(command::Reset{});
  send(command::Show{view.step});
}

// The lab that is shown keeps how it is looked at.
void Lab::park() {
  send(command::Play{false});
  parked_ = Parked{document().view, undo_.document()};
}

void Lab::go_to_lab(LabKind lab) {
  if (lab == shown()) return;
  show_lab(lab);
  undo_.record(sent_, ++gesture_, "", files_.document());
}

void Lab::show_lab(LabKind lab) {
  const std::optional<Parked> there = parked_;
  park();
  ViewSpec view = there ? there->view : lab == LabKind::networks ? default_network_document().view : ViewSpec{};
  // How things look is the person's; where one looks is the lab's.
  for (const ViewSwitch& view_switch : view_switches()) view.*view_switch.on = state_.view.*view_switch.on;
  view.colours = state_.view.colours;
  const AnyExperiment experiment =
      lab == LabKind::surfaces ? AnyExperiment(commands_.experiment) : AnyExperiment(commands_.network);
  if (there)
    files_.return_to(there->document);
  else
    files_.begin({experiment, view});
  sent_ = experiment;
  if (lab == LabKind::networks) networks();
  look(view);
  map_to_show_ = view.map.value_or(commands_.experiment.domain);
}

Document Lab::document() const {
  Document document{edited(), state_.view};
  ViewSpec& view = document.view;
  view.step = shown() == LabKind::surfaces ? snapshot_->step : networks_ ? networks_->snapshot->step : 0;
  view.camera = to_spec(state_.camera);
  if (shown() == LabKind::surfaces) {
    const Domain& map = map_to_show_ ? *map_to_show_ : state_.map_window;
    if (map.width() > 0 && !(map == commands_.experiment.domain)) view.map = map;
  }
  view.hidden.clear();
  for (std::size_t colour = 0; colour < state_.shown.size(); ++colour)
    if (!state_.shown[colour]) view.hidden.push_back(static_cast<int>(colour));
  return document;
}

Run Lab::run() const {
  if (shown() == LabKind::surfaces) return run_of(*snapshot_, scene_);
  return run_of(*networks_->snapshot, networks_->scene);
}

void Lab::draw(ImVec2 size, ui::Ui& ui, float pixels) {
  snapshot_ = runner_.snapshot();
  if (shown() == LabKind::networks) networks().snapshot = networks().runner.snapshot();
  places_.clear();
  grounds_.clear();
  begin_or_go_on_with_gesture();
  if (const auto outcome = exporting_.poll()) say(outcome->text, outcome->failed);
  const bool pointing_changed = !(state_.pointing == state_.next);
  state_.pointing = std::exchange(state_.next, {});
  settling_ = pointing_changed;
  const Document now = document();
  const Run run = this->run();
  const bool surfaces = shown() == LabKind::surfaces;
  const Frame frame{shown(),
                    run,
                    surfaces ? commands_.experiment.racers : commands_.network.racers,
                    state_,
                    commands_,
                    places_,
                    grounds_,
                    pictures_.get(),
                    ui,
                    ui.theme,
                    pixels,
                    files_,
                    undo_,
                    exporting_,
                    files_.changed(now),
                    frame_seconds_};
  if (surfaces)
    draw_surfaces(frame, size);
  else
    draw_networks(frame, size);
  files_.settings().seams = state_.seams;
  send_edit(edited());
  obey();
  autosave(now);
}

void Lab::draw_surfaces(const Frame& frame, ImVec2 size) {
  // Sized as the map was in the last frame; a seam that moves is followed one frame later.
  scene_.update(*snapshot_, state_, state_.map_columns, state_.map_rows);
  if (map_to_show_ && AnyExperiment(snapshot_->experiment) == sent_) {
    state_.map_window = *std::exchange(map_to_show_, std::nullopt);
    settling_ = true;
  }
  SurfacesFrame all{frame, *snapshot_, scene_};
  draw_layout(all, size);
}

void Lab::draw_networks(const Frame& frame, ImVec2 size) {
  Networks& n = networks();
  n.scene.update(*n.snapshot, state_, n.own);
  NetworksFrame all{frame, *n.snapshot, n.scene, n.own};
  draw_networks_layout(all, size);
}

void Lab::autosave(Document now) {
  // A run that plays is no change; where it stands is saved when it rests.
  if (run().transport.playing) now.view.step = 0;
  const bool was_well = files_.autosave().trouble().empty();
  files_.autosave().note(now);
  if (was_well && !files_.autosave().trouble().empty())
    say("the autosave cannot be written: " + files_.autosave().trouble(), true);
}

// A gesture ends when the hand lets go, or, of a wheel, when it rests.
void Lab::begin_or_go_on_with_gesture() {
  constexpr double rest = 0.7;
  const bool held = ImGui::IsAnyMouseDown() || ImGui::IsAnyItemActive();
  if (held_ ? !held : ImGui::GetTime() - last_change_ > rest) ++gesture_;
  held_ = held;
}

std::optional<std::string> Lab::refuse(const AnyExperiment& experiment) const {
  const auto* with_networks = std::get_if<training::NetworkExperiment>(&experiment);
  // The data are at hand, but for other ones.
  if (with_networks && networks_ && with_networks->weights.empty() &&
      training::same_samples(with_networks->data, networks_->snapshot->experiment.data))
    return training::refuse(*with_networks, *networks_->snapshot->data);
  return fallline::refuse(experiment);
}

void Lab::send_edit(const AnyExperiment& wanted) {
  if (!(wanted == sent_)) {
    if (auto why = refuse(wanted)) {
      // A widget asked for what cannot be: the last good experiment stays, and the reason is shown.
      state_.message = *why;
      take(sent_);
    } else {
      state_.message.clear();
      if (!exporting_.running()) state_.notice = {};  // it told of what was before
      sent_ = wanted;
      undo_.record(sent_, gesture_, name_of_change_.empty() ? commands_.change : name_of_change_, files_.document());
      last_change_ = ImGui::GetTime();
      if (const auto* on_surface = std::get_if<Experiment>(&wanted))
        runner_.edit(*on_surface);
      else
        networks().runner.edit(std::get<training::NetworkExperiment>(wanted));
    }
  }
  name_of_change_.clear();
  commands_.change.clear();
  for (const Command& command : std::exchange(commands_.transport, {})) send(command);
  for (auto& change : std::exchange(commands_.network_changes, {})) networks().runner.change(std::move(change));
}

std::optional<double> Lab::wants_frame_within() const {
  if (settling_ || (pictures_ && pictures_->wants_frame())) return 0;
  if (exporting_.running() || state_.formula.waiting) return 0.1;
  // A hand that rests sends no events, and a tooltip comes after a while; it takes a few frames to find its size.
  constexpr float until_shown = ui::tooltip_delay + 0.1f;
  if (const float rested = compat::hovered_seconds(); ImGui::IsAnyItemHovered() && rested < until_shown)
    return std::max(0.02, double{ui::tooltip_delay - rested});
  if (files_.autosave().waiting()) return 2;
  return std::nullopt;
}

std::string Lab::title() const {
  return files_.path().empty() ? "Fallline" : fmt::format("{} — Fallline", files_.name());
}

}  // namespace fallline
