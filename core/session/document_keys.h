// A document and its parts as JSON, for the files of this room alone.
#pragma once

#include "session/document.h"
#include "session/json_reader.h"

namespace fallline {

extern const std::vector<std::string_view> experiment_keys;  // in the document itself
Experiment read_experiment(const Place& document);
void write_experiment(const Experiment& experiment, Json& document);

ViewSpec read_view(const Place& view);
Json to_json(const ViewSpec& view);

Json document_json(const Document& document);

}  // namespace fallline
