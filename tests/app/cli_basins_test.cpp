#include <map>

#include "cli_support.h"
#include "landscape/basins.h"

namespace fallline::cli::test {
namespace {

constexpr auto header = "x,y,end,end_x,end_y,step";

using Arguments = std::initializer_list<std::string>;

Outcome basins(Arguments arguments) {
  return run(with({"basins", "--surface", "himmelblau", "--optimizer", "momentum", "--steps", "300", "--grid", "80x64"},
                  arguments));
}

TEST(CliBasins, TellsWhereEachStartComesTo) {
  const Outcome outcome = basins({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  const auto rows = csv_rows(outcome.out, header);
  ASSERT_EQ(rows.size(), 80u * 64u);
  const Domain domain = find_surface("himmelblau")->domain;
  EXPECT_DOUBLE_EQ(number(rows[0][0]), domain.x_min + domain.width() / 160);
  EXPECT_DOUBLE_EQ(number(rows.back()[1]), domain.y_max - domain.height() / 128);
  std::map<std::string, int> ends;
  for (const auto& row : rows) {
    ++ends[row[2]];
    if (row[2] != "minimum") continue;
    const double x = number(row[3]), y = number(row[4]);
    EXPECT_NEAR(std::pow(x * x + y - 11, 2) + std::pow(x + y * y - 7, 2), 0, 1e-12);
    EXPECT_LE(number(row[5]), 300);
  }
  EXPECT_GT(ends["minimum"], 80 * 64 / 2);
  EXPECT_EQ(ends["maximum"], 0);
}

// What a path of its own does from the same start.
TEST(CliBasins, AgreesWithTrace) {
  const auto rows = csv_rows(basins({"--domain", "-4,4,-3,3"}).out, header);
  for (const std::size_t i : {0u, 1234u, 2777u, 5119u}) {
    const Outcome trace = run({"trace", "--surface", "himmelblau", "--optimizer", "momentum", "--steps", "300",
                               "--start=" + rows[i][0] + "," + rows[i][1]});
    const auto path = csv_rows(trace.out, "step,x,y,loss,grad_norm");
    if (rows[i][2] != "minimum") {
      EXPECT_TRUE(rows[i][2] == "under_way" || path.size() < 301) << rows[i][2];
      continue;
    }
    EXPECT_NEAR(number(path.back()[1]), number(rows[i][3]), 0.2);
    EXPECT_NEAR(number(path.back()[2]), number(rows[i][4]), 0.2);
  }
}

TEST(CliBasins, TheSameArgumentsGiveTheSameBytes) {
  EXPECT_EQ(basins({}).out, basins({}).out);
  EXPECT_EQ(basins({"--noise", "0.5", "--seed", "7"}).out, basins({"--noise", "0.5", "--seed", "7"}).out);
  EXPECT_NE(basins({"--noise", "0.5", "--seed", "7"}).out, basins({}).out);
}

TEST(CliBasins, DrawsAPicture) {
  const TemporaryFile file("", ".png");
  const Outcome outcome = basins({"--png", file.path()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "");
  const std::string png = file.content();
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
  // Width and height, big end first, in the first chunk.
  EXPECT_EQ(png.substr(16, 8), std::string("\0\0\0\x50\0\0\0\x40", 8));
}

TEST(CliBasins, ASchemeWithoutElementByElementWorkGoesToo) {
  const Outcome outcome = basins({"--block", "clip_norm:limit=1"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(csv_rows(outcome.out, header).size(), 80u * 64u);
}

TEST(CliBasins, RefusesWhatMakesNoSense) {
  const std::pair<std::vector<std::string>, std::string> refused[] = {
      {{"basins"}, "fallline basins: --surface is missing"},
      {{"basins", "--surface", "himmelblau"}, "fallline basins: --optimizer is missing"},
      {{"basins", "--surface", "himmelblau", "--optimizer", "sgd"}, "fallline basins: --steps is missing"},
  };
  for (const auto& [arguments, message] : refused) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(outcome.err.starts_with(message)) << outcome.err;
    EXPECT_TRUE(is_one_line(outcome.err));
  }
  EXPECT_TRUE(
      basins({"--csv", "a.csv", "--png", "a.png"}).err.starts_with("fallline basins: --csv and --png are given"));
  EXPECT_TRUE(basins({"--domain", "1,0,0,1"}).err.starts_with("fallline basins: --domain: x from 1 to 0"));
  const Outcome grid = run({"basins", "--surface", "himmelblau", "--optimizer", "sgd", "--steps", "9", "--grid", "2"});
  EXPECT_TRUE(grid.err.starts_with("fallline basins: --grid: \"2\"")) << grid.err;
  const Outcome steps = run({"basins", "--surface", "himmelblau", "--optimizer", "sgd", "--steps", "9000000"});
  EXPECT_TRUE(steps.err.starts_with("fallline basins: --steps: 9000000")) << steps.err;
}

}  // namespace
}  // namespace fallline::cli::test
