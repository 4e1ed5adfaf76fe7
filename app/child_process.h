// ChildProcess: a program that runs beside this one, and the lines it writes to standard error, never waited for.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace fallline {

// The program that runs now.
std::string own_program();

class ChildProcess {
 public:
  // Starts a program; started() is false when that failed.
  explicit ChildProcess(const std::vector<std::string>& arguments);
  // Ends it, if it still runs, and waits for that.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  bool started() const { return process_ > 0; }
  // The lines that were completed since the last call.
  std::vector<std::string> new_lines();
  // Once it has ended and all lines were read; 128 + the signal's number if one ended it.
  std::optional<int> exit_status();
  // Asks it to end.
  void stop();

 private:
  pid_t process_ = 0;
  int errors_ = -1;  // the reading end of its standard error
  std::string unfinished_;
  std::optional<int> status_;
};

}  // namespace fallline
