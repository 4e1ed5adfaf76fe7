// Progress: one line on the terminal that is written over and over, for people who wait.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

namespace fallline::cli {

class Progress {
 public:
  // Silent unless `err` is a terminal, and the results go elsewhere: to the file at `path`, or, if that is empty, to a
  // standard output that is none.
  Progress(std::ostream& err, const std::string& path);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // At most ten times a second.
  void show(const std::string& line);
  void clear();

 private:
  std::ostream& err_;
  bool shown_, written_ = false;
  std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace fallline::cli
