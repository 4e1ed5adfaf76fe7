#include "app/cli/progress.h"

#include <unistd.h>

#include <iostream>

namespace fallline::cli {

Progress::Progress(std::ostream& err, const std::string& path)
    : err_(err), shown_(&err == &std::cerr && isatty(STDERR_FILENO) && !(path.empty() && isatty(STDOUT_FILENO))) {}

void Progress::show(const std::string& line) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  clear();
  err_ << line << std::flush;
  written_ = true;
}

void Progress::clear() {
  if (written_) err_ << "\r\033[K" << std::flush;
  written_ = false;
}

}  // namespace fallline::cli
