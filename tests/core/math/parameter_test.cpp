// Declared parameters: what is accepted, what is refused and how it is said, and names that were mistyped.
#include "math/parameter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "support/tables.h"

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Parameter fraction{.key = "beta",
                             .symbol = "β",
                             .label = "β",
                             .initial = 0.9,
                             .minimum = 0,
                             .maximum = 0.999,
                             .scale = Scale::linear,
                             .meaning = "A share.",
                             .lower = 0,
                             .upper = 1,
                             .upper_excluded = true};
constexpr Parameter rate{.key = "lr",
                         .symbol = "η",
                         .label = "η",
                         .initial = 0.1,
                         .minimum = 1e-5,
                         .maximum = 1,
                         .scale = Scale::log,
                         .meaning = "A rate.",
                         .lower = 0};
constexpr Parameter onoff{.key = "average",
                          .symbol = "",
                          .label = "Average",
                          .initial = 0,
                          .minimum = 0,
                          .maximum = 1,
                          .scale = Scale::toggle,
                          .meaning = "On or off.",
                          .lower = 0,
                          .upper = 1};

TEST(Parameter, AcceptsItsRange) {
  for (const double v : {0.0, 0.5, 0.999999}) EXPECT_FALSE(refuse(fraction, v)) << v;
  for (const double v : {0.0, 1e-300, 1e300}) EXPECT_FALSE(refuse(rate, v)) << v;
  for (const double v : {0.0, 1.0}) EXPECT_FALSE(refuse(onoff, v)) << v;
}

TEST(Parameter, RefusesTheRestAndSaysWhatIsExpected) {
  EXPECT_EQ(refuse(fraction, 1), "beta is 1; a number from 0 to 1 (excluded) is expected");
  EXPECT_EQ(refuse(fraction, -0.25), "beta is -0.25; a number from 0 to 1 (excluded) is expected");
  EXPECT_EQ(refuse(rate, -1), "lr is -1; at least 0 is expected");
  EXPECT_EQ(refuse(rate, infinity), "lr is inf; a finite number is expected");
  EXPECT_EQ(refuse(rate, std::nan("")), "lr is nan; a finite number is expected");
  EXPECT_EQ(refuse(onoff, 0.5), "average is 0.5; 0 (off) or 1 (on) is expected");
}

TEST(Parameter, FindsByKey) {
  const Parameter both[] = {fraction, rate};
  EXPECT_EQ(find_parameter(both, "beta"), 0u);
  EXPECT_EQ(find_parameter(both, "lr"), 1u);
  EXPECT_EQ(find_parameter(both, "l"), std::nullopt);
  EXPECT_EQ(initial_values(both), (std::vector<double>{0.9, 0.1}));
}

TEST(Nearest, SuggestsWhatWasMeant) {
  const auto names = optimizer_keys();
  EXPECT_EQ(nearest("adam", names), "adam");
  EXPECT_EQ(nearest("adm", names), "adam");
  EXPECT_EQ(nearest("Adam", names), "adam");
  EXPECT_EQ(nearest("rmsporp", names), "rmsprop");
  EXPECT_EQ(nearest("nest", names), "nesterov");
  EXPECT_EQ(nearest("momentun", names), "momentum");
  EXPECT_EQ(nearest("stochastic gradient", names), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(Nearest, SaysWhatIsKnownWhenNothingIsNear) {
  const std::string_view names[] = {"alpha", "gamma"};
  EXPECT_EQ(unknown("letter", "gama", names), "unknown letter \"gama\"; did you mean \"gamma\"?");
  EXPECT_EQ(unknown("letter", "something", names), "unknown letter \"something\"; known: alpha, gamma");
}

// What the tables declare holds together: the screen, files and the command line rely on it.
void expect_sound(std::span<const Parameter> parameters) {
  std::set<std::string_view> keys;
  for (const Parameter& p : parameters) {
    SCOPED_TRACE(std::string(p.key));
    EXPECT_TRUE(keys.insert(p.key).second) << "twice in one table";
    EXPECT_FALSE(p.label.empty());
    EXPECT_TRUE(p.meaning.ends_with('.'));
    EXPECT_LT(p.minimum, p.maximum);
    EXPECT_LE(p.minimum, p.initial);
    EXPECT_LE(p.initial, p.maximum);
    for (const double v : {p.minimum, p.initial, p.maximum}) EXPECT_EQ(refuse(p, v), std::nullopt);
    if (p.scale == Scale::log) {
      EXPECT_GT(p.minimum, 0);
    }
  }
}

class SurfaceParameters : public testing::TestWithParam<std::string_view> {};
TEST_P(SurfaceParameters, AreSound) { expect_sound(find_surface(GetParam())->parameters); }
INSTANTIATE_TEST_SUITE_P(All, SurfaceParameters, testing::ValuesIn(surface_keys()), test::key_name);

class OptimizerParameters : public testing::TestWithParam<std::string_view> {};
TEST_P(OptimizerParameters, AreSound) { expect_sound(find_optimizer(GetParam())->parameters); }
INSTANTIATE_TEST_SUITE_P(All, OptimizerParameters, testing::ValuesIn(optimizer_keys()), test::key_name);

TEST(Catalogues, KeysAreUnique) {
  const auto surface = surface_keys(), optimizer = optimizer_keys();
  EXPECT_EQ(std::set(surface.begin(), surface.end()).size(), surface.size());
  EXPECT_EQ(std::set(optimizer.begin(), optimizer.end()).size(), optimizer.size());
  EXPECT_EQ(find_surface("no such surface"), nullptr);
  EXPECT_EQ(find_optimizer("no such optimizer"), nullptr);
}

}  // namespace
}  // namespace fallline
