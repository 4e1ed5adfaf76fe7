// Pace: what a view computes on the main thread takes a tenth of the time at most while training plays.
#pragma once

#include <chrono>

namespace fallline {

class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  // True while what was worked last is not made up for.
  bool rests() const { return Clock::now() < rests_until_; }
  // Work that began then ends now. Returns how long it took.
  Clock::duration note(Clock::time_point begin) {
    const auto took = Clock::now() - begin;
    rests_until_ = begin + 10 * took;
    return took;
  }

 private:
  Clock::time_point rests_until_{};
};

}  // namespace fallline
