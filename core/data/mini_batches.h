// MiniBatches: which samples each step sees. Every epoch is a new order of all samples, cut into batches of one size,
// of which the last may be smaller. A function of seed and step alone: the same for all racers, and for a step that is
// taken again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fallline {

class MiniBatches {
 public:
  // `count` samples in batches of `size`, 1 ≤ size.
  MiniBatches(std::size_t count, std::size_t size, std::uint64_t seed);

  std::int64_t per_epoch() const;

  // The samples of a step, counted from 1; valid until the next call.
  std::span<const std::size_t> at(std::int64_t step);

 private:
  std::vector<std::size_t> order_;
  std::size_t size_;
  std::uint64_t seed_;
  std::int64_t epoch_ = -1;  // whose order it is
};

}  // namespace fallline
