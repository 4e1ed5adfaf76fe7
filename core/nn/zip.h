// Zip archives: as much of PKWARE's APPNOTE 6.3 as NPZ files need. One disk, no encryption, less than 4 GB.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fallline::nn {

struct ZipEntry {
  std::string name, content;
};

// Stored, not compressed; the time is left at the format's first day, so that equal contents are equal bytes.
std::string zip_bytes(const std::vector<ZipEntry>& entries);

// What reading throws inside, and read_npz turns into a value.
struct ArchiveRefused {
  std::string message;
};
// Stored or deflated entries, in the order of the directory. Throws ArchiveRefused.
std::vector<ZipEntry> read_zip(std::string_view bytes);

}  // namespace fallline::nn
