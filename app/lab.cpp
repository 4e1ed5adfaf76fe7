#include "app/lab.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/panels/layout.h"
#include "app/panels/panels.h"

namespace fallline {

Lab::Lab(Document document, std::unique_ptr<Pictures> pictures, std::function<void()> notify, std::string folder,
         std::string path)
    : runner_(document.experiment, notify),
      scene_(std::move(notify)),
      pictures_(std::move(pictures)),
      commands_{.experiment = document.experiment},
      sent_(document.experiment),
      undo_(document.experiment),
      files_(std::move(folder), std::move(path), document),
      snapshot_(runner_.snapshot()) {
  state_.seams = files_.settings().seams;
  show(document.view);
}

void Lab::open(const Document& document, std::string_view name) {
  commands_.experiment = document.experiment;
  const std::string change = fmt::format("open {}", name);
  name_of_change_ = change;
  ++gesture_;
  show(document.view);
  // Also where the experiment is the same, and only the file another.
  undo_.record(sent_, gesture_, change, files_.document());
}

void Lab::show(const ViewSpec& view) {
  state_.view = view;
  state_.view.map.reset();
  map_to_show_ = view.map.value_or(commands_.experiment.domain);
  state_.camera = to_camera(view.camera);
  state_.shown.fill(true);
  for (const int colour : view.hidden) state_.shown[static_cast<std::size_t>(colour)] = false;
  // What belonged to the document before.
  state_.picked.reset();
  state_.pin.reset();
  state_.part.reset();
  state_.ghosts.clear();
  state_.formula = {};
  state_.painting.on = false;
  state_.message.clear();
  for (plot::PlotState& plot : state_.plots) plot.fit_x = plot.fit_y = true;
  // In continue mode an edit alone would go on from the step that was shown.
  send();
  runner_.send(command::Play{false});
  runner_.send(command::Reset{});
  runner_.send(command::Show{view.step});
}

Document Lab::document() const {
  Document document{commands_.experiment, state_.view};
  ViewSpec& view = document.view;
  view.step = snapshot_->step;
  view.camera = to_spec(state_.camera);
  const Domain& map = map_to_show_ ? *map_to_show_ : state_.map_window;
  if (map.width() > 0 && !(map == document.experiment.domain)) view.map = map;
  view.hidden.clear();
  for (std::size_t colour = 0; colour < state_.shown.size(); ++colour)
    if (!state_.shown[colour]) view.hidden.push_back(static_cast<int>(colour));
  return document;
}

void Lab::draw(ImVec2 size, ui::Ui& ui, float pixels) {
  snapshot_ = runner_.snapshot();
  places_.clear();
  grounds_.clear();
  begin_or_go_on_with_gesture();
  if (const auto outcome = exporting_.poll()) say(outcome->text, outcome->failed);
  const bool pointing_changed = !(state_.pointing == state_.next);
  state_.pointing = std::exchange(state_.next, {});
  settling_ = pointing_changed;
  // Sized as the map was in the last frame; a seam that moves is followed one frame later.
  scene_.update(*snapshot_, state_, state_.map_columns, state_.map_rows);
  if (map_to_show_ && snapshot_->experiment == sent_) {
    state_.map_window = *std::exchange(map_to_show_, std::nullopt);
    settling_ = true;
  }
  const Document now = document();
  Frame frame{*snapshot_,      scene_,
              state_,          commands_,
              places_,         grounds_,
              pictures_.get(), ui,
              ui.theme,        pixels,
              files_,          undo_,
              exporting_,      files_.changed(now),
              frame_seconds_};
  draw_layout(frame, size);
  files_.settings().seams = state_.seams;
  send();
  obey();
  autosave(now);
}

void Lab::autosave(Document now) {
  // A run that plays is no change; where it stands is saved when it rests.
  if (snapshot_->transport.playing) now.view.step = 0;
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

void Lab::send() {
  if (!(commands_.experiment == sent_)) {
    if (auto why = refuse(commands_.experiment)) {
      // A widget asked for what cannot be: the last good experiment stays, and the reason is shown.
      state_.message = *why;
      commands_.experiment = sent_;
    } else {
      state_.message.clear();
      if (!exporting_.running()) state_.notice = {};  // it told of what was before
      sent_ = commands_.experiment;
      undo_.record(sent_, gesture_, name_of_change_.empty() ? commands_.change : name_of_change_, files_.document());
      last_change_ = ImGui::GetTime();
      runner_.edit(sent_);
    }
  }
  name_of_change_.clear();
  commands_.change.clear();
  for (Command& command : commands_.transport) runner_.send(std::move(command));
  commands_.transport.clear();
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

std::optional<std::int64_t> marked_step(const Frame& frame) { return frame.state.pointing.step; }

const RacerSnapshot* focused_racer(const Frame& frame) {
  for (const RacerSnapshot& r : frame.snapshot.racers)
    if (r.spec.colour == frame.state.view.focus) return &r;
  return frame.snapshot.racers.empty() ? nullptr : &frame.snapshot.racers.front();
}

ui::Marker marker_of(Kind kind) {
  switch (kind) {
    case Kind::minimum:
      return ui::Marker::minimum;
    case Kind::maximum:
      return ui::Marker::maximum;
    case Kind::saddle:
      return ui::Marker::saddle;
    case Kind::degenerate:
      break;
  }
  return ui::Marker::degenerate;
}

render::Rgb to_rgb(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  return {c.x, c.y, c.z};
}

}  // namespace fallline
