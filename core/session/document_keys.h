// A document and its parts as JSON, for the files of this room alone.
#pragma once

#include "session/document.h"
#include "session/json_reader.h"

namespace fallline {

// The version comes first: what a newer one calls its keys says nothing.
void require_version(const Place& document);
inline constexpr std::int64_t document_version = 1;

extern const std::vector<std::string_view> experiment_keys;  // in the document itself
Experiment read_experiment(const Place& document);
void write_experiment(const Experiment& experiment, Json& document);

// The same with networks; files it names as they stand there.
bool is_network_experiment(const Place& document);
void refuse_other_network_keys(const Place& document);
training::NetworkExperiment read_network_experiment(const Place& document);
void write_network_experiment(const training::NetworkExperiment& experiment, Json& document);
// As a document at this path would name them, and back.
void name_files_beside(training::NetworkExperiment& experiment, const std::string& path);
void find_files_beside(training::NetworkExperiment& experiment, const std::string& path);

// An object with a key for each parameter.
Json named(std::span<const Parameter> parameters, std::span<const double> values);
// The keys that are there, into the values of their parameters; `what` names one in a message.
void read_named(const Place& place, std::string_view what, std::span<const Parameter> parameters,
                std::vector<double>& values);

// A list of racers; those without a colour get one.
// `others`: keys of a racer that are the caller's.
std::vector<RacerSpec> read_racers(const Place& place, std::span<const std::string_view> others = {});
Json to_json(std::span<const RacerSpec> racers);

// Keys that are missing are as in `initial`.
ViewSpec read_view(const Place& view, const ViewSpec& initial = {});
Json to_json(const ViewSpec& view);

Json document_json(const Document& document);

}  // namespace fallline
