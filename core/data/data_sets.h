// The data sets that a person can choose, made by a rule and a seed, the same on every platform.
//
// Sample i is the same however many there are, and its draws are the same whatever the noise, so that a slider moves
// the points and does not shuffle them. Classes come by turns, in the shares that are asked for. All lie within about
// (−1, 1) along each feature, moons within (−1, 2).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "math/parameter.h"
#include "math/random.h"

namespace fallline {

struct DataSetInfo {
  std::string_view key, label;
  std::string_view formula, source;
  // samples (their number), noise, those of its own, then share (of class 1 of two) or imbalance (of more; each class
  // has so many samples for one of the class before) where it has classes, label_noise and data_seed.
  std::span<const Parameter> parameters;
  std::size_t features = 2;
  std::string_view classes_key = {};  // the parameter that says how many classes there are; two where none does

  // One of these. `own` are the values from the third on.
  struct Spot {
    double x1, x2;
  };
  Spot (*spot)(std::span<const double> own, std::size_t label, Random& draw) = nullptr;  // of a class, without noise
  double (*target)(std::span<const double> own, std::span<const double> x) = nullptr;    // x is uniform in (−1, 1)ᵈ

  bool regression() const { return target != nullptr; }
};

std::span<const DataSetInfo> data_sets();
const DataSetInfo* find_data_set(std::string_view key);
std::vector<std::string_view> data_set_keys();

// Values as refuse(Parameter) lets pass, in the order of the parameters.
Dataset make_data(const DataSetInfo& info, std::span<const double> values);

}  // namespace fallline
