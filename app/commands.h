// Commands: what the panels ask for in a frame. They edit `experiment` in place; the lab sends it on when it has
// changed.
#pragma once

#include <vector>

#include "session/runner.h"

namespace fallline {

struct Commands {
  Experiment experiment;
  std::vector<Command> transport;

  void send(Command command) { transport.push_back(std::move(command)); }
};

}  // namespace fallline
