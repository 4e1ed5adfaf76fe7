// How the writers of files speak to those who call them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace fallline::exporting {

// Thrown inside this room when a file cannot be made; export_file() turns it into a value.
struct Unwritable {
  std::string message;
};

// Takes the next bytes of the file. Throws Unwritable.
using Write = std::function<void(std::string_view)>;

// Told how much is done, from 0 to 1, never less than before.
using Progress = std::function<void(double)>;

}  // namespace fallline::exporting
