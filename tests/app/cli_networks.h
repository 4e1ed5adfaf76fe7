// The experiments with networks that tests of the commands share, and what the commands print of them.
#pragma once

#include <nlohmann/json.hpp>

#include "cli_support.h"

namespace fallline::cli::test {

using Json = nlohmann::ordered_json;

// Two features, four samples; every racer that is asked for.
inline Json xor_experiment() {
  return Json::parse(R"({
    "fallline": 1,
    "data": {"x": [[-1, -1], [-1, 1], [1, -1], [1, 1], [-2, 1], [2, 1]], "y": [0, 1, 1, 0, 1, 0]},
    "network": {"layers": [{"width": 3, "activation": "tanh"}, {"activation": "linear"}]},
    "loss": "bce", "training": {"batch_size": 4, "steps": 12}, "seed": 3,
    "racers": [{"optimizer": "adam", "options": {"lr": 0.05}}, {"optimizer": "sgd", "options": {"lr": 0.5}},
               {"optimizer": "adam", "options": {"lr": 0.1}}]})");
}

inline Json derivatives(const std::string& experiment, const std::vector<std::string>& more) {
  const TemporaryFile file(experiment, ".derivatives.json");
  const Outcome outcome = run(with({"derivatives", file.path(), "--json"}, more));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  return outcome.status == 0 ? Json::parse(outcome.out) : Json();
}

inline std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  return csv_rows(csv, csv.substr(0, csv.find('\n')));
}

inline Outcome train(const std::string& path, const std::vector<std::string>& more = {}) {
  const Outcome outcome = run(with({"train", path}, more));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome;
}

}  // namespace fallline::cli::test
