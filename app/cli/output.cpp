#include "app/cli/output.h"

#include <cerrno>
#include <ostream>
#include <system_error>

#include "app/cli/usage_error.h"

namespace fallline::cli {

Output::Output(std::ostream& standard_output) : stream_(standard_output), name_("standard output") {}

Output::Output(std::ostream& standard_output, const std::string& path, Begin begin)
    : stream_(path.empty() ? standard_output : file_), name_(path.empty() ? "standard output" : path) {
  if (path.empty()) return;
  errno = 0;
  file_.open(path, std::ios::binary | (begin == Begin::empty ? std::ios::trunc : std::ios::app));
  check(file_.is_open());
}

void Output::write() {
  errno = 0;
  check(static_cast<bool>(stream_.write(text_.data(), static_cast<std::streamsize>(text_.size()))));
  text_.clear();
}

void Output::finish() {
  write();
  errno = 0;
  check(static_cast<bool>(stream_.flush()));
}

void Output::check(bool well) const {
  if (well) return;
  if (errno == EPIPE) throw OutputClosed{};
  const std::string why = errno ? ": " + std::generic_category().message(errno) : "";
  throw UsageError{fmt::format("{}: cannot be written{}", name_, why)};
}

}  // namespace fallline::cli
