#include <map>

#include "cli_support.h"
#include "curvature/critical_points.h"

namespace fallline::cli::test {
namespace {

constexpr auto header = "kind,x,y,loss,grad_norm,lambda1,lambda2";

std::vector<std::vector<std::string>> critical(std::initializer_list<std::string> arguments) {
  const Outcome outcome = run(with({"critical"}, arguments));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  return csv_rows(outcome.out, header);
}

TEST(CliCritical, FindsTheNinePointsOfHimmelblau) {
  const auto rows = critical({"--surface", "himmelblau"});
  ASSERT_EQ(rows.size(), 9u);
  std::map<std::string, int> kinds;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ++kinds[rows[i][0]];
    EXPECT_LE(number(rows[i == 0 ? 0 : i - 1][3]), number(rows[i][3]));
    EXPECT_LE(number(rows[i][4]), 1e-8);
    EXPECT_LE(number(rows[i][5]), number(rows[i][6]));
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"minimum", 4}, {"saddle", 4}, {"maximum", 1}}));
  EXPECT_EQ(rows.back()[0], "maximum");
}

// Seventeen digits are the number itself.
TEST(CliCritical, PrintsWhatTheSearchFound) {
  const SurfaceInfo& surface = *find_surface("styblinski_tang");
  const CriticalPoints found = find_critical_points(*surface.make({}), surface.domain);
  const auto rows = critical({"--surface", "styblinski_tang"});
  ASSERT_EQ(rows.size(), found.points.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CriticalPoint& p = found.points[i];
    EXPECT_EQ(rows[i][0], key(p.kind));
    const double numbers[] = {p.at.x, p.at.y, p.loss, p.gradient_norm, p.curvature.lambda[0], p.curvature.lambda[1]};
    for (std::size_t c = 0; c < 6; ++c) EXPECT_EQ(number(rows[i][c + 1]), numbers[c]);
  }
}

TEST(CliCritical, SearchesTheDomainThatIsNamed) {
  const auto rows = critical({"--surface", "himmelblau", "--domain", "-4,-2,-4,-3"});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NEAR(number(rows[0][1]), -3.779310, 1e-6);
  EXPECT_EQ(rows, critical({"--surface", "himmelblau", "--domain=-4,-2,-4,-3"}));
}

TEST(CliCritical, TakesTheParametersOfTheSurface) {
  const auto rows = critical({"--surface", "quadratic", "--param", "kappa=7", "--param", "rotation=0"});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0], "minimum");
  EXPECT_DOUBLE_EQ(number(rows[0][5]), 1);
  EXPECT_DOUBLE_EQ(number(rows[0][6]), 7);
}

TEST(CliCritical, NamesDegeneratePoints) {
  const auto rows = critical({"--surface", "degenerate"});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0], "degenerate");
}

TEST(CliCritical, PrintsOnlyTheHeaderWhereThereIsNone) {
  EXPECT_TRUE(critical({"--surface", "saddle", "--domain", "1,2,1,2"}).empty());
}

TEST(CliCritical, SaysWhenTheSearchWasNotFinished) {
  const Outcome outcome = run({"critical", "--surface", "ackley", "--domain", "-100,100,-100,100"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_GT(csv_rows(outcome.out, header).size(), 1000u);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("there may be more"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace fallline::cli::test
