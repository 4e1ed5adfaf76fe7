// Files: the life of the document outside the screen: the file it belongs to, the autosave, what was open lately.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/autosave.h"
#include "app/settings.h"
#include "session/document.h"

namespace fallline {

bool is_csv_name(std::string_view path);  // by its ending

class Files {
 public:
  // `folder`: the program's own, where nothing is kept if it is empty. `path`: the file that the document is from.
  Files(std::string folder, std::string path, const Document& document);

  const std::string& path() const { return origin().path; }  // empty: the document has no file yet
  std::string name() const;                                  // of the file, without folders
  bool changed(const Document& document) const;              // is another experiment than in the file

  Settings& settings() { return settings_; }

  // The document on the screen, by a number of its own: 0 is the first, and each that is opened or begun has the next.
  std::uint64_t document() const { return document_; }
  // Back to an earlier one, as undo does over "open".
  void return_to(std::uint64_t document);

  // A new document, without a file.
  void begin(const Document& document);
  std::variant<Document, Unreadable> open(const std::string& path);
  // What went wrong, if anything did.
  std::optional<std::string> save(const Document& document, const std::string& path);

  Autosave& autosave() { return autosave_; }
  const Autosave& autosave() const { return autosave_; }

  // At the end: the settings, and the document as the last session's. Where that cannot be written the autosave stays.
  void leave(const Document& document);
  // Where the last session's document is, if there is one.
  std::optional<std::string> last_session() const;

 private:
  struct Origin {  // of a document
    std::string path;
    AnyExperiment in_file;  // as it was opened, saved or begun
  };
  const Origin& origin() const { return origins_[document_]; }
  void remember();

  std::string folder_;
  std::vector<Origin> origins_;  // by the documents' numbers
  std::uint64_t document_ = 0;
  Settings settings_;
  Autosave autosave_;
};

}  // namespace fallline
