#include "app/export/network_traces.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/export/pieces.h"
#include "session/network_session.h"
#include "training/watched_columns.h"

namespace fallline::exporting {
namespace {

std::size_t most_layers(const NetworkSnapshot& run) {
  std::size_t most = 0;
  for (const NetworkRacerSnapshot& r : run.racers) most = std::max(most, r.objective().network().layers.size());
  return most;
}

}  // namespace

std::shared_ptr<const NetworkSnapshot> trained(const training::NetworkExperiment& experiment, std::int64_t step,
                                               const Progress& progress) {
  NetworkSession session(experiment);
  session.show(step);
  while (!session.compute(std::chrono::milliseconds(50)))
    progress(static_cast<double>(session.recorded()) / static_cast<double>(std::max<std::int64_t>(1, step)));
  return session.snapshot();
}

void write_network_csv(const training::NetworkExperiment& experiment, const Write& write, const Progress& progress) {
  const auto run = trained(experiment, steps_of(experiment), progress);
  const std::vector<std::string> names = training::racer_names(experiment);
  const std::size_t layers = most_layers(*run);
  Pieces out(write);
  out.print("racer");
  for (const std::string& column : training::watched_columns(layers)) out.print(",{}", column);
  out.print("\n");
  for (std::size_t i = 0; i < run->racers.size(); ++i)
    for (const auto& record : run->racers[i].records) {
      out.print("{}", names[i]);
      for (const double value : training::watched_values(record->seen, layers))
        if (std::isnan(value))
          out.print(",");
        else
          out.print(",{:.17g}", value);
      out.print("\n");
    }
  out.finish();
  progress(1);
}

void write_network_json(const Document& document, const Write& write, const Progress& progress) {
  using Json = nlohmann::ordered_json;
  const auto& experiment = with_networks(document.experiment);
  const auto run = trained(experiment, steps_of(document.experiment), progress);
  const std::vector<std::string> names = training::racer_names(experiment);
  const std::size_t layers = most_layers(*run);
  const std::vector<std::string> columns = training::watched_columns(layers);
  Pieces out(write);
  out.print("{{\"fallline\": 1,\n\"experiment\": {},\n\"racers\": [", Json::parse(to_json(document)).dump(1));
  for (std::size_t i = 0; i < run->racers.size(); ++i) {
    const NetworkRacerSnapshot& r = run->racers[i];
    const Json stopped = r.standstill ? Json(r.standstill->why) : Json();
    out.print("{}\n  {{\"racer\": \"{}\", \"optimizer\": \"{}\", \"colour\": {}, \"stopped\": {}", i == 0 ? "" : ",",
              names[i], r.spec.optimizer, r.spec.colour, stopped.dump());
    for (std::size_t column = 0; column < columns.size(); ++column) {
      out.print(",\n   \"{}\": [", columns[column]);
      for (std::size_t k = 0; k < r.records.size(); ++k) {
        const double value = training::watched_values(r.records[k]->seen, layers)[column];
        out.print("{}", k == 0 ? "" : ",");
        if (std::isfinite(value))
          out.print("{:.17g}", value);
        else
          out.print("null");
      }
      out.print("]");
    }
    out.print("}}");
  }
  out.print("\n]}}\n");
  out.finish();
  progress(1);
}

}  // namespace fallline::exporting
