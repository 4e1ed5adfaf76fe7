#include <csignal>
#include <iostream>

#include "app/cli/run.h"
#include "app/program.h"

int main(int argc, char** argv) {
#ifdef SIGPIPE
  // A reader that left is seen as a failed write, and ends the output quietly with status 0.
  std::signal(SIGPIPE, SIG_IGN);
#endif
  // Unbuffered by stdio, so that errno after a failed write is that of the write.
  std::ios::sync_with_stdio(false);
  return fallline::cli::run(argc, argv, std::cout, std::cerr, {fallline::run_window, fallline::open_painter});
}
