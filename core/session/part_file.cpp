#include "session/part_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace fallline {

PartFile::PartFile(std::string target)
    : target_(std::move(target)), name_(target_ + ".XXXXXX"), descriptor_(mkstemp(name_.data())) {
  if (open()) fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
}

PartFile::~PartFile() {
  if (!open()) return;
  remove();
  close(descriptor_);
}

bool PartFile::write(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool PartFile::finish() {
  // On the disk before it has its name: else a crash of the machine could leave the name with nothing behind it.
  if (!take_mode_of_target() || fsync(descriptor_) != 0 || std::rename(name_.c_str(), target_.c_str()) != 0)
    return false;
  return gone_ = true;
}

void PartFile::remove() {
  if (!std::exchange(gone_, true)) unlink(name_.c_str());
}

// mkstemp() lets only the owner read it; a file has the mode of the one it replaces, or of any new file.
bool PartFile::take_mode_of_target() {
  struct stat old {};
  const mode_t mask = umask(0);
  umask(mask);
  const mode_t mode = stat(target_.c_str(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask;
  return fchmod(descriptor_, mode) == 0;
}

}  // namespace fallline
