// The surface of a formula: the catalogue typed, one formula asked in different ways, holes and kinks.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/derivative_scale.h"
#include "support/formulas.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;
using test::parsed;
using test::surface_of;

constexpr double infinity = std::numeric_limits<double>::infinity();

class CatalogueTyped : public testing::TestWithParam<std::string_view> {
 protected:
  const SurfaceInfo& info = *find_surface(GetParam());
};

TEST_P(CatalogueTyped, HasTheDerivativesOfTheBuiltIn) {
  std::vector<std::vector<double>> settings{initial_values(info.parameters)};
  if (!info.parameters.empty()) {
    settings.emplace_back();
    for (const Parameter& p : info.parameters) settings.back().push_back(0.3 * p.minimum + 0.7 * p.maximum);
  }
  for (const auto& values : settings) {
    const auto built_in = info.make(values), formula = test::as_formula(info, values);
    const auto points = test::points_around(info.domain, 2000, 11);
    std::vector<Derivatives<double>> exact;
    for (const Point p : points) exact.push_back(built_in->derivatives(p));
    const auto usual = test::usual_size(exact);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto got = list(formula->derivatives(points[i])), expected = list(exact[i]);
      for (std::size_t k = 0; k < 6; ++k)
        ASSERT_NEAR(got[k], expected[k], 4e-13 * (usual[k] + std::abs(expected[k])))
            << derivative_names[k] << " at " << points[i].x << ", " << points[i].y;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CatalogueTyped, testing::ValuesIn(test::typed_keys()), test::key_name);

std::array<double, 6> at(std::string_view text, double x, double y) {
  return list(surface_of(text)->derivatives(Point{x, y}));
}
using Six = std::array<double, 6>;

TEST(FormulaSurface, KinksFollowTheConventions) {
  EXPECT_EQ(at("abs(x)", 0, 0), (Six{0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(at("abs(x)*y", -2, 3), (Six{6, -3, 2, 0, -1, 0}));
  EXPECT_EQ(at("sign(x)", 0, 0), (Six{0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(at("sign(x)*x", -2, 0), (Six{2, -1, 0, 0, 0, 0}));
  EXPECT_EQ(at("floor(x) + x*y", 2, 5), (Six{12, 5, 2, 0, 1, 0}));
  EXPECT_EQ(at("floor(-0.5)", 0, 0)[0], -1);
  // Both are the same: the first.
  EXPECT_EQ(at("min(2*x, y)", 1, 2), (Six{2, 2, 0, 0, 0, 0}));
  EXPECT_EQ(at("min(y, 2*x)", 1, 2), (Six{2, 0, 1, 0, 0, 0}));
  EXPECT_EQ(at("max(2*x, y)", 1, 2), (Six{2, 2, 0, 0, 0, 0}));
  EXPECT_EQ(at("max(x^2, y)", 3, 2), (Six{9, 6, 0, 2, 0, 0}));
}

TEST(FormulaSurface, PowersTakeWhatTheyCan) {
  EXPECT_EQ(at("x^3", -2, 0), (Six{-8, 12, 0, -12, 0, 0}));
  EXPECT_EQ(at("x^0", 0, 0), (Six{1, 0, 0, 0, 0, 0}));
  EXPECT_EQ(at("x^1", -3, 0), (Six{-3, 1, 0, 0, 0, 0}));
  EXPECT_EQ(at("x^-1", 2, 0), (Six{0.5, -0.25, 0, 0.25, 0, 0}));
  EXPECT_EQ(at("x^0.5", 4, 0), (Six{2, 0.25, 0, -1 / 32.0, 0, 0}));
  EXPECT_EQ(at("x^1.5", 0, 0)[0], 0);
  EXPECT_EQ(at("x^1.5", 0, 0)[1], 0);
  EXPECT_EQ(at("x^2.5", 0, 0)[3], 0);
  EXPECT_TRUE(std::isnan(at("x^0.3", -1, 0)[0]));
  EXPECT_EQ(at("(-2)^y", 0, 3)[0], -8);  // whole, but alone: there is no derivative
  EXPECT_TRUE(std::isnan(at("(-2)^y", 0, 3)[2]));
  EXPECT_EQ(at("(-1)^floor(x)", 3.5, 0), (Six{-1, 0, 0, 0, 0, 0}));
  EXPECT_EQ(at("x^100", 1, 0), (Six{1, 100, 0, 9900, 0, 0}));
  EXPECT_NEAR(at("2^x", 3, 0)[1], 8 * std::log(2.0), 1e-14);
}

TEST(FormulaSurface, HolesStayHoles) {
  for (const char* text :
       {"log(x)", "0*log(x)", "sqrt(x)", "asin(x - 5)", "x^0.3", "floor(log(x))", "sign(sqrt(x))", "min(y, log(x))",
        "max(log(x), y)", "log(x)^0", "log(x) - log(x)", "log(-1)", "x + log(-1)", "1^log(x)", "x/(y - y)", "0/0"}) {
    const auto d = at(text, -2, 1);
    EXPECT_FALSE(std::isfinite(d[0])) << text;
    EXPECT_FALSE(std::isfinite(d[1]) && std::isfinite(d[2])) << text;
    const double x[] = {-2, -2, -2}, y[] = {1, 1, 1};
    double value[3];
    surface_of(text)->derivatives(x, y, {.value = value});
    EXPECT_FALSE(std::isfinite(value[1])) << text;
  }
  EXPECT_EQ(at("1/x", 0, 0)[0], infinity);
  EXPECT_EQ(at("log(x)", 0, 0)[0], -infinity);
}

TEST(FormulaSurface, ConstantsAreFlat) {
  for (const char* text : {"5", "2 + 3", "a", "sin(pi/2)^0*5"}) {
    const auto d = at(text, 1, 2);
    EXPECT_TRUE(std::isfinite(d[0])) << text;
    for (std::size_t k = 1; k < 6; ++k) EXPECT_EQ(d[k], 0) << text;
  }
  std::vector<double> x(77, 1), values(77), slopes(77, -1);
  surface_of("5")->derivatives(x, x, {.value = values.data(), .x = slopes.data(), .y = slopes.data()});
  EXPECT_EQ(values, std::vector<double>(77, 5));
  EXPECT_EQ(slopes, std::vector<double>(77, 0));
}

TEST(FormulaSurface, ParametersAreNumbers) {
  const Formula formula = parsed("a*x^b + c");
  EXPECT_EQ(list(formula.surface(std::vector<double>{2, 3, 1})->derivatives(Point{2, 0})), (Six{17, 24, 0, 24, 0, 0}));
  EXPECT_EQ(list(formula.surface(std::vector<double>{0, 3, 1})->derivatives(Point{2, 0})), (Six{1, 0, 0, 0, 0, 0}));
  EXPECT_EQ(list(formula.surface(std::vector<double>{1, 0.5, 0})->derivatives(Point{4, 0}))[0], 2);
}

// A surface outlives the formula that made it.
TEST(FormulaSurface, StandsOnItsOwn) {
  std::unique_ptr<const Surface> surface;
  {
    const Formula formula = parsed("a*x");
    surface = formula.surface(std::vector<double>{3});
  }
  EXPECT_EQ(surface->derivatives(Point{2, 0}).value, 6);
}

// Far apart in size, the parts of a formula stay what they are.
TEST(FormulaSurface, FactorsAreGatheredWithoutLoss) {
  EXPECT_EQ(at("1e200*(1e200*x)", 0, 0)[0], 0);
  EXPECT_EQ(at("1e-200*(1e-200*(1e300*x))", 1, 0)[0], 1e-200 * (1e-200 * 1e300));
  EXPECT_EQ(at("x/3", 3, 0)[0], 1);
  EXPECT_EQ(at("(x + 1e16) - 1e16", 1, 0)[1], 1);
}

}  // namespace
}  // namespace fallline
