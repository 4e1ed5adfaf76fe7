#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <locale>

#include "cli_support.h"
#include "optim/recipes.h"

namespace fallline::cli::test {
namespace {

constexpr auto header = "step,x,y,loss,grad_norm";

struct Row {
  std::int64_t step;
  double x, y, loss, grad_norm;
};

std::vector<Row> rows_of(const std::string& csv) {
  std::vector<Row> rows;
  for (const auto& cells : csv_rows(csv, header))
    rows.push_back({std::stoll(cells[0]), number(cells[1]), number(cells[2]), number(cells[3]), number(cells[4])});
  return rows;
}

std::vector<Row> trace(const std::vector<std::string>& arguments) {
  const Outcome outcome = run(with({"trace"}, arguments));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  return rows_of(outcome.out);
}

// x² − y² from (−1, 0.5) with η = 1/4: x halves, y grows by a half; all exact in binary.
TEST(CliTrace, DescendsTheSaddleAsByHand) {
  const auto rows =
      trace({"--surface", "saddle", "--optimizer", "sgd", "--set", "lr=0.25", "--start", "-1,0.5", "--steps", "3"});
  ASSERT_EQ(rows.size(), 4u);
  const double x[] = {-1, -0.5, -0.25, -0.125}, y[] = {0.5, 0.75, 1.125, 1.6875};
  for (int t = 0; t < 4; ++t) {
    EXPECT_EQ(rows[t].step, t);
    EXPECT_EQ(rows[t].x, x[t]);
    EXPECT_EQ(rows[t].y, y[t]);
    EXPECT_EQ(rows[t].loss, x[t] * x[t] - y[t] * y[t]);
    EXPECT_DOUBLE_EQ(rows[t].grad_norm, 2 * std::hypot(x[t], y[t]));
  }
}

// ½(x² + κ y²), κ = 4, α = 1/2, η = 1/8: v ← v/2 − g/8, g = (x, 4y), from (2, 1).
//   g = (2, 4):   v = (−1/4, −1/2),     θ = (7/4, 1/2)
//   g = (7/4, 2): v = (−11/32, −1/2),   θ = (45/32, 0)
TEST(CliTrace, RollsTheHeavyBallAsByHand) {
  const auto rows = trace({"--surface=quadratic", "--param", "kappa=4", "--param=rotation=0", "--optimizer=momentum",
                           "--set=lr=0.125", "--set", "momentum=0.5", "--start=2,1", "--steps=2"});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].loss, 4);
  EXPECT_DOUBLE_EQ(rows[0].grad_norm, std::sqrt(20.0));
  EXPECT_EQ(rows[1].x, 1.75);
  EXPECT_EQ(rows[1].y, 0.5);
  EXPECT_EQ(rows[1].loss, 2.03125);
  EXPECT_EQ(rows[2].x, 1.40625);
  EXPECT_EQ(rows[2].y, 0);
  EXPECT_EQ(rows[2].grad_norm, 1.40625);
}

TEST(CliTrace, TakesNegativeStartsInBothForms) {
  for (const char* start : {"-1.2,1", "-1.2,-1", "-.5,1", "1,-1e-3", "-0,0"}) {
    const std::vector<std::string> common{"trace", "--surface", "rosenbrock", "--optimizer", "sgd", "--steps", "1"};
    const Outcome apart = run(with(common, {"--start", start}));
    const Outcome together = run(with(common, {std::string("--start=") + start}));
    EXPECT_EQ(apart.status, 0) << apart.err;
    EXPECT_EQ(apart.out, together.out);
    const auto numbers = split(start, ',');
    EXPECT_EQ(rows_of(apart.out).at(0).x, number(numbers[0]));
    EXPECT_EQ(rows_of(apart.out).at(0).y, number(numbers[1]));
  }
}

TEST(CliTrace, StartsWhereTheSurfaceSaysUnlessToldOtherwise) {
  for (const SurfaceInfo& surface : surfaces()) {
    const auto rows = trace({"--surface", std::string(surface.key), "--optimizer", "sgd", "--steps", "1"});
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].x, surface.start.x);
    EXPECT_EQ(rows[0].y, surface.start.y);
  }
}

// Every number of every row is, bit for bit, the one that the optimizer itself went by; also with noise, and, for the
// first optimizer, over more rows than are computed or written at a time.
TEST(CliTrace, IsThePathOfTheOptimizerBitForBit) {
  const SurfaceInfo& surface = *find_surface("himmelblau");
  const auto objective = surface.make({});
  for (const OptimizerInfo& optimizer : optimizers()) {
    SCOPED_TRACE(optimizer.key);
    const std::size_t steps = &optimizer == &optimizers()[0] ? 70'000 : 2'000;
    auto values = initial_values(optimizer.parameters);
    std::vector<std::string> words{
        "--surface", "himmelblau", "--optimizer", std::string(optimizer.key), "--noise", "0.25",
        "--seed",    "7",          "--steps",     std::to_string(steps)};
    if (const auto lr = find_parameter(optimizer.parameters, "lr")) {
      values[*lr] = 0.001;
      words.insert(words.end(), {"--set", "lr=0.001"});
    }
    const auto rows = trace(words);
    const auto racer = optimizer.make(2, values);
    racer->place(*objective, std::array{surface.start.x, surface.start.y});
    std::vector<double> x(steps), y(steps), loss(steps), norm(steps);
    ASSERT_EQ(racer->advance(*objective, {0.25, 7}, steps, {x.data(), y.data(), loss.data(), norm.data()}), steps);
    ASSERT_EQ(rows.size(), steps + 1);
    const auto bits = [](double v) { return std::bit_cast<std::uint64_t>(v); };
    for (std::size_t t = 1; t <= steps; ++t)
      ASSERT_TRUE(rows[t].step == static_cast<std::int64_t>(t) && bits(rows[t].x) == bits(x[t - 1]) &&
                  bits(rows[t].y) == bits(y[t - 1]) && bits(rows[t].loss) == bits(loss[t - 1]) &&
                  bits(rows[t].grad_norm) == bits(norm[t - 1]))
          << "step " << t;
  }
}

// x² − y² on the line y = 0, where g = 2x.
TEST(CliTrace, PutsBlocksAroundAMethodAsByHand) {
  const auto rows = trace({"--surface=saddle", "--optimizer=sgd", "--set=lr=0.5", "--block", "clip_norm:limit=1",
                           "--start=4,0", "--steps=2"});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].x, 3.5);
  EXPECT_EQ(rows[2].x, 3);
  // Half a cosine over 2 steps: factors 1, ½.
  const auto scheduled = trace({"--surface=saddle", "--optimizer=sgd", "--set=lr=0.25",
                                "--block=cosine:steps=2,floor=0", "--start=4,0", "--steps=3"});
  ASSERT_EQ(scheduled.size(), 4u);
  EXPECT_EQ(scheduled[1].x, 2);
  EXPECT_NEAR(scheduled[2].x, 1.5, 1e-15);
  EXPECT_NEAR(scheduled[3].x, 1.5, 1e-15) << "the schedule has come to its end";
}

TEST(CliTrace, BlocksAloneAreTheChainInTheirOrder) {
  const std::vector<std::string> common{"trace", "--surface", "himmelblau", "--steps", "50"};
  const auto method = with(common, {"--optimizer", "adam", "--set", "lr=0.05"});
  const std::vector<std::string> chain{"--block", "gradient_average", "--block", "bias_correction",
                                       "--block", "adam_scale",       "--block", "learning_rate:lr=0.05"};
  auto own = common;
  own.insert(own.end(), chain.begin(), chain.end());
  const Outcome outcome = run(own);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  // Rounding apart: the method's parts are compiled together, those of a chain one by one.
  const std::vector<std::string> ours = lines(outcome.out), theirs = lines(run(method).out);
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t row = 1; row < ours.size(); ++row) {
    const std::vector<std::string> a = split(ours[row], ','), b = split(theirs[row], ',');
    for (std::size_t i = 0; i < a.size(); ++i)
      EXPECT_NEAR(number(a[i]), number(b[i]), 1e-9 * (1 + std::abs(number(b[i])))) << row;
  }
  EXPECT_EQ(outcome.out, run(with(own, {"--optimizer", "custom"})).out) << "said or not";
  auto without_correction = own;
  without_correction.erase(without_correction.begin() + 7, without_correction.begin() + 9);
  EXPECT_NE(run(without_correction).out, outcome.out);
}

TEST(CliTrace, NoiseFollowsItsSeedAndStaysOutOfTheGradientNorm) {
  const std::vector<std::string> common{"trace",   "--surface", "saddle",  "--optimizer", "sgd",
                                        "--steps", "5",         "--noise", "0.5"};
  const Outcome one = run(with(common, {"--seed", "18446744073709551615"}));
  EXPECT_EQ(one.out, run(with(common, {"--seed", "18446744073709551615"})).out);
  EXPECT_NE(one.out, run(with(common, {"--seed", "2"})).out);
  EXPECT_EQ(run(common).out, run(with(common, {"--seed", "1"})).out);
  for (const Row& row : rows_of(one.out)) EXPECT_DOUBLE_EQ(row.grad_norm, 2 * std::hypot(row.x, row.y));
}

TEST(CliTrace, SaysWhereAPathEndsAndWhy) {
  const Outcome outcome = run({"trace", "--surface", "quadratic", "--param", "kappa=20", "--optimizer", "sgd", "--set",
                               "lr=0.5", "--steps", "1000"});
  EXPECT_EQ(outcome.status, 0);
  const auto rows = rows_of(outcome.out);
  ASSERT_GT(rows.size(), 100u);
  ASSERT_LT(rows.size(), 1000u);
  EXPECT_EQ(rows.back().step, std::ssize(rows) - 1);
  EXPECT_TRUE(std::isfinite(rows.back().loss));
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_TRUE(outcome.err.starts_with("fallline trace: ")) << outcome.err;
  EXPECT_NE(outcome.err.find("step " + std::to_string(rows.size())), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("2/η"), std::string::npos) << outcome.err;
}

TEST(CliTrace, EndsAtOnceWhereTheGradientIsNotDefined) {
  const Outcome outcome = run({"trace", "--surface", "ackley", "--optimizer", "sgd", "--start", "0,0", "--steps", "9"});
  EXPECT_EQ(outcome.status, 0);
  const auto rows = csv_rows(outcome.out, header);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][4], "nan");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
}

TEST(CliTrace, WritesToTheFileThatIsNamed) {
  const std::vector<std::string> common{"trace", "--surface", "beale", "--optimizer", "adam", "--steps", "20"};
  const TemporaryFile file("what stood there before, and is longer than the first line");
  const Outcome outcome = run(with(common, {"--csv", file.path()}));
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(file.content(), run(common).out);
  EXPECT_EQ(rows_of(file.content()).size(), 21u);
}

class CommaForPoint : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(CliTrace, IsTheSameInEveryLocale) {
  const std::vector<std::string> arguments{"trace",    "--surface", "himmelblau", "--optimizer", "sgd", "--set",
                                           "lr=0.001", "--start",   "-1.5,2.25",  "--steps",     "2000"};
  const Outcome before = run(arguments);
  const std::locale old = std::locale::global(std::locale(std::locale(), new CommaForPoint));
  const Outcome after = run(arguments);
  std::locale::global(old);
  EXPECT_EQ(before.status, 0) << before.err;
  EXPECT_EQ(before.out, after.out);
}

}  // namespace
}  // namespace fallline::cli::test
