// What the lab holds, as JSON.
#include <nlohmann/json.hpp>

#include "app/lab.h"

namespace fallline {

std::string Lab::report() const {
  using Json = nlohmann::ordered_json;
  const Run run = this->run();
  const Document shown_document{shown() == LabKind::surfaces ? AnyExperiment(snapshot_->experiment)
                                                             : AnyExperiment(networks_->snapshot->experiment),
                                document().view};
  Json json;
  json["lab"] = shown() == LabKind::surfaces ? "surfaces" : "networks";
  json["experiment"] = Json::parse(to_json(shown_document));
  json["step"] = run.step;
  json["recorded"] = run.recorded;
  json["playing"] = run.transport.playing;
  json["complete"] = run.complete;
  json["racers"] = Json::array();
  for (const Run::Racer& r : run.racers)
    json["racers"].push_back({{"optimizer", r.spec.optimizer},
                              {"reached", r.reached},
                              {"loss", r.loss},
                              {"standstill", r.standstill ? r.standstill->why : ""}});
  if (shown() == LabKind::surfaces)
    for (std::size_t i = 0; i < snapshot_->racers.size(); ++i) {
      json["racers"][i]["step"] = snapshot_->racers[i].step;
      json["racers"][i]["x"] = snapshot_->racers[i].theta.x;
      json["racers"][i]["y"] = snapshot_->racers[i].theta.y;
    }
  else
    for (std::size_t i = 0; i < networks_->snapshot->racers.size(); ++i) {
      const NetworkRacerSnapshot& r = networks_->snapshot->racers[i];
      json["racers"][i]["step"] = r.step;
      json["racers"][i]["theta"] = r.theta;
      json["racers"][i]["accuracy"] = r.seen.training.accuracy;
    }
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
  json["ghosts"] = shown() == LabKind::surfaces ? state_.ghosts.size() : networks_->own.curves.ghosts.size();
  json["exporting"] = exporting_.running();
  json["message"] = state_.message;
  for (const auto& [name, r] : places_) json["places"][name] = {r.x, r.y, r.z, r.w};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fallline
