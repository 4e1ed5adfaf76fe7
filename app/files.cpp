#include "app/files.h"

#include <filesystem>
#include <system_error>

namespace fallline {
namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
  std::error_code failed;
  const fs::path full = fs::absolute(path, failed).lexically_normal();
  return failed ? path : full.string();
}

}  // namespace

Files::Files(std::string folder, std::string path, const Document& document)
    : folder_(std::move(folder)),
      path_(path.empty() ? "" : absolute(path)),
      in_file_(document.experiment),
      settings_(load_settings(folder_)),
      autosave_(folder_) {
  if (!path_.empty()) settings_.remember(path_);
}

std::string Files::name() const { return fs::path(path_).filename().string(); }

bool Files::changed(const Document& document) const { return !(document.experiment == in_file_); }

void Files::begin(const Document& document) {
  path_.clear();
  in_file_ = document.experiment;
}

std::variant<Document, Unreadable> Files::open(const std::string& path) {
  auto loaded = load_document(path);
  if (const auto* document = std::get_if<Document>(&loaded)) {
    path_ = absolute(path);
    in_file_ = document->experiment;
    settings_.remember(path_);
    save_settings(settings_, folder_);
  }
  return loaded;
}

std::optional<std::string> Files::save(const Document& document, const std::string& path) {
  if (auto why = save_document(document, path)) return why;
  path_ = absolute(path);
  in_file_ = document.experiment;
  settings_.remember(path_);
  save_settings(settings_, folder_);
  return std::nullopt;
}

void Files::leave(const Document& document) {
  save_settings(settings_, folder_);
  if (!folder_.empty()) (void)save_document(document, folder_ + "/last-session.json");
}

std::optional<std::string> Files::last_session() const {
  const std::string path = folder_ + "/last-session.json";
  std::error_code failed;
  if (folder_.empty() || !fs::exists(path, failed)) return std::nullopt;
  return path;
}

}  // namespace fallline
