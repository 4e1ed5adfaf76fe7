// Experiments as JSON, version 1.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "session/experiment.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t version = 1;
constexpr std::string_view mode_names[] = {"replay", "continue"};

struct Refused {
  std::string message;
};

// A place in the document that knows its path.
class Place {
 public:
  Place(const Json& node, std::string path) : node_(node), path_(std::move(path)) {}

  [[noreturn]] void refuse(std::string_view expected) const {
    std::string what = node_.dump();
    if (what.size() > 40) what = what.substr(0, 37) + "…";
    fail(fmt::format("{}; {} is expected", what, expected));
  }
  [[noreturn]] void fail(std::string_view why) const {
    throw Refused{fmt::format("{}: {}", path_.empty() ? "the document" : path_, why)};
  }
  void only(std::string_view what, const std::vector<std::string_view>& keys) const {
    if (!node_.is_object()) refuse("an object");
    for (const auto& [key, _] : node_.items())
      if (std::find(keys.begin(), keys.end(), key) == keys.end())
        Place(node_, path_to(key)).fail(unknown(what, key, keys));
  }
  std::optional<Place> find(std::string_view key) const {
    const auto it = node_.find(key);
    if (it == node_.end()) return std::nullopt;
    return Place(*it, path_to(key));
  }
  double number() const {
    if (!node_.is_number()) refuse("a number");
    return node_.get<double>();
  }
  std::int64_t whole() const {
    if (!node_.is_number_integer()) refuse("a whole number");
    if (node_.is_number_unsigned() && node_.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) refuse("a smaller number");
    return node_.get<std::int64_t>();
  }
  std::uint64_t seed() const {
    if (!node_.is_number_unsigned()) refuse("a whole number from 0 on");
    return node_.get<std::uint64_t>();
  }
  bool truth() const {
    if (!node_.is_boolean()) refuse("true or false");
    return node_.get<bool>();
  }
  std::string text() const {
    if (!node_.is_string()) refuse("a text in quotes");
    return node_.get<std::string>();
  }
  std::vector<double> numbers(std::size_t count) const {
    if (!node_.is_array() || node_.size() != count) refuse(fmt::format("a list of {} numbers", count));
    std::vector<double> all;
    for (const Place& p : items()) all.push_back(p.number());
    return all;
  }
  std::vector<Place> items() const {
    if (!node_.is_array()) refuse("a list");
    std::vector<Place> places;
    for (std::size_t i = 0; i < node_.size(); ++i) places.emplace_back(node_[i], fmt::format("{}[{}]", path_, i));
    return places;
  }

 private:
  std::string path_to(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
  }

  const Json& node_;
  std::string path_;
};

Json named(std::span<const Parameter> parameters, std::span<const double> values) {
  Json object = Json::object();
  for (std::size_t i = 0; i < parameters.size(); ++i) object[std::string(parameters[i].key)] = values[i];
  return object;
}

void read_named(const Place& place, std::string_view what, std::span<const Parameter> parameters,
                std::vector<double>& values) {
  std::vector<std::string_view> keys;
  for (const Parameter& p : parameters) keys.push_back(p.key);
  place.only(what, keys);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (const auto value = place.find(parameters[i].key)) values[i] = value->number();
}

void read_surface(const Place& place, Experiment& e) {
  place.only("key", {"key", "parameters"});
  if (const auto key = place.find("key")) {
    const SurfaceInfo* info = find_surface(key->text());
    if (!info) key->fail(unknown("surface", key->text(), surface_keys()));
    change_surface(e, *info);
  }
  if (const auto parameters = place.find("parameters"))
    read_named(*parameters, "parameter", info(e.surface).parameters, e.surface.values);
}

RacerSpec read_racer(const Place& place, int colour) {
  place.only("key", {"optimizer", "options", "colour"});
  const auto key = place.find("optimizer");
  if (!key) place.refuse("an object with the key \"optimizer\"");
  const OptimizerInfo* optimizer = find_optimizer(key->text());
  if (!optimizer) key->fail(unknown("optimizer", key->text(), optimizer_keys()));
  RacerSpec racer = racer_spec(*optimizer, colour);
  if (const auto options = place.find("options")) read_named(*options, "option", optimizer->parameters, racer.values);
  if (const auto c = place.find("colour")) {
    const std::int64_t number = c->whole();
    if (number < 0 || number >= static_cast<std::int64_t>(most_racers))
      c->refuse(fmt::format("a whole number from 0 to {}", most_racers - 1));
    racer.colour = static_cast<int>(number);
  }
  return racer;
}

Experiment read(const Json& json) {
  const Place root(json, "");
  root.only("key",
            {"fallline", "surface", "domain", "start", "noise", "seed", "steps", "mode", "log_height", "racers"});
  const auto stated = root.find("fallline");
  if (!stated) throw Refused{"the document: the key \"fallline\" with the version of the format is missing"};
  if (stated->whole() > version)
    throw Refused{
        fmt::format("fallline: version {} is newer than this program, which reads up to {}", stated->whole(), version)};
  if (stated->whole() != version) stated->refuse("version 1");

  Experiment e = default_experiment();
  if (const auto p = root.find("surface")) read_surface(*p, e);
  if (const auto p = root.find("domain")) {
    const auto d = p->numbers(4);
    e.domain = {d[0], d[1], d[2], d[3]};
  }
  if (const auto p = root.find("start")) {
    const auto s = p->numbers(2);
    e.start = {s[0], s[1]};
  }
  if (const auto p = root.find("noise")) e.noise = p->number();
  if (const auto p = root.find("seed")) e.seed = p->seed();
  if (const auto p = root.find("steps")) e.steps = p->whole();
  if (const auto p = root.find("mode")) {
    const std::string name = p->text();
    if (name != mode_names[0] && name != mode_names[1]) p->refuse("\"replay\" or \"continue\"");
    e.mode = name == mode_names[0] ? Mode::replay : Mode::continuing;
  }
  if (const auto p = root.find("log_height")) e.log_height = p->truth();
  if (const auto p = root.find("racers")) {
    e.racers.clear();
    for (const Place& racer : p->items())
      e.racers.push_back(read_racer(racer, static_cast<int>(e.racers.size() % most_racers)));
  }
  if (auto why = refuse(e)) throw Refused{*why};
  return e;
}

}  // namespace

std::string to_json(const Experiment& e) {
  Json json;
  json["fallline"] = version;
  json["surface"]["key"] = e.surface.key;
  json["surface"]["parameters"] = named(info(e.surface).parameters, e.surface.values);
  json["domain"] = {e.domain.x_min, e.domain.x_max, e.domain.y_min, e.domain.y_max};
  json["start"] = {e.start.x, e.start.y};
  json["noise"] = e.noise;
  json["seed"] = e.seed;
  json["steps"] = e.steps;
  json["mode"] = mode_names[static_cast<int>(e.mode)];
  json["log_height"] = e.log_height;
  json["racers"] = Json::array();
  for (const RacerSpec& racer : e.racers)
    json["racers"].push_back({{"optimizer", racer.optimizer},
                              {"options", named(info(racer).parameters, racer.values)},
                              {"colour", racer.colour}});
  return json.dump(2) + "\n";
}

std::variant<Experiment, Unreadable> experiment_from_json(std::string_view text) {
  try {
    return read(Json::parse(text));
  } catch (const Refused& refused) {
    return Unreadable{refused.message};
  } catch (const Json::parse_error& error) {
    // The parser counts bytes from 1; people count lines and columns.
    const std::string_view before = text.substr(0, error.byte > 0 ? std::min(error.byte - 1, text.size()) : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    return Unreadable{fmt::format("line {}, column {}: not valid JSON here", line, column)};
  } catch (const Json::exception& error) {
    return Unreadable{fmt::format("not valid JSON: {}", error.what())};
  }
}

std::variant<Experiment, Unreadable> load_experiment(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return Unreadable{fmt::format("{}: cannot be read", path)};
  auto loaded = experiment_from_json(text.str());
  if (auto* bad = std::get_if<Unreadable>(&loaded)) bad->message = path + ": " + bad->message;
  return loaded;
}

}  // namespace fallline
