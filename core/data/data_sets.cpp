// Compiled without fused multiply-add, and with functions that agree to the last bit everywhere: so do the samples.
#include "data/data_sets.h"

#include <algorithm>
#include <cassert>

#include "data/data_set_families.h"
#include "data/turns.h"

namespace fallline {
namespace {

using Values = std::span<const double>;

// What a sample's draws are for. Each has positions of its own, so that none depends on how many another takes.
enum class Draw : std::uint64_t { place, noise, label };
Random draws(std::uint64_t seed, std::size_t sample, Draw what) {
  constexpr std::uint64_t stream = 0xda7a'0000'0000;  // far from those of batches, weights and steps
  return Random(seed, stream + sample, static_cast<std::uint64_t>(what) << 32);
}

struct Common {
  std::size_t count;
  double noise, label_noise;
  std::uint64_t seed;
};
Common common(Values values) {
  const Values last = values.last(2);
  return {static_cast<std::size_t>(values[0]), values[1], last[0], static_cast<std::uint64_t>(last[1])};
}

std::vector<double> class_shares(const DataSetInfo& info, Values values) {
  const double balance = values[values.size() - 3];
  if (info.classes_key.empty()) return {1 - balance, balance};
  const double classes = values[*find_parameter(info.parameters, info.classes_key)];
  std::vector<double> shares{1};
  while (static_cast<double>(shares.size()) < classes) shares.push_back(shares.back() * balance);
  return shares;
}

Dataset make_classes(const DataSetInfo& info, Values values) {
  const Common c = common(values);
  const std::vector<double> shares = class_shares(info, values);
  const std::size_t classes = shares.size();
  const auto n = static_cast<Eigen::Index>(c.count);
  Dataset data{.x = Eigen::MatrixXd(n, 2), .y = Eigen::MatrixXd(n, 0), .classes = static_cast<int>(classes)};
  Turns turns(shares);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto sample = static_cast<std::size_t>(i);
    std::size_t label = turns.next();
    Random place = draws(c.seed, sample, Draw::place), noise = draws(c.seed, sample, Draw::noise),
           replaced = draws(c.seed, sample, Draw::label);
    const DataSetInfo::Spot spot = info.spot(values.subspan(2), label, place);
    data.x(i, 0) = spot.x1 + c.noise * noise.normal();
    data.x(i, 1) = spot.x2 + c.noise * noise.normal();
    if (replaced.uniform() < c.label_noise) label = (label + 1 + replaced.bits() % (classes - 1)) % classes;
    data.label.push_back(static_cast<int>(label));
  }
  return data;
}

Dataset make_targets(const DataSetInfo& info, Values values) {
  const Common c = common(values);
  const auto n = static_cast<Eigen::Index>(c.count);
  Dataset data{.x = Eigen::MatrixXd(n, static_cast<Eigen::Index>(info.features)), .y = Eigen::MatrixXd(n, 1)};
  std::vector<double> x(info.features);
  const auto drawn_target = [&](Random& draw) {
    for (double& v : x) v = 2 * draw.uniform() - 1;
    return info.target(values.subspan(2), x);
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto sample = static_cast<std::size_t>(i);
    Random place = draws(c.seed, sample, Draw::place), noise = draws(c.seed, sample, Draw::noise),
           replaced = draws(c.seed, sample, Draw::label);
    double target = drawn_target(place);
    for (std::size_t k = 0; k < x.size(); ++k) data.x(i, static_cast<Eigen::Index>(k)) = x[k];
    if (replaced.uniform() < c.label_noise) target = drawn_target(replaced);
    data.y(i, 0) = target + c.noise * noise.normal();
  }
  return data;
}

}  // namespace

std::span<const DataSetInfo> data_sets() {
  static const std::vector<DataSetInfo> all = [] {
    std::vector<DataSetInfo> joined;
    for (const auto family : {class_sets(), target_sets()}) joined.insert(joined.end(), family.begin(), family.end());
    return joined;
  }();
  return all;
}

const DataSetInfo* find_data_set(std::string_view key) {
  const auto found = std::ranges::find(data_sets(), key, &DataSetInfo::key);
  return found == data_sets().end() ? nullptr : &*found;
}

std::vector<std::string_view> data_set_keys() {
  std::vector<std::string_view> keys;
  for (const DataSetInfo& info : data_sets()) keys.push_back(info.key);
  return keys;
}

Dataset make_data(const DataSetInfo& info, Values values) {
  assert(values.size() == info.parameters.size());
  return info.regression() ? make_targets(info, values) : make_classes(info, values);
}

}  // namespace fallline
