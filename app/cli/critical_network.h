// The critical point of a network next to where it stands: `fallline critical FILE`.
#pragma once

#include "app/cli/network_point.h"

namespace fallline::cli {

struct CriticalNetworkOptions {
  PointOptions point;
  std::string tolerance, save;
  bool any() const { return !(point.file + point.racer + point.steps + tolerance + save).empty(); }
};

void add_critical_network_options(CLI::App& command, CriticalNetworkOptions& options);

int critical_network(const CriticalNetworkOptions& options, std::ostream& out, std::ostream& err);

}  // namespace fallline::cli
