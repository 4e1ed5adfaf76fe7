// Files that are always whole: read at once, replaced at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fallline {

// Nothing when the file cannot be read.
std::optional<std::string> read_whole_file(const std::string& path);

// Writes beside the file and renames, so that whoever is interrupted at whatever moment leaves the old file or the new
// one, never a part. Returns what went wrong: `PATH: REASON`.
std::optional<std::string> write_whole_file(const std::string& path, std::string_view content);

}  // namespace fallline
