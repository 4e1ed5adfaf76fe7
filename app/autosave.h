// Autosave: the document is written to a file of this process whenever it has changed, in the background. The file goes
// when the program ends as it should; one whose process is gone was left behind by a crash. A lock tells which is
// which: the system lets go of it when a process ends, however it ends.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "session/document.h"
#include "session/task.h"

namespace fallline {

class Autosave {
 public:
  // An empty folder: nothing is saved.
  explicit Autosave(std::string folder);
  ~Autosave();
  Autosave(const Autosave&) = delete;
  Autosave& operator=(const Autosave&) = delete;

  // What a crash left behind, the latest of several; it is ours from then on. A file that cannot be read is put aside
  // under another name.
  std::optional<Document> left_behind();

  // Saves the document if it is another one than last time, at most every two seconds.
  void note(const Document& document);
  // True while a change waits for its two seconds.
  bool waiting() const { return waiting_; }
  // Why the last one could not be written; it is tried again. Empty: it was written.
  const std::string& trouble() const { return trouble_; }

  // At the end: the document stays, to be found by the next start.
  void keep(const Document& document);

 private:
  using Clock = std::chrono::steady_clock;

  std::string folder_, path_;
  int lock_ = -1;
  Document saved_;
  Clock::time_point last_{};
  bool waiting_ = false, keep_ = false;
  std::string trouble_;
  Task<std::optional<std::string>> writing_;
};

}  // namespace fallline
