// Compiled without fused multiply-add: the order is the same on every platform.
#include "data/turns.h"

#include <cassert>
#include <numeric>
#include <utility>

namespace fallline {

Turns::Turns(std::vector<double> shares) : shares_(std::move(shares)), had_(shares_.size(), 0) {
  const double sum = std::accumulate(shares_.begin(), shares_.end(), 0.0);
  assert(sum > 0);
  for (double& share : shares_) share /= sum;
}

std::size_t Turns::next() {
  std::size_t furthest = 0;
  double most = 0;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    const double behind = shares_[i] * static_cast<double>(turns_ + 1) - static_cast<double>(had_[i]);
    if (i > 0 && !(behind > most)) continue;
    furthest = i;
    most = behind;
  }
  take(furthest);
  return furthest;
}

void Turns::take(std::size_t which) {
  ++had_[which];
  ++turns_;
}

}  // namespace fallline
