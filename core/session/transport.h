// Transport: how a run is played, and why a racer takes no more steps.
#pragma once

#include <cstdint>
#include <string>

namespace fallline {

// A session that nobody plays stands still.
struct Transport {
  bool playing = false;
  bool loop = false;
  double speed = 60;  // steps a second; +∞: as many as can be
};

// A racer that takes no more steps: from which step on, and why.
struct Standstill {
  std::int64_t step;
  std::string why;
};

}  // namespace fallline
