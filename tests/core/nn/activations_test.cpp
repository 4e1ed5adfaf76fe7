// Activations against their textbook formulas in long double: slopes by complex steps, second derivatives by
// differences of those.
#include "nn/activations.h"

#include <gtest/gtest.h>

#include <complex>
#include <cstring>
#include <random>
#include <set>

namespace fallline::nn {
namespace {

using Real = long double;
using Complex = std::complex<Real>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// σ as a textbook has it; max and min by the real part, as complex steps need them.
Complex raised(Complex z, Real low) { return z.real() > low ? z : Complex(low); }
Complex lowered(Complex z, Real high) { return z.real() < high ? z : Complex(high); }
Complex normal_distribution(Complex z) {
  Complex sum = 0, power = z;
  for (int n = 0; n < 120; ++n) {
    sum += power / static_cast<Real>(2 * n + 1);
    power *= -z * z / static_cast<Real>(2 * (n + 1));
  }
  return Real(0.5) + sum / std::sqrt(2 * std::acos(Real(-1)));
}

Complex plain(std::string_view key, Real option, Complex z) {
  const Real one = 1, root_2_over_pi = std::sqrt(2 / std::acos(Real(-1)));
  const bool positive = z.real() > 0;
  if (key == "linear") return z;
  if (key == "step") return positive ? 1 : z.real() < 0 ? 0 : 0.5;
  if (key == "sign") return positive ? 1 : z.real() < 0 ? -1 : 0;
  if (key == "hard_sigmoid") return lowered(raised(z + Real(0.5), 0), 1);
  if (key == "sigmoid") return one / (one + std::exp(-z));
  if (key == "tanh") return (std::exp(z) - std::exp(-z)) / (std::exp(z) + std::exp(-z));
  if (key == "relu") return raised(z, 0);
  if (key == "leaky_relu" || key == "prelu") return positive ? z : option * z;
  if (key == "elu") return positive ? z : option * (std::exp(z) - one);
  if (key == "selu")
    return Real(1.0507009873554804934L) * (positive ? z : Real(1.6732632423543772848L) * (std::exp(z) - one));
  if (key == "gelu_tanh") return Real(0.5) * z * (one + std::tanh(root_2_over_pi * (z + Real(0.044715L) * z * z * z)));
  if (key == "gelu_erf") return z * normal_distribution(z);
  if (key == "relu6") return lowered(raised(z, 0), 6);
  if (key == "softplus") return std::log(one + std::exp(z));
  if (key == "swish") return z / (one + std::exp(-option * z));
  if (key == "hard_tanh") return lowered(raised(z, -1), 1);
  ADD_FAILURE() << key << " has no plain formula here";
  return {};
}
Real plain_slope(std::string_view key, Real option, Real z) {
  constexpr Real h = 1e-200L;
  return plain(key, option, Complex(z, h)).imag() / h;
}

std::vector<const ActivationInfo*> by_element() {
  std::vector<const ActivationInfo*> found;
  for (const ActivationInfo& info : activations())
    if (!info.whole_layer && !info.pieces) found.push_back(&info);
  return found;
}

// σ and σ' of one number, with their derivatives along dz and along a change of what is learned.
struct At {
  double a, slope, a_along, slope_along;
};
At at(const ActivationInfo& info, const std::vector<double>& values, double z, double dz = 1, double d_learned = 0) {
  using T = Tangent<Pack, 1>;
  Scalar<T> learned(info.learned ? values[0] : 0);
  learned.d[0] = d_learned;
  const T x(Pack(z), {Pack(dz)});
  T a, slope;
  info.rows_1.value_and_slope(values, learned, &x, &a, &slope, 1);
  const std::size_t last = Pack::lanes - 1;
  return {a.v.v[last], slope.v.v[last], a.d[0].v[last], slope.d[0].v[last]};
}
At at(const ActivationInfo& info, double z) { return at(info, initial_values(info.parameters), z); }

TEST(Activations, TableIsComplete) {
  EXPECT_EQ(activation_keys(),
            (std::vector<std::string_view>{"linear", "step", "sign", "hard_sigmoid", "sigmoid", "tanh", "relu",
                                           "leaky_relu", "prelu", "elu", "selu", "gelu_tanh", "gelu_erf", "relu6",
                                           "softplus", "swish", "hard_tanh", "maxout", "softmax"}));
  std::set<std::string_view> labels;
  for (const ActivationInfo& info : activations()) {
    EXPECT_EQ(find_activation(info.key), &info);
    EXPECT_TRUE(labels.insert(info.label).second) << info.label;
    EXPECT_FALSE(info.formula.empty() || info.source.empty()) << info.key;
    EXPECT_EQ(info.smooth, info.kink.empty()) << info.key;
    for (const Parameter& p : info.parameters) EXPECT_FALSE(refuse(p, p.initial)) << info.key << "." << p.key;
    EXPECT_EQ(info.rows.value == nullptr, info.whole_layer || info.pieces) << info.key;
    EXPECT_EQ(info.rows.by_learned != nullptr, info.learned) << info.key;
    EXPECT_TRUE(!info.learned || info.parameters.size() == 1) << info.key;
  }
  EXPECT_EQ(find_activation("Tanh"), nullptr);
}

TEST(Activations, SlopesAndSecondDerivatives) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> between(-4, 4), factor(0.3, 2);
  for (const ActivationInfo* info : by_element())
    for (int trial = 0; trial < 300; ++trial) {
      std::vector<double> values = initial_values(info->parameters);
      for (double& v : values)
        if (trial % 2) v *= factor(random);
      const Real option = values.empty() ? 0 : static_cast<Real>(values[0]);
      const double z = between(random) * (info->key == "relu6" ? 2 : 1), dz = factor(random);
      const Real exact_z = static_cast<Real>(z), h = 1e-5L;
      const Real slope = plain_slope(info->key, option, exact_z);
      const Real second =
          (plain_slope(info->key, option, exact_z + h) - plain_slope(info->key, option, exact_z - h)) / (2 * h);
      const At got = at(*info, values, z, dz);
      EXPECT_NEAR(got.a, static_cast<double>(plain(info->key, option, exact_z).real()), 1e-14) << info->key << " " << z;
      EXPECT_NEAR(got.slope, static_cast<double>(slope), 1e-14) << info->key << " " << z;
      EXPECT_NEAR(got.a_along, static_cast<double>(slope) * dz, 1e-14) << info->key << " " << z;
      // The difference is off by h²/6 times the fourth derivative.
      EXPECT_NEAR(got.slope_along, static_cast<double>(second) * dz, 2e-9) << info->key << " " << z;
    }
}

// Φ(1) as in Abramowitz & Stegun, table 26.1, e and log 2.
TEST(Activations, KnownValues) {
  const auto value = [](std::string_view key, double z) { return at(*find_activation(key), z).a; };
  EXPECT_NEAR(value("gelu_erf", 1), 0.841344746068543, 1e-15);
  EXPECT_NEAR(value("gelu_erf", -1), 0.841344746068543 - 1, 1e-15);
  for (double z = -6; z < 6; z += 0.125) EXPECT_NEAR(value("gelu_tanh", z), value("gelu_erf", z), 5e-4);
  EXPECT_NEAR(value("elu", -1), 1 / 2.718281828459045 - 1, 1e-15);
  EXPECT_NEAR(value("swish", 1), 2.718281828459045 / 3.718281828459045, 1e-15);
  EXPECT_NEAR(value("softplus", 0), 0.6931471805599453, 1e-15);
  EXPECT_EQ(value("leaky_relu", -2), -0.02);
  EXPECT_EQ(value("prelu", -2), -0.5);
}

// What the two constants of SELU are made for: of N(0, 1) the mean stays 0 and the variance 1. Klambauer et al. 2017,
// §2. The trapezoidal rule is off by h²/12 times the jump of the slope at 0.
TEST(Activations, SeluKeepsMeanAndVariance) {
  double mean = 0, variance = 0;
  constexpr double h = 1e-3;
  for (int i = -12'000; i <= 12'000; ++i) {
    const double z = h * i, a = at(*find_activation("selu"), z).a;
    const double share = h * std::exp(-0.5 * z * z) / std::sqrt(2 * std::acos(-1.0));
    mean += share * a;
    variance += share * a * a;
  }
  EXPECT_NEAR(mean, 0, 1e-7);
  EXPECT_NEAR(variance, 1, 1e-7);
}

// What stands in `kink`, at the kink itself; a derivative along a direction takes the same slope.
TEST(Activations, KinksAsStated) {
  struct Kink {
    std::string_view key;
    double z, a, slope;
  };
  const double l = 1.0507009873554805, alpha = 1.6732632423543772;
  for (const Kink& kink : {Kink{"step", 0, 0.5, 0},
                           {"sign", 0, 0, 0},
                           {"hard_sigmoid", -0.5, 0, 0},
                           {"hard_sigmoid", 0.5, 1, 0},
                           {"relu", 0, 0, 0},
                           {"leaky_relu", 0, 0, 0.01},
                           {"prelu", 0, 0, 0.25},
                           {"elu", 0, 0, 1},
                           {"selu", 0, 0, l * alpha},
                           {"relu6", 0, 0, 0},
                           {"relu6", 6, 6, 0},
                           {"hard_tanh", -1, -1, 0},
                           {"hard_tanh", 1, 1, 0}})
    for (const double z : {kink.z, kink.z == 0 ? -0.0 : kink.z}) {
      const At got = at(*find_activation(kink.key), z);
      EXPECT_EQ(got.a, kink.a) << kink.key;
      EXPECT_DOUBLE_EQ(got.slope, kink.slope) << kink.key;
      EXPECT_DOUBLE_EQ(got.a_along, kink.slope) << kink.key;
    }
}

TEST(Activations, FiniteFarOut) {
  for (const ActivationInfo* info : by_element()) {
    for (const double size : {40.0, 1e3, 1e6})
      for (const double z : {size, -size}) {
        const At got = at(*info, z);
        EXPECT_TRUE(std::isfinite(got.a) && std::isfinite(got.slope) && std::isfinite(got.a_along) &&
                    std::isfinite(got.slope_along))
            << info->key << " of " << z;
        EXPECT_LE(std::abs(got.a), 1.1 * size) << info->key << " of " << z;
        EXPECT_LE(std::abs(got.slope), 1.1) << info->key << " of " << z;
      }
    EXPECT_TRUE(std::isnan(at(*info, nan).a)) << info->key;
  }
}

// The trained slope of PReLU: σ along a change of it.
TEST(Activations, ByWhatIsLearned) {
  const ActivationInfo& prelu = *find_activation("prelu");
  for (const double z : {-3.0, -0.5, 0.0, 0.5, 3.0}) {
    const Pack p(z);
    Pack by;
    prelu.rows.by_learned(&p, &by, 1);
    const At got = at(prelu, {0.3}, z, 0, 1);
    EXPECT_EQ(by.v[0], std::min(z, 0.0));
    EXPECT_EQ(got.a_along, by.v[0]);
    EXPECT_EQ(got.slope_along, z > 0 ? 0 : 1);
  }
}

template <class T>
std::vector<T> random_row(std::size_t n) {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> between(-4, 4);
  std::vector<T> row(n);
  for (T& z : row)
    for (std::size_t i = 0; i < sizeof(T) / sizeof(double); ++i) reinterpret_cast<double*>(&z)[i] = between(random);
  return row;
}
template <class T>
bool same(const T& a, const T& b) {
  return std::memcmp(&a, &b, sizeof(T)) == 0;
}

template <class T>
void expect_rows_agree(const ActivationInfo& info, const ActivationRows<T>& rows) {
  const std::vector<double> values = initial_values(info.parameters);
  const Scalar<T> learned(0.3);
  const std::vector<T> z = random_row<T>(7);
  std::vector<T> a(z.size(), T(77.0)), slope(z.size(), T(77.0)), alone(z.size()), in_place = z;
  // The last one is not theirs to write.
  const std::size_t n = z.size() - 1;
  rows.value_and_slope(values, learned, z.data(), a.data(), slope.data(), n);
  rows.value(values, learned, z.data(), alone.data(), n);
  rows.value(values, learned, in_place.data(), in_place.data(), n);
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_TRUE(same(a[i], alone[i])) << info.key;
    EXPECT_TRUE(same(a[i], in_place[i])) << info.key;
  }
  EXPECT_TRUE(same(a[n], T(77.0)) && same(slope[n], T(77.0)) && same(in_place[n], z[n])) << info.key;
}

TEST(Activations, RowsOfEveryNumberAgree) {
  using One = Tangent<Pack, 1>;
  using Four = Tangent<Pack, 4>;
  for (const ActivationInfo* info : by_element()) {
    expect_rows_agree(*info, info->rows_of<Pack>());
    expect_rows_agree(*info, info->rows_of<One>());
    expect_rows_agree(*info, info->rows_of<Four>());
    // Four directions at once are each of them alone.
    const std::vector<double> values = initial_values(info->parameters);
    const Four z = random_row<Four>(1)[0];
    Four a, slope;
    Pack value, its_slope;
    info->rows_4.value_and_slope(values, Scalar<Four>(0.3), &z, &a, &slope, 1);
    info->rows.value_and_slope(values, 0.3, &z.v, &value, &its_slope, 1);
    for (std::size_t k = 0; k < 4; ++k) {
      const One x(z.v, {z.d[k]});
      One b, its;
      info->rows_1.value_and_slope(values, Scalar<One>(0.3), &x, &b, &its, 1);
      for (std::size_t i = 0; i < Pack::lanes; ++i) {
        EXPECT_DOUBLE_EQ(a.d[k].v[i], b.d[0].v[i]) << info->key;
        EXPECT_DOUBLE_EQ(slope.d[k].v[i], its.d[0].v[i]) << info->key;
        EXPECT_DOUBLE_EQ(b.v.v[i], value.v[i]) << info->key;
        EXPECT_DOUBLE_EQ(its.v.v[i], its_slope.v[i]) << info->key;
      }
    }
  }
}

}  // namespace
}  // namespace fallline::nn
