// ExportJob: an export under way. It is the program's own command `fallline export` in a process beside this one, so
// that nothing here waits for it, and the window and the command line write the same files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/child_process.h"
#include "session/document.h"

namespace fallline {

class ExportJob {
 public:
  // Ends one that is under way. `arguments`: of the command, after the document.
  void start(const Document& document, const std::vector<std::string>& arguments, std::string target);
  void cancel();

  bool running() const { return child_ != nullptr; }
  const std::string& target() const { return target_; }
  double progress() const { return progress_; }  // from 0 to 1, below 0 while nobody knows

  // Once when it has ended: nothing while it runs.
  struct Outcome {
    bool failed;
    std::string text;
  };
  std::optional<Outcome> poll();

 private:
  std::unique_ptr<ChildProcess> child_;
  std::string target_, last_line_;
  double progress_ = -1;
};

}  // namespace fallline
