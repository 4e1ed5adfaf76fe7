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

// A text of the file as it can be shown: on one line, and not too long.
std::string shown(const std::string& text) {
  std::string escaped = Json(text).dump();
  escaped = escaped.substr(1, escaped.size() - 2);
  if (escaped.size() <= 40) return escaped;
  std::size_t end = 37;
  while ((static_cast<unsigned char>(escaped[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return escaped.substr(0, end) + "…";
}

// Finds the place where a text is no JSON. Reading it into a document says so for its syntax only, and not for a number
// that is too large.
class Locator final : public nlohmann::json_sax<Json> {
 public:
  std::string message(std::string_view text) {
    Json::sax_parse(text, this);
    const std::string_view before = text.substr(0, std::min(byte_, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
    return fmt::format("line {}, column {}: {}", line, column, what_);
  }

  // What json_sax asks for: every event but the last goes by.
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  // `end` is the number of bytes read, the last of which is wrong; or, after a number, the next to be read.
  bool parse_error(std::size_t end, const std::string& token, const nlohmann::detail::exception& error) override {
    const bool too_large = dynamic_cast<const Json::out_of_range*>(&error) != nullptr;
    what_ = too_large ? "this number is too large" : "not valid JSON here";
    byte_ = end - std::min(end, too_large ? token.size() : 1);
    return false;
  }

 private:
  std::size_t byte_ = 0;
  std::string_view what_;
};

// A place in the document that knows its path.
class Place {
 public:
  Place(const Json& node, std::string path) : node_(node), path_(std::move(path)) {}

  [[noreturn]] void refuse(std::string_view expected) const {
    const std::string what = node_.is_object()   ? "an object"
                             : node_.is_array()  ? "a list"
                             : node_.is_string() ? '"' + shown(node_.get<std::string>()) + '"'
                                                 : node_.dump();
    fail(fmt::format("{}; {} is expected", what, expected));
  }
  [[noreturn]] void fail(std::string_view why) const {
    throw Refused{fmt::format("{}: {}", path_.empty() ? "the document" : path_, why)};
  }
  void only(std::string_view what, const std::vector<std::string_view>& keys) const {
    if (!node_.is_object()) refuse("an object");
    for (const auto& [key, _] : node_.items())
      if (std::find(keys.begin(), keys.end(), key) == keys.end())
        Place(node_, path_to(shown(key))).fail(unknown(what, shown(key), keys));
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
    if (!info) key->fail(unknown("surface", shown(key->text()), surface_keys()));
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
  if (!optimizer) key->fail(unknown("optimizer", shown(key->text()), optimizer_keys()));
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
  } catch (const Json::exception&) {
    return Unreadable{Locator().message(text)};
  }
}

std::variant<Experiment, Unreadable> load_experiment(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A stream calls it a failure to insert nothing, but an empty file can be read.
  const bool empty = file.peek() == std::ifstream::traits_type::eof() && !file.bad();
  if (!file.is_open() || (!empty && !(text << file.rdbuf())))
    return Unreadable{fmt::format("{}: cannot be read", path)};
  auto loaded = experiment_from_json(text.str());
  if (auto* bad = std::get_if<Unreadable>(&loaded)) bad->message = path + ": " + bad->message;
  return loaded;
}

}  // namespace fallline
