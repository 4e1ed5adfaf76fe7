#include "session/whole_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "session/part_file.h"

namespace fallline {

std::optional<std::string> read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A stream calls it a failure to insert nothing, but an empty file can be read.
  const bool empty = file.peek() == std::ifstream::traits_type::eof() && !file.bad();
  if (!file.is_open() || (!empty && !(text << file.rdbuf()))) return std::nullopt;
  return std::move(text).str();
}

std::optional<std::string> write_whole_file(const std::string& path, std::string_view content) {
  PartFile part(path);
  if (part.open() && part.write(content) && part.finish()) return std::nullopt;
  return fmt::format("{}: cannot be written ({})", path, std::strerror(errno));
}

}  // namespace fallline
