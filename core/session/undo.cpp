#include "session/undo.h"

#include <fmt/format.h>

#include <cassert>

#include "session/changes.h"

namespace fallline {
namespace {

constexpr std::size_t most_states = 1000;

// The change under its name, with its numbers where they say more.
std::string told(const std::string& change, const AnyExperiment& before, const AnyExperiment& after) {
  const std::string values = values_of_change(change, before, after);
  return values.empty() ? change : fmt::format("{} {}", change, values);
}

}  // namespace

Undo::Undo(AnyExperiment first) : states_{{std::move(first), "", "", 0, 0}} {}

void Undo::record(const AnyExperiment& next, std::uint64_t gesture, std::string_view name, std::uint64_t document) {
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

const AnyExperiment& Undo::undo() {
  assert(position_ > 0);
  return states_[--position_].experiment;
}

const AnyExperiment& Undo::redo() {
  assert(position_ + 1 < states_.size());
  return states_[++position_].experiment;
}

}  // namespace fallline
