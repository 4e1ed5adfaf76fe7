#include "session/sweep_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "session/json_reader.h"
#include "session/whole_file.h"

namespace fallline {
namespace {

constexpr std::size_t most_runs = 1'000'000;

// The node at "racers[0].options.lr". Objects on the way are made where they are missing, items of lists are not.
// Nothing if there is no such place.
Json* node_at(Json& document, std::string_view place) {
  Json* node = &document;
  for (std::size_t from = 0; from < place.size();) {
    const bool item = place[from] == '[';
    from += item || place[from] == '.' ? 1 : 0;
    const std::size_t end = std::min(place.find_first_of(item ? "]" : ".[", from), place.size());
    const std::string_view name = place.substr(from, end - from);
    from = end + (item ? 1 : 0);
    if (item) {
      std::size_t index = 0;
      const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), index);
      if (error != std::errc() || stop != name.data() + name.size()) return nullptr;
      if (!node->is_array() || index >= node->size()) return nullptr;
      node = &(*node)[index];
    } else {
      if (name.empty() || !(node->is_object() || node->is_null())) return nullptr;
      node = &(*node)[std::string(name)];
    }
  }
  return node;
}

std::vector<Json> read_range(const Place& place) {
  place.only("key", {"from", "to", "count", "scale"});
  const auto from = place.find("from"), to = place.find("to"), count = place.find("count"), scale = place.find("scale");
  if (!from || !to) place.refuse("a list of values, or an object with the keys \"from\" and \"to\"");
  const double first = from->number(), last = to->number();
  const auto is_whole = [](double x) { return x == std::floor(x) && std::abs(x) < 9e15; };  // and exact as a double
  const bool whole = is_whole(first) && is_whole(last);
  const bool log = scale && scale->text() == "log";
  if (scale && !log && scale->text() != "linear") scale->refuse("\"linear\" or \"log\"");
  if (log && !(first > 0 && last > 0)) place.fail("a logarithmic range has ends above 0");
  if (!count && (!whole || last < first))
    place.fail("a range without a count goes by 1 from a whole number up to another");
  if (!count && last - first >= static_cast<double>(most_runs))
    place.fail(fmt::format("{} values; at most {} are expected", last - first + 1, most_runs));
  const auto n =
      count ? count->whole(1, static_cast<std::int64_t>(most_runs)) : static_cast<std::int64_t>(last - first) + 1;
  std::vector<Json> values;
  for (std::int64_t i = 0; i < n; ++i) {
    const double share = n == 1 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
    const double value = log ? first * std::pow(last / first, share) : first + share * (last - first);
    if (whole)
      values.emplace_back(static_cast<std::int64_t>(std::llround(value)));
    else
      values.emplace_back(value);
    if (values.size() > 1 && values.back() == values[values.size() - 2]) values.pop_back();
  }
  return values;
}

std::vector<Json> read_values(const Place& place, const Json& node) {
  if (place.is_object()) return read_range(place);
  if (place.items().empty()) place.refuse("at least one value");
  return {node.begin(), node.end()};
}

}  // namespace

struct Sweep::Inside {
  std::string path;
  Json document;  // without the key "sweep"
  std::vector<std::string> places;
  std::vector<std::vector<Json>> values;

  // Of each place, which value a run takes.
  std::vector<std::size_t> chosen(std::size_t run) const {
    std::vector<std::size_t> indices(places.size());
    for (std::size_t i = places.size(); i-- > 0; run /= values[i].size()) indices[i] = run % values[i].size();
    return indices;
  }
};

Sweep::Sweep(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Sweep::Sweep(Sweep&&) noexcept = default;
Sweep::~Sweep() = default;

std::variant<Sweep, Unreadable> Sweep::load(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return Unreadable{fmt::format("{}: cannot be read", path)};
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  try {
    inside->document = parse_json(*text);
    const Place root(inside->document, "");
    const auto sweep = root.find("sweep");
    if (!sweep) root.fail("the key \"sweep\" with the places that change is missing");
    const Json& node = inside->document.at("sweep");
    if (!node.is_object() || node.empty()) sweep->refuse("an object with a list or a range for each place");
    std::size_t runs = 1;
    for (const auto& [key, value] : node.items()) {
      const Place place(value, fmt::format("sweep[\"{}\"]", key));
      inside->places.push_back(key);
      inside->values.push_back(read_values(place, value));
      runs *= inside->values.back().size();
      if (runs > most_runs) place.fail(fmt::format("more than {} runs", most_runs));
    }
    inside->document.erase("sweep");
  } catch (const Refused& refused) {
    return Unreadable{fmt::format("{}: {}", path, refused.message)};
  }
  return Sweep(std::move(inside));
}

std::size_t Sweep::size() const {
  std::size_t runs = 1;
  for (const auto& values : inside_->values) runs *= values.size();
  return runs;
}

const std::vector<std::string>& Sweep::places() const { return inside_->places; }

std::vector<std::string> Sweep::choices(std::size_t run) const {
  std::vector<std::string> texts;
  const std::vector<std::size_t> chosen = inside_->chosen(run);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Json& value = inside_->values[i][chosen[i]];
    texts.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  }
  return texts;
}

std::variant<training::NetworkExperiment, Unreadable> Sweep::experiment(std::size_t run) const {
  Json changed = inside_->document;
  const std::vector<std::size_t> chosen = inside_->chosen(run);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    Json* const node = node_at(changed, inside_->places[i]);
    if (!node)
      return Unreadable{
          fmt::format("{}: sweep[\"{}\"]: there is no such place in the file", inside_->path, inside_->places[i])};
    *node = inside_->values[i][chosen[i]];
  }
  auto experiment = network_experiment_from_json(changed.dump(), inside_->path);
  if (auto* bad = std::get_if<Unreadable>(&experiment))
    bad->message = fmt::format("{}, run {}: {}", inside_->path, run + 1, bad->message);
  return experiment;
}

}  // namespace fallline
