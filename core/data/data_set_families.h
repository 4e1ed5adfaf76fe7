// What the files that declare data sets share. data_sets.cpp puts their tables together and draws the samples.
#pragma once

#include "data/data_sets.h"

namespace fallline {

std::span<const DataSetInfo> class_sets();
std::span<const DataSetInfo> target_sets();

namespace data_set {

using Values = std::span<const double>;  // own ones of an entry
using Spot = DataSetInfo::Spot;

inline constexpr Parameter samples = {.key = "samples",
                                      .symbol = "N",
                                      .label = "Samples N",
                                      .initial = 400,
                                      .minimum = 10,
                                      .maximum = 5000,
                                      .scale = Scale::log,
                                      .meaning = "How many samples there are, before some are kept for the test.",
                                      .lower = 2,
                                      .upper = 1e6,
                                      .whole = true};
inline constexpr Parameter data_seed = {.key = "data_seed",
                                        .symbol = "",
                                        .label = "Data seed",
                                        .initial = 1,
                                        .minimum = 0,
                                        .maximum = 100,
                                        .scale = Scale::linear,
                                        .meaning = "Another number draws other samples by the same rule.",
                                        .lower = 0,
                                        .upper = 1e9,
                                        .whole = true};
inline constexpr Parameter share = {.key = "share",
                                    .symbol = "",
                                    .label = "Share of class 1",
                                    .initial = 0.5,
                                    .minimum = 0.05,
                                    .maximum = 0.95,
                                    .scale = Scale::linear,
                                    .meaning =
                                        "Share of the samples that are of class 1: far from ½ the classes are "
                                        "out of balance.",
                                    .lower = 1e-3,
                                    .upper = 0.999};
inline constexpr Parameter imbalance = {
    .key = "imbalance",
    .symbol = "",
    .label = "Imbalance",
    .initial = 1,
    .minimum = 0.2,
    .maximum = 1,
    .scale = Scale::log,
    .meaning = "How many samples a class has for one of the class before it: 1 is in balance.",
    .lower = 1e-2,
    .upper = 1e2};

consteval Parameter noise(double initial, double maximum, std::string_view meaning) {
  return {.key = "noise",
          .symbol = "σ",
          .label = "Noise σ",
          .initial = initial,
          .minimum = 0,
          .maximum = maximum,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1e3};
}
consteval Parameter label_noise(std::string_view meaning) {
  return {.key = "label_noise",
          .symbol = "",
          .label = "Label noise",
          .initial = 0,
          .minimum = 0,
          .maximum = 0.5,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1};
}

// A number of things of the rule.
consteval Parameter several(std::string_view key, std::string_view label, double initial, double least, double most,
                            std::string_view meaning) {
  return {.key = key,
          .symbol = "",
          .label = label,
          .initial = initial,
          .minimum = least,
          .maximum = most,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = least,
          .upper = most,
          .whole = true};
}
// A measure of the rule: slider from `least` to `most`, which may be typed too.
consteval Parameter measure(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                            double least, double most, std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = least,
          .maximum = most,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = least,
          .upper = most};
}

}  // namespace data_set
}  // namespace fallline
