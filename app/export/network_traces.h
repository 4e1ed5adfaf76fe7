// Networks in training as a table: what is watched of every racer, at the steps of the records.
#pragma once

#include "app/export/writing.h"
#include "session/document.h"
#include "session/network_snapshot.h"

namespace fallline::exporting {

// The whole run up to `step`, all records made.
std::shared_ptr<const NetworkSnapshot> trained(const training::NetworkExperiment& experiment, std::int64_t step,
                                               const Progress& progress);

// racer, then the columns of training/watched_columns.h; racer after racer. What does not exist is left empty.
void write_network_csv(const training::NetworkExperiment& experiment, const Write& write, const Progress& progress);

// {"fallline": 1, "experiment": …, "racers": [{"racer", "optimizer", "colour", "stopped", a list for each column}]};
// what does not exist is null.
void write_network_json(const Document& document, const Write& write, const Progress& progress);

}  // namespace fallline::exporting
