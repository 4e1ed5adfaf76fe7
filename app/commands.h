// Commands: what the panels ask for in a frame. They edit `experiment` in place; the lab sends it on when it has
// changed, and does the rest when the frame is laid out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/actions.h"
#include "session/any_experiment.h"
#include "session/command.h"

namespace fallline {

class NetworkSession;

struct Commands {
  Experiment experiment;  // on a surface
  training::NetworkExperiment network;
  std::string change;  // a name for this frame's edit, for undo; empty: found by what differs
  std::vector<Command> transport;
  std::vector<std::function<void(NetworkSession&)>> network_changes;  // by hand, such as a weight that is dragged
  std::vector<Action> actions;
  std::optional<LabKind> lab;  // to go to
  std::optional<std::string> open_file, save_file;
  struct Export {
    std::string target;                  // the file to write
    std::vector<std::string> arguments;  // of `fallline export`, after the document and the target
  };
  std::optional<Export> export_order;

  void send(Command command) { transport.push_back(std::move(command)); }
  void act(Action action) { actions.push_back(action); }
};

}  // namespace fallline
