// UsageError: what was asked for cannot be done as it was asked. Thrown anywhere in a command; run() prints it, behind
// the name of the command.
#pragma once

#include <string>

namespace fallline::cli {

struct UsageError {
  std::string message;  // `--option: what is wrong; what is expected`
};

}  // namespace fallline::cli
