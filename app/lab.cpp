#include "app/lab.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/panels/layout.h"
#include "app/panels/panels.h"

namespace fallline {

Lab::Lab(Document document, std::unique_ptr<Pictures> pictures, std::function<void()> notify)
    : runner_(document.experiment, notify),
      scene_(std::move(notify)),
      pictures_(std::move(pictures)),
      commands_{document.experiment, {}},
      sent_(document.experiment),
      snapshot_(runner_.snapshot()) {
  show(document.view);
}

void Lab::open(const Document& document) {
  commands_.experiment = document.experiment;
  show(document.view);
}

void Lab::show(const ViewSpec& view) {
  state_.view = view;
  state_.camera = to_camera(view.camera);
  state_.shown.fill(true);
  for (const int colour : view.hidden) state_.shown[static_cast<std::size_t>(colour)] = false;
  // Where the domain is another one, the map follows it; view.map then says to what part.
  state_.map_window = view.map.value_or(commands_.experiment.domain);
  if (commands_.experiment.domain == snapshot_->experiment.domain && scene_.relief().columns > 0)
    state_.view.map.reset();
  send();
  runner_.send(command::Show{view.step});
}

Document Lab::document() const {
  Document document{commands_.experiment, state_.view};
  ViewSpec& view = document.view;
  view.step = snapshot_->step;
  view.camera = to_spec(state_.camera);
  view.map.reset();
  if (state_.map_window.width() > 0 && !(state_.map_window == document.experiment.domain)) view.map = state_.map_window;
  view.hidden.clear();
  for (std::size_t colour = 0; colour < state_.shown.size(); ++colour)
    if (!state_.shown[colour]) view.hidden.push_back(static_cast<int>(colour));
  return document;
}

void Lab::draw(ImVec2 size, ui::Ui& ui, float pixels) {
  snapshot_ = runner_.snapshot();
  places_.clear();
  grounds_.clear();
  const bool pointing_changed = !(state_.pointing == state_.next);
  state_.pointing = std::exchange(state_.next, {});
  settling_ = pointing_changed;
  // Sized as the map was in the last frame; a seam that moves is followed one frame later.
  scene_.update(*snapshot_, state_, state_.map_columns, state_.map_rows);
  Frame frame{*snapshot_, scene_, state_, commands_, places_, grounds_, pictures_.get(), ui, ui.theme, pixels};
  draw_layout(frame, size);
  send();
}

void Lab::send() {
  if (!(commands_.experiment == sent_)) {
    if (auto why = refuse(commands_.experiment)) {
      // A widget asked for what cannot be: the last good experiment stays, and the reason is shown.
      state_.message = *why;
      commands_.experiment = sent_;
    } else {
      state_.message.clear();
      sent_ = commands_.experiment;
      runner_.send(command::Edit{sent_});
    }
  }
  for (Command& command : commands_.transport) runner_.send(std::move(command));
  commands_.transport.clear();
}

void Lab::press(Key key, int digit) {
  const Snapshot& s = *snapshot_;
  switch (key) {
    case Key::play:
      return runner_.send(command::Play{!s.transport.playing});
    case Key::step_back:
      return runner_.send(command::StepBy{-1});
    case Key::step_forward:
      return runner_.send(command::StepBy{1});
    case Key::to_start:
      return runner_.send(command::Show{0});
    case Key::to_end:
      return runner_.send(command::Show{s.recorded});
    case Key::reset:
      return runner_.send(command::Reset{});
    case Key::digit_0:
      return runner_.send(command::Show{s.experiment.steps * digit / 10});
    case Key::projector:
      state_.view.projector = !state_.view.projector;
      return;
    case Key::theme:
      state_.view.light = !state_.view.light;
      return;
  }
}

bool Lab::wants_frame() const { return settling_ || (pictures_ && pictures_->wants_frame()); }

std::string Lab::report() const {
  using Json = nlohmann::ordered_json;
  const Snapshot& s = *snapshot_;
  Json json;
  json["experiment"] = Json::parse(to_json(Document{s.experiment, document().view}));
  json["step"] = s.step;
  json["recorded"] = s.recorded;
  json["playing"] = s.transport.playing;
  json["racers"] = Json::array();
  for (const RacerSnapshot& r : s.racers)
    json["racers"].push_back({{"optimizer", r.spec.optimizer},
                              {"step", r.step},
                              {"x", r.theta.x},
                              {"y", r.theta.y},
                              {"loss", r.loss},
                              {"standstill", r.standstill ? r.standstill->why : ""}});
  json["critical_points"] = scene_.critical().points.size();
  json["picked"] = state_.picked ? Json(*state_.picked) : Json();
  const Domain& w = state_.map_window;
  json["map_window"] = {w.x_min, w.x_max, w.y_min, w.y_max};
  json["camera"] = {
      {"azimuth", state_.camera.azimuth}, {"elevation", state_.camera.elevation}, {"distance", state_.camera.distance}};
  json["projector"] = state_.view.projector;
  json["message"] = state_.message;
  for (const auto& [name, r] : places_) json["places"][name] = {r.x, r.y, r.z, r.w};
  return json.dump(1) + "\n";
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
