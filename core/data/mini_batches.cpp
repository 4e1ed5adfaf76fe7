#include "data/mini_batches.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "math/random.h"

namespace fallline {

MiniBatches::MiniBatches(std::size_t count, std::size_t size, std::uint64_t seed)
    : order_(count), size_(size), seed_(seed) {
  assert(size > 0);
}

std::int64_t MiniBatches::per_epoch() const { return static_cast<std::int64_t>((order_.size() + size_ - 1) / size_); }

std::span<const std::size_t> MiniBatches::at(std::int64_t step) {
  assert(step >= 1 && !order_.empty());
  const std::int64_t epoch = (step - 1) / per_epoch();
  if (std::exchange(epoch_, epoch) != epoch) {
    // Each order from the first one, not from the one before: any epoch is known without those before it. Streams from
    // the far end, since those from the near one are the noise of the steps.
    Random random(seed_, ~static_cast<std::uint64_t>(epoch));
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random.bits() % i]);
  }
  const std::size_t first = static_cast<std::size_t>((step - 1) % per_epoch()) * size_;
  return std::span(order_).subspan(first, std::min(size_, order_.size() - first));
}

}  // namespace fallline
