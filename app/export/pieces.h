// Pieces: text on its way into a file.
#pragma once

#include <fmt/format.h>

#include <iterator>

#include "app/export/writing.h"

namespace fallline::exporting {

// Goes out in large pieces; finish() sends the last one.
class Pieces {
 public:
  explicit Pieces(const Write& write) : write_(write) {}

  template <class... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    if (text_.size() >= (1 << 16)) finish();
  }
  void finish() {
    write_({text_.data(), text_.size()});
    text_.clear();
  }

 private:
  const Write& write_;
  fmt::memory_buffer text_;
};

}  // namespace fallline::exporting
