// What must hold for any input: a fuzzer takes an abort for a find.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace fallline::fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace fallline::fuzz
