// Split: which samples train, which validate and which test; and the folds of cross-validation. A function of the
// data's labels, the shares and a seed; classes are spread over the parts as over the whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "math/parameter.h"

namespace fallline {

struct SplitOptions {
  double validation = 0, test = 0.2;  // shares of the samples; the rest trains
  std::uint64_t seed = 1;
  double rotation = 0, offset = 0;  // shift (dataset.h) of the test samples, the rotation in degrees
  friend bool operator==(const SplitOptions&, const SplitOptions&) = default;
};

// validation, test, split_seed, test_rotation, test_offset, in the order of the fields' values.
std::span<const Parameter> split_parameters();
SplitOptions split_options(std::span<const double> values);

// Nothing if something is left to train on, else what is wrong.
std::optional<std::string> refuse(const SplitOptions& options);

// Numbers of samples, ascending. The first sample of each class, in an order of the seed's, trains.
struct Split {
  std::vector<std::size_t> training, validation, test;
};
Split split(const Dataset& data, const SplitOptions& options);

// The samples themselves, those of the test shifted.
struct Parts {
  Dataset training, validation, test;
};
Parts parts(const Dataset& data, const SplitOptions& options);

struct Fold {
  std::vector<std::size_t> training, held_out;  // ascending
};
// k folds, 2 ≤ k ≤ samples: each sample is held out once. Sizes differ by one at most, so do those of a class.
std::vector<Fold> folds(const Dataset& data, std::size_t k, std::uint64_t seed);

}  // namespace fallline
