#include "session/changes.h"

#include <fmt/format.h>

#include <algorithm>

namespace fallline {
namespace {

std::string_view spoken(const Parameter& p) { return p.name.empty() ? p.label : p.name; }

}  // namespace

std::string_view changed_parameter(std::span<const Parameter> table, const std::vector<double>& before,
                                   const std::vector<double>& after) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (before[i] != after[i]) return spoken(table[i]);
  return "";
}

namespace {

std::string change_of_surface(const SurfaceSpec& before, const SurfaceSpec& after) {
  if (before.image && before.image != after.image && same_function(before, after)) return "paint";
  if (same_function(before, after))
    return std::string(changed_parameter(parameters(after), before.values, after.values));
  return before.formula && after.formula ? "formula" : fmt::format("surface {}", label(after));
}

std::string change_of_blocks(std::string_view racer, const std::vector<BlockSpec>& before,
                             const std::vector<BlockSpec>& after) {
  const auto label = [](const BlockSpec& block) { return find_block(block.key)->label; };
  // Where they begin to differ.
  const auto [old, now] = std::mismatch(before.begin(), before.end(), after.begin(), after.end(),
                                        [](const BlockSpec& a, const BlockSpec& b) { return a.key == b.key; });
  if (after.size() > before.size()) return fmt::format("add {} to {}", label(*now), racer);
  if (after.size() < before.size()) return fmt::format("remove {} from {}", label(*old), racer);
  if (now != after.end()) {
    // What was moved up stands there now, and the one that was there behind it; what was moved down stood there.
    const bool up = now + 1 != after.end() && (now + 1)->key == old->key;
    return fmt::format("move {} of {}", label(up ? *now : *old), racer);
  }
  for (std::size_t i = 0; i < after.size(); ++i)
    if (before[i] != after[i]) {
      const auto options = find_block(after[i].key)->parameters;
      if (options.size() == 1) return fmt::format("{} {}", racer, label(after[i]));
      return fmt::format("{} {} {}", racer, label(after[i]),
                         changed_parameter(options, before[i].values, after[i].values));
    }
  return "";
}

// The numbers that stand alone in an experiment on a surface.
const NumberOf<Experiment> numbers[] = {
    {"batch size", [](const Experiment& e) { return static_cast<double>(e.batch_size); }, samples_or_all},
    {"L1 λ", [](const Experiment& e) { return e.l1; }},
    {"L2 λ", [](const Experiment& e) { return e.l2; }},
    {"gradient noise", [](const Experiment& e) { return e.noise; }},
    {"seed", [](const Experiment& e) { return static_cast<double>(e.seed); }, whole_number},
    {"steps", [](const Experiment& e) { return static_cast<double>(e.steps); }, whole_number},
};

}  // namespace

std::string change_of_racers(const std::vector<RacerSpec>& before, const std::vector<RacerSpec>& after) {
  const auto has = [](const std::vector<RacerSpec>& all, const RacerSpec& racer) {
    return std::any_of(all.begin(), all.end(), [&](const RacerSpec& r) { return r.colour == racer.colour; });
  };
  for (const RacerSpec& racer : after)
    if (!has(before, racer)) return fmt::format("add {}", info(racer).label);
  for (const RacerSpec& racer : before)
    if (!has(after, racer)) return fmt::format("remove {}", info(racer).label);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto old = std::find_if(before.begin(), before.end(),
                                  [&](const RacerSpec& racer) { return racer.colour == after[i].colour; });
    if (*old == after[i]) continue;
    if (after[i] == opened_up(*old)) return fmt::format("open up {}", info(*old).label);
    if (old->optimizer != after[i].optimizer) return fmt::format("optimizer {}", info(after[i]).label);
    if (old->values != after[i].values)
      return fmt::format("{} {}", info(after[i]).label,
                         changed_parameter(info(after[i]).parameters, old->values, after[i].values));
    return change_of_blocks(info(after[i]).label, old->blocks, after[i].blocks);
  }
  return "order of the racers";
}

std::string name_of_change(const Experiment& before, const Experiment& after) {
  if (before.surface != after.surface) return change_of_surface(before.surface, after.surface);
  if (before.racers != after.racers) return change_of_racers(before.racers, after.racers);
  if (before.start != after.start) return "start";
  if (before.domain != after.domain) return "domain";
  if (const auto* number = changed_number<Experiment>(numbers, before, after)) return std::string(number->name);
  if (before.mode != after.mode) return after.mode == Mode::replay ? "replay" : "continue";
  if (before.log_height != after.log_height) return after.log_height ? "log height" : "linear height";
  return "";
}

std::string values_of_change(std::string_view change, const Experiment& before, const Experiment& after) {
  return values_of_number<Experiment>(numbers, change, before, after);
}

std::string name_of_change(const AnyExperiment& before, const AnyExperiment& after) {
  if (before.index() != after.index()) return after.index() == 0 ? "to the Surfaces lab" : "to the Networks lab";
  if (after.index() == 0) return name_of_change(std::get<0>(before), std::get<0>(after));
  return name_of_change(std::get<1>(before), std::get<1>(after));
}

std::string values_of_change(std::string_view change, const AnyExperiment& before, const AnyExperiment& after) {
  if (before.index() != after.index()) return "";
  if (after.index() == 0) return values_of_change(change, std::get<0>(before), std::get<0>(after));
  return values_of_change(change, std::get<1>(before), std::get<1>(after));
}

}  // namespace fallline
