// Where a path passes a saddle slowly.
#pragma once

#include <cstddef>
#include <vector>

#include "session/history.h"

namespace fallline {

// Steps first … last, both included.
struct SaddlePassage {
  std::size_t first, last;
  friend bool operator==(const SaddlePassage&, const SaddlePassage&) = default;
};

// A step is slow where ‖∇L‖ is at most a quarter of what it was at some step before and of what it is at some step
// after, and λ_min < 0: the gradient is small, and it is neither a start nor an arrival nor a valley. A passage is a
// stretch of at least five slow steps, with λ_max > 0 where its gradient is smallest, which tells a saddle from a
// maximum. Two stretches with less between them than either is long are one.
//
// Up to 32768 steps every step is looked at. Beyond, a block of 64 counts as a whole: slow where all of it is by these
// bounds, so that passages are exact to a block and a million steps cost a fraction of a millisecond.
std::vector<SaddlePassage> saddle_passages(const HistoryView& history);

}  // namespace fallline
