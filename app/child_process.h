// ChildProcess: a program that runs beside this one, and the lines it writes to standard error.
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
  // Ends it, if it still runs, and waits for that a moment; then it is killed.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  bool started() const { return process_ > 0; }
  // The lines since the last call; once it has ended, also one without an end.
  std::vector<std::string> new_lines();
  // Once it has ended; 128 + the signal's number if one ended it. Lines may still be there to be read.
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
