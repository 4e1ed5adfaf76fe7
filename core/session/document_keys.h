// A document and its parts as JSON, for the files of this room alone.
#pragma once

#include "session/document.h"
#include "session/json_reader.h"

namespace fallline {

extern const std::vector<std::string_view> experiment_keys;  // in the document itself
Experiment read_experiment(const Place& document);
void write_experiment(const Experiment& experiment, Json& document);

// An object with a key for each parameter.
Json named(std::span<const Parameter> parameters, std::span<const double> values);
// The keys that are there, into the values of their parameters; `what` names one in a message.
void read_named(const Place& place, std::string_view what, std::span<const Parameter> parameters,
                std::vector<double>& values);

// A list of racers; those without a colour get one.
std::vector<RacerSpec> read_racers(const Place& place);
Json to_json(std::span<const RacerSpec> racers);

ViewSpec read_view(const Place& view);
Json to_json(const ViewSpec& view);

Json document_json(const Document& document);

}  // namespace fallline
