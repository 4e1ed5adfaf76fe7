// Output: the text of a command on its way to standard output or a file, written in large pieces and never held whole.
#pragma once

#include <fmt/format.h>

#include <fstream>
#include <iosfwd>
#include <iterator>
#include <string>
#include <utility>

namespace fallline::cli {

// Thrown when nobody reads any more (`fallline … | head`): no error, but nothing is left to do.
struct OutputClosed {};

class Output {
 public:
  explicit Output(std::ostream& standard_output);
  enum class Begin { empty, at_end };
  // To the file at `path`, which is emptied unless it begins at its end, or to standard output when `path` is empty.
  // Throws UsageError when it cannot be opened.
  Output(std::ostream& standard_output, const std::string& path, Begin begin = Begin::empty);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Throws as finish() does.
  template <class... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    if (text_.size() >= piece) write();
  }

  // Writes what there is so far; more may follow. Throws UsageError when it cannot be written, OutputClosed when nobody
  // reads.
  void finish();

 private:
  static constexpr std::size_t piece = 1 << 16;  // bytes

  void write();
  void check(bool well) const;

  std::ofstream file_;
  std::ostream& stream_;
  std::string name_;
  fmt::memory_buffer text_;
};

}  // namespace fallline::cli
