// The functions in single precision against the C library.
#include "math/singles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace fallline {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

struct Function {
  const char* name;
  Singles (*f)(Singles);
  double (*exact)(double);
  float low, high;  // where it is meant to be used
  double allowed = 4;
};

const Function functions[] = {
    {"exp", fast::exp, std::exp, -87, 88},
    {"expm1", fast::expm1, std::expm1, -200, 88},
    {"log1p", fast::log1p, std::log1p, 0, 3e38f},
    {"tanh", fast::tanh, std::tanh, -1e4, 1e4, 7},
    {"sigmoid", fast::sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }, -87, 1e4},
    {"softplus", fast::softplus, [](double x) { return x > 40 ? x : std::log1p(std::exp(x)); }, -87, 1e4},
    {"erf", fast::erf, std::erf, -1e4, 1e4},
};

double ulps(float got, double exact) {
  const float rounded = std::abs(static_cast<float>(exact));
  const double ulp = static_cast<double>(std::nextafter(rounded, infinity)) - static_cast<double>(rounded);
  return std::abs(static_cast<double>(got) - exact) / ulp;
}

// Every exponent with both signs, and the range where these functions bend.
std::vector<float> arguments(const Function& f) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<float> fraction(1, 2);
  std::vector<float> all;
  for (int e = -125; e < 127; ++e)
    for (int i = 0; i < 64; ++i) all.push_back(std::ldexp(fraction(random), e) * (i % 2 ? -1.0f : 1.0f));
  for (const float range : {0.5f, 2.0f, 8.0f, 90.0f}) {
    std::uniform_real_distribution<float> between(-range, range);
    for (int i = 0; i < 40'000; ++i) all.push_back(between(random));
  }
  std::erase_if(all, [&](float x) { return x < f.low || x > f.high; });
  return all;
}

TEST(Singles, FunctionsAreWithinAFewUlp) {
  for (const Function& f : functions) {
    double worst = 0;
    float worst_at = 0;
    for (const float x : arguments(f)) {
      const double off = ulps(f.f(static_cast<double>(x)).v[1], f.exact(static_cast<double>(x)));
      if (off > worst) worst = off, worst_at = x;
    }
    EXPECT_LE(worst, f.allowed) << f.name << " of " << worst_at;
    RecordProperty(f.name, std::to_string(worst));
  }
}

TEST(Singles, Ends) {
  EXPECT_NEAR(fast::tanh(1e30).v[0], 1, 4e-7);
  EXPECT_EQ(fast::tanh(-1e30).v[0], -fast::tanh(1e30).v[0]);
  EXPECT_EQ(fast::erf(-1e30).v[0], -1);
  EXPECT_EQ(fast::expm1(-1e30).v[0], -1);
  EXPECT_LE(fast::exp(-1e30).v[0], 1.2e-38f);
  EXPECT_EQ(fast::sigmoid(1e30).v[0], 1);
  EXPECT_LE(fast::sigmoid(-1e30).v[0], 1e-38f);
  EXPECT_EQ(fast::softplus(1e30).v[0], 1e30f);
  EXPECT_EQ(fast::log1p(Singles(Singles::Vector{} + infinity)).v[0], infinity);
  for (const Function& f : functions)
    EXPECT_TRUE(std::isnan(f.f(Singles(Singles::Vector{} + std::nanf(""))).v[0])) << f.name;
}

}  // namespace
}  // namespace fallline
