// The functions of networks, of a Pack and of a double, against the C library in extended precision.
#include "math/vector_functions.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "support/ulp.h"

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

struct Function {
  const char* name;
  Pack (*of_pack)(Pack);
  double (*of_double)(double);
  long double (*exact)(long double);
};

#define FALLLINE_FUNCTION(f, exact)                                                                                   \
  {                                                                                                                   \
#f, [](Pack a) { return fast::f(a); }, [](double a) { return fast::f(a); }, [](long double x)                     \
                                                                                     -> long double { return exact; } \
  }

const Function functions[] = {
    FALLLINE_FUNCTION(exp, std::exp(x)),
    FALLLINE_FUNCTION(expm1, std::expm1(x)),
    FALLLINE_FUNCTION(log, std::log(x)),
    FALLLINE_FUNCTION(log1p, std::log1p(x)),
    FALLLINE_FUNCTION(sqrt, std::sqrt(x)),
    FALLLINE_FUNCTION(tanh, std::tanh(x)),
    FALLLINE_FUNCTION(sigmoid, 1 / (1 + std::exp(-x))),
    FALLLINE_FUNCTION(softplus, x > 40 ? x + std::exp(-x) : std::log1p(std::exp(x))),
    FALLLINE_FUNCTION(erf, std::erf(x)),
};

// Every exponent with both signs, the range where these functions bend, and a few near what is special.
std::vector<double> arguments() {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> fraction(1, 2);
  std::vector<double> x;
  for (int e = -1074; e < 1024; ++e)
    for (int i = 0; i < 24; ++i) x.push_back(std::ldexp(fraction(random), e) * (i % 2 ? -1 : 1));
  for (const double range : {0.5, 2.0, 8.0, 50.0, 800.0}) {
    std::uniform_real_distribution<double> between(-range, range);
    for (int i = 0; i < 40'000; ++i) x.push_back(between(random));
  }
  for (const double at :
       {1.0, -1.0, 0x1p-54, 0.41421356237309503, 0.7071067811865476, 1.4142135623730951, 6.0, 20.0, 709.782712893384,
        -708.39641853226408, -745.1332191019411, 0.34657359027997264, std::numeric_limits<double>::min(), largest})
    for (double s : {at, -at})
      for (double y : {s, std::nextafter(s, infinity), std::nextafter(s, -infinity)}) x.push_back(y);
  for (int i = 0; i < 20'000; ++i) x.push_back(1 + (fraction(random) - 1.5) * std::ldexp(1.0, -(i % 50)));
  x.resize((x.size() + Pack::lanes - 1) / Pack::lanes * Pack::lanes, 1.0);
  return x;
}

TEST(VectorFunctions, WithinFourUlp) {
  const std::vector<double> x = arguments();
  for (const Function& f : functions) {
    double worst = 0, worst_at = 0;
    for (std::size_t i = 0; i < x.size(); i += Pack::lanes) {
      std::array<double, Pack::lanes> y;
      f.of_pack(Pack::load(&x[i])).store(y.data());
      for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
        const double at = x[i + lane];
        ASSERT_TRUE(std::isnan(at) || std::isnan(y[lane]) || y[lane] == f.of_double(at)) << f.name << " of " << at;
        for (const double got : {y[lane], f.of_double(at)}) {
          const double off = test::ulps(got, f.exact(static_cast<long double>(at)));
          if (off > worst) worst = off, worst_at = at;
        }
      }
    }
    EXPECT_LE(worst, 4) << f.name << " of " << worst_at;
    RecordProperty(f.name, std::to_string(worst));
  }
}

// The same bits of zeros, so that their signs count; one strange lane does not touch its neighbours.
TEST(VectorFunctions, Ends) {
  for (const Function& f : functions) {
    const Pack ordinary = f.of_pack(Pack(0.75));
    for (const double x : {0.0, -0.0, smallest, -smallest, largest, -largest, infinity, -infinity, nan, -1.0}) {
      const auto exact = static_cast<double>(f.exact(static_cast<long double>(x)));
      for (std::size_t lane = 0; lane < Pack::lanes; ++lane) {
        Pack a(0.75);
        a.v[lane] = x;
        const Pack got = f.of_pack(a);
        for (std::size_t i = 0; i < Pack::lanes; ++i)
          EXPECT_TRUE(i == lane || got.v[i] == ordinary.v[i]) << f.name << " beside " << x;
        for (const double y : {got.v[lane], f.of_double(x)}) {
          EXPECT_LE(test::ulps(y, exact), 1) << f.name << " of " << x;
          EXPECT_TRUE(exact != 0 || std::signbit(y) == std::signbit(exact)) << f.name << " of " << x;
        }
      }
    }
  }
}

}  // namespace
}  // namespace fallline
