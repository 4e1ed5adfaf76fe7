// Duty: holds what is computed again and again beside training to a share of the time.
#pragma once

#include <chrono>

namespace fallline {

class Duty {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Duty(double share) : share_(share) {}

  bool due(Clock::time_point now) const { return now >= next_; }
  // A computation that took so long has just ended.
  void ended(Clock::time_point now, std::chrono::duration<double> took) {
    next_ = now + std::chrono::duration_cast<Clock::duration>(took * (1 / share_ - 1));
  }
  // One that began then ends now. Returns how long it took.
  Clock::duration ended(Clock::time_point begin) {
    const auto now = Clock::now();
    ended(now, now - begin);
    return now - begin;
  }

 private:
  double share_;
  Clock::time_point next_ = Clock::time_point::min();
};

}  // namespace fallline
