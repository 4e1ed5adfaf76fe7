#include "session/undo.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace fallline {
namespace {

constexpr std::size_t most_states = 1000;
constexpr std::string_view batch_size = "batch size", l1 = "L1 λ", l2 = "L2 λ", noise = "gradient noise", seed = "seed",
                           steps = "steps";

std::string_view spoken(const Parameter& p) { return p.name.empty() ? p.label : p.name; }

// The parameter whose value differs.
std::string_view changed_parameter(std::span<const Parameter> table, const std::vector<double>& before,
                                   const std::vector<double>& after) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (before[i] != after[i]) return spoken(table[i]);
  return "";
}

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

// Of a number that stands alone in an experiment: "8 → 16".
std::string values_of_change(std::string_view change, const Experiment& before, const Experiment& after) {
  const auto of_samples = [](std::size_t count) { return count == 0 ? std::string("all") : fmt::format("{}", count); };
  if (change == batch_size) return fmt::format("{} → {}", of_samples(before.batch_size), of_samples(after.batch_size));
  if (change == l1) return fmt::format("{:.4g} → {:.4g}", before.l1, after.l1);
  if (change == l2) return fmt::format("{:.4g} → {:.4g}", before.l2, after.l2);
  if (change == noise) return fmt::format("{:.4g} → {:.4g}", before.noise, after.noise);
  if (change == seed) return fmt::format("{} → {}", before.seed, after.seed);
  if (change == steps) return fmt::format("{} → {}", before.steps, after.steps);
  return "";
}

// The change under its name, with its numbers where they say more.
std::string told(const std::string& change, const Experiment& before, const Experiment& after) {
  const std::string values = values_of_change(change, before, after);
  return values.empty() ? change : fmt::format("{} {}", change, values);
}

}  // namespace

std::string name_of_change(const Experiment& before, const Experiment& after) {
  if (before.surface != after.surface) return change_of_surface(before.surface, after.surface);
  if (before.racers != after.racers) return change_of_racers(before.racers, after.racers);
  if (before.start != after.start) return "start";
  if (before.domain != after.domain) return "domain";
  if (before.batch_size != after.batch_size) return std::string(batch_size);
  if (before.l1 != after.l1) return std::string(l1);
  if (before.l2 != after.l2) return std::string(l2);
  if (before.noise != after.noise) return std::string(noise);
  if (before.seed != after.seed) return std::string(seed);
  if (before.steps != after.steps) return std::string(steps);
  if (before.mode != after.mode) return after.mode == Mode::replay ? "replay" : "continue";
  if (before.log_height != after.log_height) return after.log_height ? "log height" : "linear height";
  return "";
}

Undo::Undo(Experiment first) : states_{{std::move(first), "", "", 0, 0}} {}

void Undo::record(const Experiment& next, std::uint64_t gesture, std::string_view name, std::uint64_t document) {
  if (next == now() && document == this->document()) return;
  std::string change = name.empty() ? name_of_change(now(), next) : std::string(name);
  if (change.empty()) change = "another file";
  states_.resize(position_ + 1, states_[0]);
  State& last = states_.back();
  if (position_ > 0 && last.gesture == gesture && last.change == change && last.document == document) {
    last.experiment = next;
    const State& before = states_[position_ - 1];
    last.told = told(change, before.experiment, next);
    // A slider that was brought back changed nothing.
    if (next == before.experiment && document == before.document) {
      states_.pop_back();
      --position_;
    }
    return;
  }
  const std::string words = told(change, last.experiment, next);
  states_.push_back({next, change, words, gesture, document});
  if (states_.size() > most_states) states_.erase(states_.begin());
  position_ = states_.size() - 1;
}

std::string_view Undo::undo_name() const { return position_ > 0 ? states_[position_].told : std::string_view(); }
std::string_view Undo::redo_name() const {
  return position_ + 1 < states_.size() ? states_[position_ + 1].told : std::string_view();
}

const Experiment& Undo::undo() {
  assert(position_ > 0);
  return states_[--position_].experiment;
}

const Experiment& Undo::redo() {
  assert(position_ + 1 < states_.size());
  return states_[++position_].experiment;
}

}  // namespace fallline
