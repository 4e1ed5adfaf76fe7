#include "session/part_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace fallline {
namespace {

// The file behind a link, so that the link stays.
std::string real_path(const std::string& path) {
  std::error_code failed;
  const auto real = std::filesystem::canonical(path, failed);
  return failed ? path : real.string();
}

// What may not be replaced although the folder would allow it: devices, folders, files that are read only.
bool refuse_target(const std::string& target) {
  struct stat old {};
  if (stat(target.c_str(), &old) != 0) return false;
  if (!S_ISREG(old.st_mode)) return errno = S_ISDIR(old.st_mode) ? EISDIR : EINVAL, true;
  return access(target.c_str(), W_OK) != 0;
}

}  // namespace

PartFile::PartFile(std::string target) : target_(real_path(target)) {
  if (refuse_target(target_)) return;
  // The kernel gives it the mode of any new file.
  for (int attempt = 0; descriptor_ < 0 && attempt < 100; ++attempt) {
    name_ = fmt::format("{}.{}-{}.part", target_, getpid(), attempt);
    descriptor_ = ::open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) return;
  }
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

bool PartFile::take_mode_of_target() {
  struct stat old {};
  return stat(target_.c_str(), &old) != 0 || fchmod(descriptor_, old.st_mode & 07777) == 0;
}

}  // namespace fallline
