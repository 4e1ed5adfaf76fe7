#include "session/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "session/document_keys.h"
#include "session/whole_file.h"
#include "training/documented_settings.h"

namespace fallline {
namespace {

// The first racer in focus, and the eye nearer: their loss surface has a quarter of the room.
ViewSpec view_of_networks() {
  ViewSpec view;
  view.focus = 0;
  view.camera.distance = 4.5;
  return view;
}

Document read(const Place& root, const std::string& beside) {
  require_version(root);
  const bool networks = is_network_experiment(root);
  Document document;
  if (networks) {
    document.view = view_of_networks();
    refuse_other_network_keys(root);
    auto experiment = read_network_experiment(root);
    find_files_beside(experiment, beside);
    if (auto why = refuse(experiment)) throw Refused{*why};
    document.experiment = std::move(experiment);
  } else {
    std::vector<std::string_view> keys{"fallline", "view"};
    keys.insert(keys.end(), experiment_keys.begin(), experiment_keys.end());
    root.only("key", keys);
    document.experiment = read_experiment(root);
  }
  if (const auto view = root.find("view")) document.view = read_view(*view, document.view);
  return document;
}

Json json_of(const AnyExperiment& experiment) {
  Json json;
  json["fallline"] = document_version;
  if (const auto* networks = std::get_if<training::NetworkExperiment>(&experiment))
    write_network_experiment(*networks, json);
  else
    write_experiment(std::get<Experiment>(experiment), json);
  return json;
}

}  // namespace

void require_version(const Place& root) {
  const auto stated = root.find("fallline");
  if (!stated) root.fail("the key \"fallline\" with the version of the format is missing");
  if (stated->whole() > document_version)
    stated->fail(
        fmt::format("version {} is newer than this program, which reads up to {}", stated->whole(), document_version));
  if (stated->whole() != document_version) stated->refuse("version 1");
}

Json document_json(const Document& document) {
  Json json = json_of(document.experiment);
  json["view"] = to_json(document.view);
  return json;
}

Document default_document() { return {default_experiment(), {}}; }

// The spiral by settings that are known to learn it, and a second racer to compare with.
Document default_network_document() {
  const auto settings = training::documented_settings();
  const auto spiral = std::ranges::find(settings, "spiral", &training::DocumentedSetting::set);
  training::NetworkExperiment e = training::documented_experiment(*spiral, 1);
  e.network.layers.back().width = 0;
  e.data.split.test = 0.3;
  e.racers.push_back(racer_spec(*find_optimizer("momentum"), 1));
  return {std::move(e), view_of_networks()};
}

std::optional<std::string> refuse(const Document& document) {
  if (auto why = refuse(document.experiment)) return why;
  return refuse(document.view);
}

std::string to_json(const Document& document) { return document_json(document).dump(2) + "\n"; }

std::variant<Document, Unreadable> document_from_json(std::string_view text, const std::string& beside) {
  try {
    const Json json = parse_json(text);
    return read(Place(json, ""), beside);
  } catch (const Refused& refused) {
    return Unreadable{refused.message};
  }
}

std::variant<Document, Unreadable> load_document(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return Unreadable{fmt::format("{}: cannot be read", path)};
  auto loaded = document_from_json(*text, path);
  if (auto* bad = std::get_if<Unreadable>(&loaded)) bad->message = path + ": " + bad->message;
  return loaded;
}

std::optional<std::string> save_document(const Document& document, const std::string& path) {
  const auto* networks = std::get_if<training::NetworkExperiment>(&document.experiment);
  if (!networks || (networks->data.csv.empty() && networks->weights.empty()))
    return write_whole_file(path, to_json(document));
  Document beside = document;
  name_files_beside(with_networks(beside.experiment), path);
  return write_whole_file(path, to_json(beside));
}

}  // namespace fallline
