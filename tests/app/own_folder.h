// A folder that belongs to one test program.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace fallline::test {

inline std::string own_folder(const std::string& name) {
  const auto path = std::filesystem::temp_directory_path() / ("fallline-" + name + "-" + std::to_string(getpid()));
  std::filesystem::create_directories(path);
  return path.string();
}

}  // namespace fallline::test
