// Files: the life of the document outside the screen: the file it belongs to, the autosave, what was open lately.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "app/autosave.h"
#include "app/settings.h"
#include "session/document.h"

namespace fallline {

class Files {
 public:
  // `folder`: the program's own, where nothing is kept if it is empty. `path`: the file that the document is from.
  Files(std::string folder, std::string path, const Document& document);

  const std::string& path() const { return path_; }  // empty: the document has no file yet
  std::string name() const;                          // of the file, without folders
  bool changed(const Document& document) const;      // is another experiment than in the file

  Settings& settings() { return settings_; }

  // A new document, without a file.
  void begin(const Document& document);
  std::variant<Document, Unreadable> open(const std::string& path);
  // What went wrong, if anything did.
  std::optional<std::string> save(const Document& document, const std::string& path);

  Autosave& autosave() { return autosave_; }
  const Autosave& autosave() const { return autosave_; }

  // At the end: the settings, and the document as the last session's.
  void leave(const Document& document);
  // Where the last session's document is, if there is one.
  std::optional<std::string> last_session() const;

 private:
  std::string folder_, path_;
  Experiment in_file_;
  Settings settings_;
  Autosave autosave_;
};

}  // namespace fallline
