#include "app/autosave.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

namespace fallline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view beginning = "autosave-", ending = ".json", lock_ending = ".lock";
constexpr auto pause = std::chrono::seconds(2);

// A descriptor that holds the lock, or −1 while somebody else does.
int take_lock(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
  if (descriptor >= 0) close(descriptor);
  return -1;
}

// …/autosave-NUMBER, of a file of this kind or of a part of one.
std::optional<std::string> stem_of(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.starts_with(beginning)) return std::nullopt;
  const std::size_t end = name.find('.');
  if (end == std::string::npos || end == beginning.size()) return std::nullopt;
  return (path.parent_path() / name.substr(0, end)).string();
}

}  // namespace

Autosave::Autosave(std::string folder) : folder_(std::move(folder)) {
  // A number that is free, of this process or, where one process has several, after it.
  for (int i = 0; !folder_.empty() && lock_ < 0 && i < 100; ++i) {
    const std::string stem =
        fmt::format("{}/{}{}{}", folder_, beginning, getpid(), i == 0 ? "" : fmt::format("-{}", i));
    lock_ = take_lock(stem + std::string(lock_ending));
    if (lock_ >= 0) path_ = stem + std::string(ending);
  }
}

Autosave::~Autosave() {
  if (lock_ < 0) return;
  writing_.cancel();
  std::error_code ignored;
  if (!keep_) fs::remove(path_, ignored);
  fs::remove(fs::path(path_).replace_extension(lock_ending), ignored);
  close(lock_);
}

std::optional<Document> Autosave::left_behind() {
  if (lock_ < 0) return std::nullopt;
  std::error_code failed;
  std::optional<fs::path> newest;
  std::vector<fs::path> rests;
  for (fs::directory_iterator at(folder_, failed); !failed && at != fs::directory_iterator(); at.increment(failed)) {
    const fs::path path = at->path();
    const auto stem = stem_of(path);
    if (!stem || *stem + std::string(ending) == path_) continue;
    const int lock = take_lock(*stem + std::string(lock_ending));
    if (lock < 0) continue;  // another window's
    close(lock);
    std::error_code unknown;
    if (path.string() != *stem + std::string(ending))
      rests.push_back(path);
    else if (!newest || fs::last_write_time(path, unknown) > fs::last_write_time(*newest, unknown))
      newest = path;
  }
  for (const fs::path& rest : rests)
    if (rest.extension() != ".unreadable") fs::remove(rest, failed);
  if (!newest) return std::nullopt;
  auto loaded = load_document(newest->string());
  auto* document = std::get_if<Document>(&loaded);
  fs::rename(*newest, document ? fs::path(path_) : fs::path(newest->string() + ".unreadable"), failed);
  fs::remove(fs::path(*newest).replace_extension(lock_ending), failed);
  if (!document) return std::nullopt;
  saved_ = *document;
  return std::move(*document);
}

void Autosave::note(const Document& document) {
  if (lock_ < 0) return;
  const auto now = Clock::now();
  if (auto done = writing_.take()) {
    last_ = now;
    trouble_ = done->value_or("");
    if (!trouble_.empty()) saved_ = {};
  }
  waiting_ = !(document == saved_);
  if (!waiting_ || writing_.running() || now - last_ < pause) return;
  waiting_ = false;
  saved_ = document;
  writing_.start([document, path = path_](const std::stop_token&) { return save_document(document, path); });
}

void Autosave::keep(const Document& document) {
  if (lock_ < 0) return;
  writing_.cancel();
  // What was written last stays where this fails too.
  (void)save_document(document, path_);
  keep_ = true;
}

}  // namespace fallline
