#include "session/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace fallline {
namespace {

// A file under a name of its own until it takes its place.
class Part {
 public:
  explicit Part(const std::string& path) : path_(path + ".XXXXXX"), descriptor_(mkstemp(path_.data())) {}
  ~Part() {
    if (descriptor_ >= 0) close(descriptor_);
    if (open() && !taken_) unlink(path_.c_str());
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  bool open() const { return descriptor_ >= 0; }

  bool write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  // mkstemp() lets only the owner read it; a file has the mode of the one it replaces, or of any new file.
  bool take_mode_of(const std::string& target) {
    struct stat old {};
    const mode_t mask = umask(0);
    umask(mask);
    const mode_t mode = stat(target.c_str(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask;
    return fchmod(descriptor_, mode) == 0;
  }

  // On the disk before it has its name: else a crash of the machine could leave the name with nothing behind it.
  bool take_place_of(const std::string& target) {
    if (fsync(descriptor_) != 0 || std::rename(path_.c_str(), target.c_str()) != 0) return false;
    return taken_ = true;
  }

 private:
  std::string path_;
  int descriptor_;
  bool taken_ = false;
};

}  // namespace

std::optional<std::string> read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // A stream calls it a failure to insert nothing, but an empty file can be read.
  const bool empty = file.peek() == std::ifstream::traits_type::eof() && !file.bad();
  if (!file.is_open() || (!empty && !(text << file.rdbuf()))) return std::nullopt;
  return std::move(text).str();
}

std::optional<std::string> write_whole_file(const std::string& path, std::string_view content) {
  Part part(path);
  if (part.open() && part.take_mode_of(path) && part.write(content) && part.take_place_of(path)) return std::nullopt;
  return fmt::format("{}: cannot be written ({})", path, std::strerror(errno));
}

}  // namespace fallline
