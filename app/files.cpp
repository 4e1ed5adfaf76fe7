#include "app/files.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

namespace fallline {
namespace {

namespace fs = std::filesystem;

// Nothing more: a path through a link would come to name another file.
std::string absolute(const std::string& path) {
  std::error_code failed;
  const fs::path full = fs::absolute(path, failed);
  return failed ? path : full.string();
}

}  // namespace

bool is_csv_name(std::string_view path) {
  constexpr std::string_view ending = ".csv";
  return path.size() > ending.size() &&
         std::equal(ending.begin(), ending.end(), path.end() - std::ssize(ending),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

Files::Files(std::string folder, std::string path, const Document& document)
    : folder_(std::move(folder)),
      origins_{{path.empty() ? "" : absolute(path), document.experiment}},
      settings_(load_settings(folder_)),
      autosave_(folder_) {
  remember();
}

void Files::remember() {
  if (path().empty()) return;
  settings_.remember(path());
  save_settings(settings_, folder_);
}

std::string Files::name() const { return fs::path(path()).filename().string(); }

bool Files::changed(const Document& document) const { return !(document.experiment == origin().in_file); }

void Files::return_to(std::uint64_t document) { document_ = document; }

void Files::begin(const Document& document) {
  document_ = origins_.size();
  origins_.push_back({"", document.experiment});
}

std::variant<Document, Unreadable> Files::open(const std::string& path) {
  auto loaded = load_document(path);
  if (const auto* document = std::get_if<Document>(&loaded)) {
    begin(*document);
    // The last session's file is the program's own: saving asks for another.
    if (path != last_session()) origins_.back().path = absolute(path);
    remember();
  }
  return loaded;
}

std::optional<std::string> Files::save(const Document& document, const std::string& path) {
  if (auto why = save_document(document, path)) return why;
  origins_[document_] = {absolute(path), document.experiment};
  remember();
  return std::nullopt;
}

void Files::leave(const Document& document) {
  save_settings(settings_, folder_);
  if (folder_.empty()) return;
  if (save_document(document, folder_ + "/last-session.json")) autosave_.keep(document);
}

std::optional<std::string> Files::last_session() const {
  const std::string path = folder_ + "/last-session.json";
  std::error_code failed;
  if (folder_.empty() || !fs::exists(path, failed)) return std::nullopt;
  return path;
}

}  // namespace fallline
