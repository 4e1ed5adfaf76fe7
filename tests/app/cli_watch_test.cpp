// Tables beside that of training: histograms, and several networks in place of one.
#include <map>

#include "cli_networks.h"
#include "session/network_file.h"
#include "training/ensembles.h"

namespace fallline::cli::test {
namespace {

TEST(CliTrainHistograms, CountEveryNumberOnce) {
  const TemporaryFile file(xor_experiment().dump(), ".json"), histograms("", ".csv");
  const std::string plain = train(file.path()).out;
  EXPECT_EQ(train(file.path(), {"--histograms", histograms.path()}).out, plain);
  std::map<std::vector<std::string>, std::size_t> counts;
  std::string last;
  for (const auto& row : csv_rows(histograms.content(), "racer,step,layer,what,low,high,count")) {
    EXPECT_LT(number(row[4]), number(row[5]));
    const auto place = std::vector(row.begin(), row.begin() + 4);
    if (counts.contains(place)) {
      EXPECT_EQ(row[4], last) << "bins follow one another";
    }
    last = row[5];
    counts[place] += static_cast<std::size_t>(number(row[6]));
  }
  // 3 racers, 7 rows each of the other table, 2 layers, 3 histograms.
  EXPECT_EQ(counts.size(), 3u * 7 * 2 * 3);
  for (const auto& [place, count] : counts) {
    const bool first = place[2] == "1";
    EXPECT_EQ(count, place[3] == "activations" ? (first ? 18u : 6u) : (first ? 6u : 3u)) << place[3];
  }
}

constexpr auto ensemble_header = "racer,member,ending,step,training_loss,training_accuracy,test_loss,test_accuracy";

struct Loaded {
  training::NetworkExperiment experiment;
  Dataset data;
};

Loaded loaded(const Json& e) {
  auto experiment = std::get<training::NetworkExperiment>(network_experiment_from_json(e.dump()));
  auto data = std::get<Dataset>(training::load(experiment.data));
  return {std::move(experiment), std::move(data)};
}

void expect_members(const std::vector<std::vector<std::string>>& rows, std::size_t first, const std::string& racer,
                    const training::Members& members) {
  ASSERT_GE(rows.size(), first + members.size() + 2);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& row = rows[first + i];
    EXPECT_EQ(row[0], racer);
    EXPECT_EQ(row[1], std::to_string(i + 1));
    EXPECT_EQ(row[2], "finished");
    EXPECT_EQ(row[3], std::to_string(members[i].outcome.step));
    EXPECT_EQ(number(row[4]), members[i].training.loss);
    EXPECT_EQ(number(row[5]), members[i].training.accuracy);
    EXPECT_EQ(number(row[6]), members[i].test.loss);
    EXPECT_EQ(number(row[7]), members[i].test.accuracy);
  }
  double mean = 0;
  for (const training::Member& m : members) mean += m.test.loss / static_cast<double>(members.size());
  EXPECT_EQ(rows[first + members.size()][1], "mean");
  EXPECT_NEAR(number(rows[first + members.size()][6]), mean, 1e-14);
  EXPECT_EQ(rows[first + members.size() + 1][1], "deviation");
}

Json moons() {
  Json e = xor_experiment();
  e["data"] = {{"set", "moons"}, {"options", {{"samples", 60}}}, {"split", {{"test", 0.3}}}};
  e["racers"].erase(2);
  return e;
}

TEST(CliTrainEnsembles, AreThoseOfTheCore) {
  const Json e = moons();
  const TemporaryFile file(e.dump(), ".json");
  auto [experiment, data] = loaded(e);
  const auto folds = csv_rows(train(file.path(), {"--folds", "3"}).out, ensemble_header);
  const auto starts = csv_rows(train(file.path(), {"--starts", "2"}).out, ensemble_header);
  const auto bag = csv_rows(train(file.path(), {"--bag", "4"}).out, ensemble_header);
  ASSERT_EQ(folds.size(), 2u * 5);
  ASSERT_EQ(starts.size(), 2u * 4);
  ASSERT_EQ(bag.size(), 2u * 7);
  const auto racers = experiment.racers;
  for (std::size_t r = 0; r < 2; ++r) {
    const std::string name = r == 0 ? "adam" : "sgd";
    experiment.racers = {racers[r]};
    expect_members(folds, 5 * r, name, std::get<training::Members>(cross_validate(experiment, data, 3)));
    expect_members(starts, 4 * r, name, std::get<training::Members>(random_starts(experiment, data, 2)));
    const auto bagged = std::get<training::Bag>(training::bag(experiment, data, 4));
    expect_members(bag, 7 * r, name, bagged.members);
    EXPECT_EQ(bag[7 * r + 6][1], "together");
    EXPECT_EQ(number(bag[7 * r + 6][7]), bagged.accuracy);
  }
}

TEST(CliTrainEnsembles, FoldsBeginAtTheFilesParametersAndTakeItsSteps) {
  Json e = moons();
  const TemporaryFile file(e.dump(), ".json"), weights("", ".weights.json");
  e["racers"] = Json::array({e["racers"][0]});
  const TemporaryFile alone(e.dump(), ".alone.json");
  train(alone.path(), {"--epochs", "30", "--save", weights.path()});
  e["parameters"] = weights.path();
  const TemporaryFile later(e.dump(), ".later.json");
  const auto before = csv_rows(train(alone.path(), {"--folds", "2", "--steps", "1"}).out, ensemble_header);
  const auto after = csv_rows(train(later.path(), {"--folds", "2", "--steps", "1"}).out, ensemble_header);
  EXPECT_EQ(after[0][3], "1");
  EXPECT_LT(number(after[0][4]), 0.8 * number(before[0][4]));
}

}  // namespace
}  // namespace fallline::cli::test
