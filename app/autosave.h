// Autosave: the document is written to a file of this process whenever it has changed, in the background. The file goes
// when the program ends as it should; one whose process is gone was left behind by a crash.
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

  // What the last crash left behind, once: its file is gone afterwards.
  std::optional<Document> left_behind();

  // Saves the document if it is another one than last time, at most every two seconds.
  void note(const Document& document);
  // True while a change waits for its two seconds.
  bool waiting() const { return waiting_; }

 private:
  using Clock = std::chrono::steady_clock;

  std::string folder_, path_;
  Document saved_;
  Clock::time_point last_{};
  bool waiting_ = false;
  Task<std::optional<std::string>> writing_;
};

}  // namespace fallline
