// fallline sweep: which runs there are, that they can be shared out, and that an interrupted one goes on.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli_support.h"

namespace fallline::cli::test {
namespace {

using Json = nlohmann::ordered_json;

Json swept(const char* sweep) {
  Json e = Json::parse(R"({
    "fallline": 1,
    "data": {"x": [[-1, -1], [-1, 1], [1, -1], [1, 1]], "y": [0, 1, 1, 0]},
    "network": {"layers": [{"width": 3}, {"activation": "linear"}]},
    "training": {"batch_size": 2, "steps": 6},
    "racers": [{"optimizer": "sgd", "options": {"lr": 0.5}}, {"optimizer": "adam"}]})");
  e["sweep"] = Json::parse(sweep);
  return e;
}

constexpr auto two_places = R"({"racers[0].options.lr": [0.5, 0.1, 0.25], "seed": {"from": 1, "to": 2}})";

std::string sweep(const std::string& path, const std::vector<std::string>& more = {}) {
  const Outcome outcome = run(with({"sweep", path}, more));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome.out;
}

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  return csv_rows(csv, csv.substr(0, csv.find('\n')));
}

// The choices of the place at `column`, in the order of the runs.
std::string choices(const char* places, std::size_t column = 1) {
  const TemporaryFile file(swept(places).dump(), ".json");
  std::string all;
  for (const auto& row : rows_of(sweep(file.path())))
    if (row[row.size() - 11] == "adam") all += row[column] + " ";
  return all;
}

TEST(CliSweep, EachRunIsTheExperimentWithItsChoices) {
  Json e = swept(two_places);
  const TemporaryFile file(e.dump(), ".json");
  const auto rows = rows_of(sweep(file.path()));
  ASSERT_EQ(rows.size(), 12u);
  e.erase("sweep");
  std::size_t row = 0;
  for (const double lr : {0.5, 0.1, 0.25})
    for (const int seed : {1, 2}) {
      e["racers"][0]["options"]["lr"] = lr;
      e["seed"] = seed;
      const TemporaryFile alone(e.dump(), ".json");
      const auto trained = rows_of(run({"train", alone.path()}).out);
      for (const std::size_t last : {trained.size() / 2 - 1, trained.size() - 1}) {
        const auto& cells = rows[row];
        EXPECT_EQ(cells[0], std::to_string(row / 2 + 1));
        EXPECT_EQ(number(cells[1]), lr);
        EXPECT_EQ(cells[2], std::to_string(seed));
        EXPECT_EQ(cells[3], trained[last][0]);
        EXPECT_EQ(cells[4], "finished");
        EXPECT_EQ(cells[5], "6");
        EXPECT_EQ(cells[6], trained[last][3]);
        EXPECT_EQ(cells[7], trained[last][5]);
        ++row;
      }
    }
}

TEST(CliSweep, ListsAndRanges) {
  EXPECT_EQ(choices(R"({"seed": [7, 3]})"), "7 3 ");
  EXPECT_EQ(choices(R"({"seed": {"from": 3, "to": 6}})"), "3 4 5 6 ");
  EXPECT_EQ(choices(R"({"network.layers[0].width": {"from": 1, "to": 16, "count": 3, "scale": "log"}})"), "1 4 16 ");
  EXPECT_EQ(choices(R"({"network.layers[0].width": {"from": 1, "to": 2, "count": 5}})"), "1 2 ") << "whole, each once";
  EXPECT_EQ(choices(R"({"racers[0].options.lr": {"from": 0.5, "to": 0.125, "count": 3, "scale": "log"}})"),
            "0.5 0.25 0.125 ");
  EXPECT_EQ(choices(R"({"racers[0].options.lr": {"from": 0.5, "to": 0.75, "count": 2}})"), "0.5 0.75 ");
  EXPECT_EQ(choices(R"({"network.layers[0].activation": ["relu", "tanh"]})"), "relu tanh ");
  EXPECT_EQ(choices(R"({"training.steps": {"from": 2, "to": 2, "count": 1}})"), "2 ");
  EXPECT_EQ(choices(R"({"seed": [1, 2], "training.batch_size": [0, 4]})"), "1 1 2 2 ");
  EXPECT_EQ(choices(R"({"seed": [1, 2], "training.batch_size": [0, 4]})", 2), "0 4 0 4 ") << "the last changes fastest";
}

TEST(CliSweep, SharesTogetherAreTheWhole) {
  const TemporaryFile file(swept(two_places).dump(), ".json");
  const std::string whole = sweep(file.path());
  std::vector<std::string> expected = lines(whole), together{expected.front()};
  for (const char* shard : {"1/4", "2/4", "3/4", "4/4"}) {
    const auto part = lines(sweep(file.path(), {"--shard", shard}));
    ASSERT_FALSE(part.empty());
    EXPECT_EQ(part.front(), expected.front());
    together.insert(together.end(), part.begin() + 1, part.end());
  }
  std::ranges::sort(expected);
  std::ranges::sort(together);
  EXPECT_EQ(together, expected);
  EXPECT_EQ(sweep(file.path(), {"--shard=9/9"}), expected.back() + "\n") << "there are six runs";
}

TEST(CliSweep, GoesOnWhereItWasInterrupted) {
  const TemporaryFile file(swept(two_places).dump(), ".json");
  const std::string whole = sweep(file.path());
  for (const double share : {0.0, 0.2, 0.3, 0.5, 0.77, 0.99, 1.0}) {
    const TemporaryFile csv(whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))),
                            ".csv");
    EXPECT_EQ(sweep(file.path(), {"--csv", csv.path()}), "");
    EXPECT_EQ(csv.content(), whole) << share;
  }
}

TEST(CliSweep, LeavesAForeignFileAlone) {
  const TemporaryFile file(swept(two_places).dump(), ".json");
  const TemporaryFile other(swept(R"({"racers[0].options.lr": [0.5, 0.2], "seed": [1, 2]})").dump(), ".json");
  for (const std::string& precious : {std::string("precious,numbers\n1,2\n"), sweep(other.path())}) {
    const TemporaryFile csv(precious, ".csv");
    const Outcome outcome = run({"sweep", file.path(), "--csv", csv.path()});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_EQ(csv.content(), precious);
  }
}

TEST(CliSweep, SaysWhatIsWrongBeforeTheFirstRun) {
  const std::pair<const char*, const char*> table[] = {
      {R"([])", "sweep: a list; an object with a list or a range for each place is expected"},
      {R"({})", "sweep: an object; an object with"},
      {R"({"seed": 3})", "sweep[\"seed\"]: 3; a list"},
      {R"({"seed": []})", "sweep[\"seed\"]: a list; at least one value is expected"},
      {R"({"seed": {"from": 1}})", "sweep[\"seed\"]: an object; a list of values, or an object with the keys"},
      {R"({"seed": {"from": 1, "to": 2, "step": 3}})", "sweep[\"seed\"].step: unknown key \"step\""},
      {R"({"seed": {"from": 2, "to": 1}})", "sweep[\"seed\"]: a range without a count goes by 1"},
      {R"({"seed": {"from": 0, "to": 4, "count": 3, "scale": "log"}})", "sweep[\"seed\"]: a logarithmic range"},
      {R"({"seed": {"from": 1, "to": 4, "count": 3, "scale": "cubic"}})", "sweep[\"seed\"].scale: \"cubic\"; "},
      {R"({"seed": {"from": 0, "to": 1000000}})", "sweep[\"seed\"]: 1000001 values; at most 1000000"},
      {R"({"seed": {"from": 1, "to": 1e300}})", "sweep[\"seed\"]: "},
      {R"({"seed": {"from": 1, "to": 2000}, "training.steps": {"from": 1, "to": 2000}})",
       "sweep[\"training.steps\"]: more than 1000000 runs"},
      {R"({"racers[9].options.lr": [0.1]})", "sweep[\"racers[9].options.lr\"]: there is no such place in the file"},
      {R"({"seed.x": [0.1]})", "sweep[\"seed.x\"]: there is no such place in the file"},
      {R"({"network.layers[0].widht": [3]})",
       "network.layers[0].widht: unknown key \"widht\"; did you mean \"width\"?"},
      {R"({"network.layers[0].width": [3, 0]})", "network.layers[0].width: 0; a whole number from 1"},
      {R"({"training.batch_size": [3, 400]})", "training.batch_size: 400 is more than the 4 samples"},
  };
  for (const auto& [places, message] : table) {
    SCOPED_TRACE(places);
    const TemporaryFile file(swept(places).dump(), ".json");
    const Outcome outcome = run({"sweep", file.path()});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("fallline sweep: " + file.path())) << outcome.err;
    EXPECT_NE(outcome.err.find(message), std::string::npos) << outcome.err;
  }
}

TEST(CliSweep, SharesAreRefused) {
  const TemporaryFile file(swept(two_places).dump(), ".json");
  for (const char* shard : {"0/4", "5/4", "1", "1/0", "a/b", "1/4/2", "-1/4", "/", "1/"}) {
    const Outcome outcome = run({"sweep", file.path(), std::string("--shard=") + shard});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("fallline sweep: --shard: \"" + std::string(shard) + "\"; two whole numbers"))
        << outcome.err;
  }
}

}  // namespace
}  // namespace fallline::cli::test
