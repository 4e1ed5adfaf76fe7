#include "nn/samples.h"

#include <algorithm>
#include <cmath>

#include "math/random.h"

namespace fallline::nn {
namespace {

// What the draws of a step are for.
enum Purpose : std::uint64_t { inputs = 1, partners, shares };

Random draws(const TrainingNoise& noise, std::int64_t step, Purpose purpose) {
  return Random(noise.seed, (static_cast<std::uint64_t>(step) << 8) + 0x80 + purpose);
}

// Marsaglia & Tsang 2000, boosted below shape 1.
double gamma_draw(double shape, Random& random) {
  if (shape < 1) {
    const double boost = std::pow(random.uniform(), 1 / shape);
    return boost * gamma_draw(shape + 1, random);
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = random.normal(), v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(random.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double beta_draw(double alpha, Random& random) {
  const double a = gamma_draw(alpha, random), b = gamma_draw(alpha, random);
  return a + b > 0 ? a / (a + b) : 0.5;
}

struct Lanes {
  double* data;
  std::size_t row;  // of a row of packs, in numbers
  double& operator()(std::size_t r, std::size_t sample) const { return data[r * row + sample]; }
};
Lanes lanes(std::vector<Pack>& packs, std::size_t per_row) {
  return {reinterpret_cast<double*>(packs.data()), per_row * Pack::lanes};
}

// Calls visit(place, sample) for every place, those that fill up included.
template <class Visit>
void each_place(std::span<const std::size_t> named, std::size_t count, std::size_t packs, Visit visit) {
  for (std::size_t i = 0; i < packs * Pack::lanes; ++i) {
    const std::size_t at = std::min(i, count - 1);
    visit(i, named.empty() ? at : named[at]);
  }
}

void weigh(PackedSamples& out) {
  out.weight.resize(out.packs);
  const Lanes weight = lanes(out.weight, out.packs);
  for (std::size_t i = 0; i < out.packs * Pack::lanes; ++i)
    weight(0, i) = i < out.count ? 1 / static_cast<double>(out.count) : 0;
}

// Zhang et al. 2018: x and the target are those of sample i times λ plus those of another times 1 − λ.
void mix(const Dataset& data, Target kind, std::span<const std::size_t> named, const TrainingNoise& noise,
         std::int64_t step, PackedSamples& out) {
  Random partner = draws(noise, step, partners), random = draws(noise, step, shares);
  const Lanes x = lanes(out.x, out.packs), target = lanes(out.target, out.packs);
  out.unmixed = out.target;
  const Lanes unmixed = lanes(out.unmixed, out.packs);
  const bool classes = kind == Target::one_of;
  if (classes) {
    out.second_target = out.target;
    out.share.assign(out.packs, Pack(1.0));
  }
  const Lanes second = lanes(out.second_target, out.packs), share = lanes(out.share, out.packs);
  for (std::size_t i = 0; i < out.count; ++i) {
    const std::size_t with = static_cast<std::size_t>(partner.bits() % out.count);
    const double own = beta_draw(noise.mixup, random);
    if (classes) {
      share(0, i) = own;
      second(0, i) = target(0, with);
    } else {
      for (std::size_t t = 0; t < out.targets; ++t) target(t, i) = own * unmixed(t, i) + (1 - own) * unmixed(t, with);
    }
    const std::size_t self = named.empty() ? i : named[i], other = named.empty() ? with : named[with];
    for (std::size_t f = 0; f < out.features; ++f) {
      const auto column = static_cast<Eigen::Index>(f);
      x(f, i) = own * data.x(static_cast<Eigen::Index>(self), column) +
                (1 - own) * data.x(static_cast<Eigen::Index>(other), column);
    }
  }
}

}  // namespace

void pack(const Dataset& data, Target target, std::span<const std::size_t> named, const TrainingNoise& noise,
          std::int64_t training, PackedSamples& out) {
  out.count = named.empty() ? data.size() : named.size();
  out.packs = (out.count + Pack::lanes - 1) / Pack::lanes;
  out.features = data.features();
  out.targets = target == Target::real ? static_cast<std::size_t>(data.y.cols()) : 1;
  out.x.resize(out.features * out.packs);
  out.target.resize(out.targets * out.packs);
  out.second_target.clear();
  out.share.clear();
  const Lanes x = lanes(out.x, out.packs), t = lanes(out.target, out.packs);
  for (std::size_t f = 0; f < out.features; ++f) {
    const double* column = data.x.col(static_cast<Eigen::Index>(f)).data();
    each_place(named, out.count, out.packs, [&](std::size_t i, std::size_t s) { x(f, i) = column[s]; });
  }
  if (target == Target::real) {
    for (std::size_t k = 0; k < out.targets; ++k) {
      const double* column = data.y.col(static_cast<Eigen::Index>(k)).data();
      each_place(named, out.count, out.packs, [&](std::size_t i, std::size_t s) { t(k, i) = column[s]; });
    }
  } else {
    each_place(named, out.count, out.packs, [&](std::size_t i, std::size_t s) { t(0, i) = data.label[s]; });
  }
  weigh(out);
  if (training == 0) return;
  if (noise.mixup > 0) mix(data, target, named, noise, training, out);
  if (noise.input_noise > 0) {
    Random random = draws(noise, training, inputs);
    for (std::size_t f = 0; f < out.features; ++f)
      for (std::size_t i = 0; i < out.count; ++i) x(f, i) += noise.input_noise * random.normal();
  }
}

void pack_inputs(const Eigen::MatrixXd& inputs, PackedSamples& out) {
  out.count = static_cast<std::size_t>(inputs.rows());
  out.packs = (out.count + Pack::lanes - 1) / Pack::lanes;
  out.features = static_cast<std::size_t>(inputs.cols());
  out.x.resize(out.features * out.packs);
  const Lanes x = lanes(out.x, out.packs);
  for (std::size_t f = 0; f < out.features; ++f)
    each_place({}, out.count, out.packs, [&](std::size_t i, std::size_t s) {
      x(f, i) = inputs(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(f));
    });
  weigh(out);
}

}  // namespace fallline::nn
