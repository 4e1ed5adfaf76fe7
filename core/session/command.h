// Commands: what a run is told, of whichever kind its session is.
#pragma once

#include <cstdint>
#include <variant>

namespace fallline {

namespace command {
struct Play {
  bool on;
};
struct StepBy {
  std::int64_t steps;
};
struct Show {
  std::int64_t step;
};
struct Reset {};
struct Speed {
  double steps_per_second;
};
struct Loop {
  bool on;
};
}  // namespace command

// What sessions of both kinds understand.
using Command =
    std::variant<command::Play, command::StepBy, command::Show, command::Reset, command::Speed, command::Loop>;

}  // namespace fallline
