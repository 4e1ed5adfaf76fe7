// What the lab holds, as JSON.
#include <nlohmann/json.hpp>

#include "app/lab.h"

namespace fallline {

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
  const Domain w = shown_window(state_);
  json["map_window"] = {w.x_min, w.x_max, w.y_min, w.y_max};
  json["camera"] = {
      {"azimuth", state_.camera.azimuth}, {"elevation", state_.camera.elevation}, {"distance", state_.camera.distance}};
  json["projector"] = state_.view.projector;
  json["undo"] = undo_.undo_name();
  json["redo"] = undo_.redo_name();
  json["file"] = files_.path();
  json["changed"] = files_.changed(document());
  json["notice"] = state_.notice.text;
  json["formula_error"] = state_.formula.error;
  json["ghosts"] = state_.ghosts.size();
  json["exporting"] = exporting_.running();
  json["message"] = state_.message;
  for (const auto& [name, r] : places_) json["places"][name] = {r.x, r.y, r.z, r.w};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fallline
