// Undo: every state an experiment went through, each with the name of the change that led to it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "session/any_experiment.h"

namespace fallline {

class Undo {
 public:
  explicit Undo(AnyExperiment first);

  const AnyExperiment& now() const { return states_[position_].experiment; }
  std::uint64_t document() const { return states_[position_].document; }

  // Takes note of the next state; what was undone is forgotten. Changes of one gesture by the same name are one: a
  // slider that is dragged goes back in one step. A name that is not empty replaces the one found. `document`: whose
  // state it is, so that going back over "open" leads back to the other file.
  void record(const AnyExperiment& next, std::uint64_t gesture, std::string_view name = {}, std::uint64_t document = 0);

  // The names of what undo() and redo() would undo and redo, with the numbers before and after where the experiment has
  // one under that name ("batch size 8 → 16"); empty when there is nothing.
  std::string_view undo_name() const;
  std::string_view redo_name() const;
  // The experiment to go to. Only when there is something.
  const AnyExperiment& undo();
  const AnyExperiment& redo();

 private:
  struct State {
    AnyExperiment experiment;
    std::string change;  // that led here
    std::string told;    // the same with its numbers
    std::uint64_t gesture, document;
  };
  std::vector<State> states_;
  std::size_t position_ = 0;
};

}  // namespace fallline
