// Racers, and the values of declared parameters, in a document.
#include <fmt/format.h>

#include "session/document_keys.h"

namespace fallline {
namespace {

double read_value(const Place& place, const Parameter& p) {
  if (p.scale != Scale::choice) return place.number();
  const auto value = read_choice(p, place.text());
  if (const auto* why = std::get_if<std::string>(&value)) place.fail(*why);
  return std::get<double>(value);
}

BlockSpec read_block(const Place& place) {
  place.only("key", {"block", "options"});
  const auto key = place.find("block");
  if (!key) place.refuse("an object with the key \"block\"");
  const BlockInfo* info = find_block(key->text());
  if (!info) key->fail(unknown("block", shown(key->text()), block_keys()));
  BlockSpec block = block_spec(*info);
  if (const auto options = place.find("options")) read_named(*options, "option", info->parameters, block.values);
  return block;
}

// Without a colour of its own: −1.
RacerSpec read_racer(const Place& place, std::span<const std::string_view> others) {
  std::vector<std::string_view> keys{"optimizer", "options", "blocks", "colour"};
  keys.insert(keys.end(), others.begin(), others.end());
  place.only("key", keys);
  const auto key = place.find("optimizer");
  if (!key) place.refuse("an object with the key \"optimizer\"");
  const OptimizerInfo* optimizer = find_optimizer(key->text());
  if (!optimizer) key->fail(unknown("optimizer", shown(key->text()), optimizer_keys()));
  RacerSpec racer = racer_spec(*optimizer, -1);
  if (const auto options = place.find("options")) read_named(*options, "option", optimizer->parameters, racer.values);
  if (const auto blocks = place.find("blocks"))
    for (const Place& block : blocks->items()) racer.blocks.push_back(read_block(block));
  if (const auto colour = place.find("colour"))
    racer.colour = static_cast<int>(colour->whole(0, static_cast<std::int64_t>(most_racers) - 1));
  return racer;
}

}  // namespace

Json named(std::span<const Parameter> parameters, std::span<const double> values) {
  Json object = Json::object();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& p = parameters[i];
    Json& entry = object[std::string(p.key)];
    if (p.scale == Scale::choice)
      entry = p.choices[static_cast<std::size_t>(values[i])];
    else
      entry = values[i];
  }
  return object;
}

void read_named(const Place& place, std::string_view what, std::span<const Parameter> parameters,
                std::vector<double>& values) {
  std::vector<std::string_view> keys;
  for (const Parameter& p : parameters) keys.push_back(p.key);
  place.only(what, keys);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (const auto value = place.find(parameters[i].key)) values[i] = read_value(*value, parameters[i]);
}

std::vector<RacerSpec> read_racers(const Place& place, std::span<const std::string_view> others) {
  std::vector<RacerSpec> racers;
  for (const Place& racer : place.items()) racers.push_back(read_racer(racer, others));
  for (RacerSpec& racer : racers)
    if (racer.colour < 0) racer.colour = free_colour(racers).value_or(0);
  return racers;
}

Json to_json(std::span<const RacerSpec> racers) {
  Json json = Json::array();
  for (const RacerSpec& racer : racers) {
    Json& entry = json.emplace_back();
    entry["optimizer"] = racer.optimizer;
    entry["options"] = named(info(racer).parameters, racer.values);
    for (const BlockSpec& block : racer.blocks)
      entry["blocks"].push_back(
          {{"block", block.key}, {"options", named(find_block(block.key)->parameters, block.values)}});
    entry["colour"] = racer.colour;
  }
  return json;
}

}  // namespace fallline
