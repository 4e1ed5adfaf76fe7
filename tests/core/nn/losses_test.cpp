// Losses against their plain formulas in long double: slopes by complex steps, products with the Hessian by differences
// of those.
#include "nn/losses.h"

#include <gtest/gtest.h>

#include <complex>
#include <random>

namespace fallline::nn {
namespace {

using Real = long double;
using Complex = std::complex<Real>;

// ℓ as a textbook has it. |x| and max by the sign of the real part, as complex steps need them.
Complex size(Complex x) { return x.real() < 0 ? -x : x; }
Complex raised(Complex x) { return x.real() > 0 ? x : Complex(0); }

Complex plain(std::string_view key, Real option, const std::vector<Complex>& z, const std::vector<Real>& target) {
  const Real y = target[0], side = 2 * y - 1;
  Complex sum = 0;
  if (key == "mse") {
    for (std::size_t j = 0; j < z.size(); ++j) sum += (z[j] - target[j]) * (z[j] - target[j]);
  } else if (key == "mae") {
    for (std::size_t j = 0; j < z.size(); ++j) sum += size(z[j] - target[j]);
  } else if (key == "huber") {
    for (std::size_t j = 0; j < z.size(); ++j) {
      const Complex r = size(z[j] - target[j]);
      sum += r.real() < option ? Real(0.5) * r * r : option * (r - Real(0.5) * option);
    }
  } else if (key == "bce") {
    const Real smooth = (1 - option) * y + option / 2;
    sum = -smooth * std::log(Real(1) / (Real(1) + std::exp(-z[0]))) -
          (1 - smooth) * std::log(Real(1) / (Real(1) + std::exp(z[0])));
  } else if (key == "softmax_ce") {
    Complex all = 0;
    for (const Complex& s : z) all += std::exp(s);
    for (std::size_t j = 0; j < z.size(); ++j) {
      const Real q = (static_cast<Real>(j) == y ? 1 - option : 0) + option / static_cast<Real>(z.size());
      sum -= q * std::log(std::exp(z[j]) / all);
    }
  } else if (key == "hinge") {
    sum = raised(Real(1) - side * z[0]);
  } else if (key == "squared") {
    sum = (Real(1) - side * z[0]) * (Real(1) - side * z[0]);
  } else if (key == "logistic") {
    sum = std::log(Real(1) + std::exp(-side * z[0]));
  } else {
    ADD_FAILURE() << key << " has no plain formula here";
  }
  return sum;
}

std::vector<Real> plain_slope(std::string_view key, Real option, const std::vector<Real>& z,
                              const std::vector<Real>& target) {
  std::vector<Real> slope;
  for (std::size_t j = 0; j < z.size(); ++j) {
    std::vector<Complex> moved(z.begin(), z.end());
    moved[j] += Complex(0, 1e-200L);
    slope.push_back(plain(key, option, moved, target).imag() / 1e-200L);
  }
  return slope;
}

// Samples of a pack, unit after unit, and a direction for each output of each sample.
struct Samples {
  std::vector<Pack> z, targets;
  std::vector<std::array<Pack, 4>> directions;

  std::vector<Real> of_lane(const std::vector<Pack>& packs, std::size_t lane) const {
    std::vector<Real> r;
    for (const Pack& p : packs) r.push_back(p.v[lane]);
    return r;
  }
};

Samples samples(Target target, std::size_t outputs, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  const auto drawn = [&](double scale) { return each_lane(Pack(0.0), [&](double) { return scale * normal(random); }); };
  Samples s;
  for (std::size_t j = 0; j < outputs; ++j) {
    s.z.push_back(drawn(3));
    s.directions.push_back({drawn(1), drawn(1), drawn(1), drawn(1)});
    if (target == Target::real) s.targets.push_back(drawn(3));
  }
  const std::size_t labels = target == Target::one_of ? outputs : 2;
  if (target != Target::real)
    s.targets.push_back(each_lane(Pack(0.0), [&](double) { return static_cast<double>(random() % labels); }));
  return s;
}

std::vector<double> options(const LossInfo& loss, int round) {
  std::vector<double> values = initial_values(loss.parameters);
  if (round % 2 == 1 && !values.empty()) values[0] = loss.key == "huber" ? 2.5 : 0.2;
  return values;
}

class Losses : public testing::TestWithParam<std::string_view> {
 protected:
  const LossInfo& loss() const { return *find_loss(GetParam()); }
  std::vector<std::size_t> outputs() const {
    if (loss().target == Target::real) return {1, 3};
    if (loss().target == Target::one_of) return {2, 5};
    return {1};
  }
};

TEST_P(Losses, AgreeWithThePlainFormula) {
  std::mt19937_64 random(1);
  for (const std::size_t n : outputs())
    for (int round = 0; round < 20; ++round) {
      const Samples s = samples(loss().target, n, random);
      const std::vector<double> values = options(loss(), round);
      std::vector<Pack> slope(n);
      const Pack got = loss().of_pack(values, s.z.data(), s.targets.data(), slope.data(), n);
      const Pack alone = loss().of_pack(values, s.z.data(), s.targets.data(), nullptr, n);
      for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
        EXPECT_EQ(got.v[lane], alone.v[lane]);
        const Real option = values.empty() ? 0 : values[0];
        const std::vector<Real> z = s.of_lane(s.z, lane), target = s.of_lane(s.targets, lane);
        const Real expected = plain(loss().key, option, {z.begin(), z.end()}, target).real();
        EXPECT_NEAR(got.v[lane], static_cast<double>(expected), 1e-14 * std::max<Real>(1, expected));
        const std::vector<Real> slopes = plain_slope(loss().key, option, z, target);
        for (std::size_t j = 0; j < n; ++j)
          EXPECT_NEAR(slope[j].v[lane], static_cast<double>(slopes[j]), 1e-14 * std::max<Real>(1, std::abs(slopes[j])));
      }
    }
}

// dℓ = slope·d and d(slope) = H d, for K directions at once.
template <int K>
void expect_directional(const LossInfo& loss, std::size_t n, std::mt19937_64& random, int round) {
  const Samples s = samples(loss.target, n, random);
  const std::vector<double> values = options(loss, round);
  std::vector<Tangent<Pack, K>> z(n), slope(n);
  for (std::size_t j = 0; j < n; ++j) {
    z[j].v = s.z[j];
    for (int k = 0; k < K; ++k) z[j].d[k] = s.directions[j][k];
  }
  std::vector<Pack> plain_slopes(n);
  const Pack value = loss.of_pack(values, s.z.data(), s.targets.data(), plain_slopes.data(), n);
  const auto got = loss.of<Tangent<Pack, K>>()(values, z.data(), s.targets.data(), slope.data(), n);
  for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
    EXPECT_NEAR(got.v.v[lane], value.v[lane], 1e-15 * std::max(1.0, value.v[lane]));
    const Real option = values.empty() ? 0 : values[0];
    const std::vector<Real> target = s.of_lane(s.targets, lane);
    for (int k = 0; k < K; ++k) {
      const Real h = 1e-6L;
      std::vector<Real> ahead = s.of_lane(s.z, lane), behind = ahead;
      double along = 0, scale = 1;
      bool at_bend = false;  // of huber, or across a corner
      for (std::size_t j = 0; j < n; ++j) {
        ahead[j] += h * s.directions[j][k].v[lane];
        behind[j] -= h * s.directions[j][k].v[lane];
        along += plain_slopes[j].v[lane] * s.directions[j][k].v[lane];
        scale += std::abs(plain_slopes[j].v[lane] * s.directions[j][k].v[lane]);
        if (loss.key == "huber") at_bend |= std::abs(std::abs(s.z[j].v[lane] - target[j]) - option) < 1e-4L;
      }
      EXPECT_NEAR(got.d[k].v[lane], along, 1e-14 * scale);
      if (at_bend) continue;
      const auto a = plain_slope(loss.key, option, ahead, target), b = plain_slope(loss.key, option, behind, target);
      for (std::size_t j = 0; j < n; ++j) {
        EXPECT_NEAR(slope[j].v.v[lane], plain_slopes[j].v[lane], 1e-15 * std::max(1.0, plain_slopes[j].v[lane]));
        EXPECT_NEAR(slope[j].d[k].v[lane], static_cast<double>((a[j] - b[j]) / (2 * h)), 1e-10);
      }
    }
  }
}

TEST_P(Losses, DerivativesAlongDirectionsComeOut) {
  std::mt19937_64 random(2);
  for (const std::size_t n : outputs())
    for (int round = 0; round < 10; ++round) {
      expect_directional<1>(loss(), n, random, round);
      expect_directional<4>(loss(), n, random, round);
    }
}

TEST_P(Losses, NotANumberStaysOne) {
  for (const std::size_t n : outputs())
    for (std::size_t bad = 0; bad < n; ++bad) {
      std::vector<Pack> z(n, Pack(1.0)), targets(n, Pack(1.0));
      z[bad].v[0] = std::numeric_limits<double>::quiet_NaN();
      const Pack got = loss().of_pack(options(loss(), 0), z.data(), targets.data(), nullptr, n);
      EXPECT_TRUE(std::isnan(got.v[0]));
      EXPECT_TRUE(std::isfinite(got.v[1]));
    }
}

INSTANTIATE_TEST_SUITE_P(All, Losses, testing::ValuesIn(loss_keys()),
                         [](const auto& test) { return std::string(test.param); });

struct One {
  double loss, slope;
  double bend;  // derivative of the slope
};
One one(std::string_view key, std::vector<double> values, double z, double target) {
  const Tangent<Pack, 1> at(Pack(z), {Pack(1.0)});
  const Pack t(target);
  Tangent<Pack, 1> slope;
  const auto got = find_loss(key)->of_pack_1(values, &at, &t, &slope, 1);
  EXPECT_EQ(got.d[0].v[0], slope.v.v[0]) << key << " at " << z;
  return {got.v.v[0], slope.v.v[0], slope.d[0].v[0]};
}

void expect_one(const One& got, const One& expected) {
  EXPECT_EQ(got.loss, expected.loss);
  EXPECT_EQ(got.slope, expected.slope);
  EXPECT_EQ(got.bend, expected.bend);
}

TEST(LossesAtKinks, FollowTheirConvention) {
  expect_one(one("mae", {}, 2, 2), {0, 0, 0});
  expect_one(one("huber", {1.5}, 3.5, 2), {1.125, 1.5, 1});
  expect_one(one("huber", {1.5}, 0.5, 2), {1.125, -1.5, 1});
  expect_one(one("huber", {1.5}, 0, 2), {1.875, -1.5, 0});
  expect_one(one("hinge", {}, 1, 1), {0, 0, 0});
  expect_one(one("hinge", {}, -1, 0), {0, 0, 0});
  expect_one(one("hinge", {}, -1, 1), {2, -1, 0});
  expect_one(one("bce", {0}, 0, 1), {one("logistic", {}, 0, 1).loss, -0.5, 0.25});
  for (const LossInfo& loss : losses()) EXPECT_EQ(loss.smooth, loss.kink.empty()) << loss.key;
}

TEST(CrossEntropy, NeitherOverflowsNorLosesSmallDigits) {
  expect_one(one("bce", {0}, 800, 0), {800, 1, 0});
  expect_one(one("bce", {0}, -800, 1), {800, -1, 0});
  expect_one(one("bce", {0}, 800, 1), {0, 0, 0});
  const double tiny = std::exp(-40.0);
  for (const One& got : {one("bce", {0}, 40, 1), one("logistic", {}, 40, 1)}) {
    EXPECT_NEAR(got.loss, tiny, 1e-14 * tiny);
    EXPECT_NEAR(got.slope, -tiny, 1e-14 * tiny);
    EXPECT_NEAR(got.bend, tiny, 1e-14 * tiny);
  }
  const std::vector<double> none = {0};
  for (const double far : {40.0, 800.0})
    for (const std::size_t top : {0u, 1u, 2u}) {
      std::vector<Pack> z(3, Pack(1000.0)), slope(3);
      z[top] = Pack(1000 + far);
      const Pack label(static_cast<double>(top)), other(static_cast<double>((top + 1) % 3));
      const double e = far == 40 ? tiny : 0,
                   right = find_loss("softmax_ce")->of_pack(none, z.data(), &label, slope.data(), 3).v[0];
      EXPECT_NEAR(right, 2 * e, 1e-14 * e);
      EXPECT_NEAR(slope[top].v[0], -2 * e, 1e-14 * e);
      EXPECT_NEAR(slope[(top + 1) % 3].v[0], e, 1e-14 * e);
      EXPECT_EQ(find_loss("softmax_ce")->of_pack(none, z.data(), &other, slope.data(), 3).v[0], far);
      EXPECT_NEAR(slope[(top + 1) % 3].v[0], -1, 1e-15);
      EXPECT_NEAR(slope[top].v[0], 1, 1e-15);
    }
}

// Of logits 0 and z, whatever is smoothed; and linear in the label.
TEST(CrossEntropy, OfTwoClassesIsTheBinaryOne) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal(0, 4);
  for (int i = 0; i < 50; ++i) {
    const std::vector<double> smoothing{i % 3 * 0.15};
    const std::vector<Pack> z{Pack(0.0), Pack(normal(random))};
    std::vector<Pack> slope(2);
    One by_label[2];
    for (const int label : {0, 1}) {
      const Pack target(label);
      by_label[label] = one("bce", smoothing, z[1].v[0], label);
      const Pack both = find_loss("softmax_ce")->of_pack(smoothing, z.data(), &target, slope.data(), 2);
      EXPECT_NEAR(both.v[0], by_label[label].loss, 1e-14 * std::max(1.0, by_label[label].loss));
      EXPECT_NEAR(slope[1].v[0], by_label[label].slope, 1e-15);
    }
    const One mixed = one("bce", smoothing, z[1].v[0], 0.3);
    EXPECT_NEAR(mixed.loss, 0.3 * by_label[1].loss + 0.7 * by_label[0].loss, 1e-14 * std::max(1.0, mixed.loss));
    EXPECT_NEAR(mixed.slope, 0.3 * by_label[1].slope + 0.7 * by_label[0].slope, 1e-15);
  }
}

TEST(Losses, AreFoundByKey) {
  for (const std::string_view key : loss_keys()) EXPECT_EQ(find_loss(key)->key, key);
  EXPECT_EQ(find_loss("mse "), nullptr);
}

}  // namespace
}  // namespace fallline::nn
