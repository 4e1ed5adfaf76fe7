#include "data/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "data/turns.h"
#include "math/random.h"

namespace fallline {
namespace {

constexpr Parameter share_of(std::string_view key, std::string_view label, double initial, std::string_view meaning) {
  return {.key = key,
          .symbol = "",
          .label = label,
          .initial = initial,
          .minimum = 0,
          .maximum = 0.5,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1,
          .upper_excluded = true};
}
constexpr Parameter table[] = {
    share_of("validation", "Validation", 0, "Share of the samples kept from training to choose when to stop."),
    share_of("test", "Test", 0.2, "Share of the samples kept from training and choosing alike."),
    {.key = "split_seed",
     .symbol = "",
     .label = "Split seed",
     .initial = 1,
     .minimum = 0,
     .maximum = 100,
     .scale = Scale::linear,
     .meaning = "Another number puts other samples into each part.",
     .lower = 0,
     .upper = 1e9,
     .whole = true},
    {.key = "test_rotation",
     .symbol = "",
     .label = "Test turned by",
     .initial = 0,
     .minimum = -90,
     .maximum = 90,
     .scale = Scale::linear,
     .meaning = "Degrees by which the test samples are turned in the first two features: they are no longer like those "
                "of the training.",
     .lower = -360,
     .upper = 360},
    {.key = "test_offset",
     .symbol = "",
     .label = "Test moved by",
     .initial = 0,
     .minimum = -1,
     .maximum = 1,
     .scale = Scale::linear,
     .meaning = "How far the test samples are moved along every feature.",
     .lower = -1e6,
     .upper = 1e6}};

constexpr std::uint64_t stream = 0x5911'0000'0000;

// All samples, class after class (at most one where targets are numbers), each class in an order of the seed's.
std::vector<std::vector<std::size_t>> shuffled_classes(const Dataset& data, std::uint64_t seed) {
  std::vector<std::vector<std::size_t>> classes(static_cast<std::size_t>(std::max(1, data.classes)));
  for (std::size_t i = 0; i < data.size(); ++i)
    classes[data.regression() ? 0 : static_cast<std::size_t>(data.label[i])].push_back(i);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Random random(seed, stream + c);
    for (std::size_t i = classes[c].size(); i > 1; --i) std::swap(classes[c][i - 1], classes[c][random.bits() % i]);
  }
  return classes;
}

}  // namespace

std::span<const Parameter> split_parameters() { return table; }

SplitOptions split_options(std::span<const double> values) {
  return {values[0], values[1], static_cast<std::uint64_t>(values[2]), values[3], values[4]};
}

std::optional<std::string> refuse(const SplitOptions& options) {
  const double values[] = {options.validation, options.test, static_cast<double>(options.seed), options.rotation,
                           options.offset};
  for (std::size_t i = 0; i < std::size(values); ++i)
    if (auto why = refuse(table[i], values[i])) return why;
  if (options.validation + options.test < 1) return {};
  return fmt::format("validation and test take {} of the samples together; less than 1 is expected",
                     options.validation + options.test);
}

Split split(const Dataset& data, const SplitOptions& options) {
  assert(!refuse(options));
  Split parts;
  std::vector<std::size_t>* const of[] = {&parts.training, &parts.validation, &parts.test};
  Turns turns({1 - options.validation - options.test, options.validation, options.test});
  for (const auto& samples : shuffled_classes(data, options.seed))
    for (std::size_t k = 0; k < samples.size(); ++k) {
      if (k == 0) turns.take(0);
      of[k == 0 ? 0 : turns.next()]->push_back(samples[k]);
    }
  for (auto* part : of) std::ranges::sort(*part);
  return parts;
}

Parts parts(const Dataset& data, const SplitOptions& options) {
  const Split named = split(data, options);
  Parts all{subset(data, named.training), subset(data, named.validation), subset(data, named.test)};
  shift(all.test, options.rotation / 360, options.offset);
  return all;
}

std::vector<Fold> folds(const Dataset& data, std::size_t k, std::uint64_t seed) {
  assert(k >= 2 && k <= data.size());
  std::vector<std::size_t> fold_of(data.size());
  std::size_t dealt = 0;
  for (const auto& samples : shuffled_classes(data, seed))
    for (const std::size_t i : samples) fold_of[i] = dealt++ % k;
  std::vector<Fold> all(k);
  for (std::size_t i = 0; i < data.size(); ++i)
    for (std::size_t f = 0; f < k; ++f) (f == fold_of[i] ? all[f].held_out : all[f].training).push_back(i);
  return all;
}

}  // namespace fallline
