// The command line of `fallline`, as a function of its arguments and streams.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>

#include "app/program.h"

namespace fallline::cli {

// What needs a window or a graphics library comes from outside.
struct Program {
  std::function<int(const WindowOptions&)> window;
  std::function<render::Result<std::unique_ptr<Painter>>(const PictureOptions&)> painter;
};

// Returns the exit status: 0, or 2 after one line on `err` that says what is wrong and what is expected; that of
// `program` where it was called. Output whose reader has gone away ends quietly with 0.
int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err, const Program& program);

}  // namespace fallline::cli
