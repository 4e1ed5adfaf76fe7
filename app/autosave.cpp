#include "app/autosave.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace fallline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view beginning = "autosave-", ending = ".json";
constexpr auto pause = std::chrono::seconds(2);

// The process that a file of this name belongs to.
std::optional<pid_t> owner(const std::string& name) {
  if (!name.starts_with(beginning) || !name.ends_with(ending)) return std::nullopt;
  const char* const last = name.data() + name.size() - ending.size();
  pid_t process = 0;
  const auto read = std::from_chars(name.data() + beginning.size(), last, process);
  if (read.ec != std::errc() || read.ptr != last || process <= 0) return std::nullopt;
  return process;
}

bool is_running(pid_t process) { return kill(process, 0) == 0 || errno == EPERM; }

}  // namespace

Autosave::Autosave(std::string folder) : folder_(std::move(folder)) {
  if (!folder_.empty()) path_ = fmt::format("{}/{}{}{}", folder_, beginning, getpid(), ending);
}

Autosave::~Autosave() {
  if (path_.empty()) return;
  writing_.cancel();
  std::error_code ignored;
  fs::remove(path_, ignored);
}

std::optional<Document> Autosave::left_behind() {
  if (folder_.empty()) return std::nullopt;
  std::error_code failed;
  std::optional<fs::path> newest;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, failed)) {
    const auto process = owner(entry.path().filename().string());
    // A file under our own number is from a process that had it before.
    if (!process || (*process != getpid() && is_running(*process))) continue;
    if (!newest || fs::last_write_time(entry.path(), failed) > fs::last_write_time(*newest, failed))
      newest = entry.path();
  }
  if (!newest) return std::nullopt;
  auto loaded = load_document(newest->string());
  fs::remove(*newest, failed);
  if (auto* document = std::get_if<Document>(&loaded)) return std::move(*document);
  return std::nullopt;
}

void Autosave::note(const Document& document) {
  if (path_.empty()) return;
  const auto now = Clock::now();
  if (writing_.take()) last_ = now;
  waiting_ = !(document == saved_);
  if (!waiting_ || writing_.running() || now - last_ < pause) return;
  waiting_ = false;
  saved_ = document;
  writing_.start([document, path = path_](const std::stop_token&) { return save_document(document, path); });
}

}  // namespace fallline
