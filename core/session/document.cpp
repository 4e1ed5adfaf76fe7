#include "session/document.h"

#include <fmt/format.h>

#include "session/document_keys.h"
#include "session/whole_file.h"

namespace fallline {
namespace {

constexpr std::int64_t version = 1;

Document read(const Place& root) {
  std::vector<std::string_view> keys{"fallline"};
  keys.insert(keys.end(), experiment_keys.begin(), experiment_keys.end());
  keys.push_back("view");
  // The version comes first: what a newer one calls its keys says nothing.
  if (const auto stated = root.find("fallline")) {
    if (stated->whole() > version)
      stated->fail(
          fmt::format("version {} is newer than this program, which reads up to {}", stated->whole(), version));
    if (stated->whole() != version) stated->refuse("version 1");
    root.only("key", keys);
  } else {
    root.only("key", keys);
    root.fail("the key \"fallline\" with the version of the format is missing");
  }
  Document document{read_experiment(root), {}};
  if (const auto view = root.find("view")) document.view = read_view(*view);
  return document;
}

}  // namespace

Json document_json(const Document& document) {
  Json json;
  json["fallline"] = version;
  write_experiment(document.experiment, json);
  json["view"] = to_json(document.view);
  return json;
}

Document default_document() { return {default_experiment(), {}}; }

std::optional<std::string> refuse(const Document& document) {
  if (auto why = refuse(document.experiment)) return why;
  return refuse(document.view);
}

std::string to_json(const Document& document) { return document_json(document).dump(2) + "\n"; }

std::variant<Document, Unreadable> document_from_json(std::string_view text) {
  try {
    const Json json = parse_json(text);
    return read(Place(json, ""));
  } catch (const Refused& refused) {
    return Unreadable{refused.message};
  }
}

std::variant<Document, Unreadable> load_document(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return Unreadable{fmt::format("{}: cannot be read", path)};
  auto loaded = document_from_json(*text);
  if (auto* bad = std::get_if<Unreadable>(&loaded)) bad->message = path + ": " + bad->message;
  return loaded;
}

std::optional<std::string> save_document(const Document& document, const std::string& path) {
  return write_whole_file(path, to_json(document));
}

}  // namespace fallline
