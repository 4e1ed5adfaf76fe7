// The commands on networks: train, derivatives and landscape.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "cli_networks.h"
#include "session/network_file.h"
#include "session/whole_file.h"
#include "training/trainer.h"

namespace fallline::cli::test {
namespace {

Json reference(const std::string& name) { return Json::parse(std::ifstream(FALLLINE_TEST_DATA "/" + name)); }

// A case of the reference as an experiment file.
std::string experiment_of(const Json& file, const Json& c, const char* parameters) {
  const std::string loss = c.at("loss");
  const Json& targets = file.at("targets");
  const std::string activation = c.at("activation") == "hardtanh" ? "hard_tanh" : c.at("activation");
  Json e = {{"fallline", 1}, {"seed", 5}};
  e["data"] = {{"x", file.at("inputs_X")}};
  e["data"]["y"] = targets.at(loss == "mse" || loss == "l1" ? "real" : loss == "softmax_ce" ? "class" : "binary");
  // The reference has 0. and 1.
  if (loss == "bce_with_logits")
    for (Json& label : e["data"]["y"]) label = label.get<double>() > 0.5 ? 1 : 0;
  const auto sizes = c.at("sizes").get<std::vector<std::size_t>>();
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    const bool last = l + 1 == sizes.size();
    Json layer = {{"width", sizes[l]}, {"activation", last ? "linear" : activation}};
    if (!last && c.value("batch_norm", false)) layer["normalization"] = "batch";
    layer["l1"] = c.at("l1");
    layer["l2"] = c.at("l2").get<double>() / 2;  // there ½ l2 ΣW²
    e["network"]["layers"].push_back(layer);
  }
  e["loss"] = loss == "bce_with_logits" ? "bce" : loss == "l1" ? "mae" : loss;
  e["training"] = {{"batch_size", 0}};
  e["parameters"] = c.at(parameters);
  return e.dump();
}

// To within `share` of the greatest number there is.
void expect_close(const Json& ours, const Json& theirs, double share) {
  const auto a = ours.get<std::vector<double>>(), b = theirs.get<std::vector<double>>();
  ASSERT_EQ(a.size(), b.size());
  double greatest = 0;
  for (const double t : b) greatest = std::max(greatest, std::abs(t));
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], share * greatest) << i;
}

TEST(CliData, ComesBackAsTheDataOfAnExperiment) {
  const TemporaryFile file(R"({"fallline": 1, "data": {"set": "moons", "options": {"samples": 30}}})", ".json"),
      csv("", ".csv");
  ASSERT_EQ(run({"data", file.path(), "--csv", csv.path()}).status, 0);
  const auto made = std::get<Dataset>(training::load({.set = "moons", .values = {30, 0.05, 0.5, 0, 1}}));
  const auto read = training::load({.csv = csv.path()});
  ASSERT_TRUE(std::holds_alternative<Dataset>(read)) << std::get<std::string>(read);
  EXPECT_EQ(std::get<Dataset>(read).x, made.x);
  EXPECT_EQ(std::get<Dataset>(read).label, made.label);
}

TEST(CliDerivatives, GradientsAreThoseOfTheReference) {
  const Json file = reference("network_gradients.json");
  for (const Json& c : file.at("cases")) {
    SCOPED_TRACE(c.at("loss").dump() + c.at("activation").dump() + c.at("batch_norm").dump() + c.at("l1").dump());
    const Json ours = derivatives(experiment_of(file, c, "parameters"), {});
    ASSERT_TRUE(ours.contains("gradient"));
    EXPECT_NEAR(ours["loss"].get<double>(), c.at("loss_value").get<double>(), 1e-10);
    expect_close(ours["gradient"], c.at("gradient"), 1e-10);
    EXPECT_FALSE(ours.contains("hessian"));
    EXPECT_EQ(ours["penalty"] > 0, c.at("l1") > 0 || c.at("l2") > 0);
  }
}

TEST(CliDerivatives, HessiansAreThoseOfTheReference) {
  const Json file = reference("network_hessians.json");
  for (const Json& c : file.at("cases")) {
    SCOPED_TRACE(c.at("activation").dump() + c.at("l2").dump());
    const Json ours = derivatives(experiment_of(file, c, "params"), {"--hessian"});
    ASSERT_TRUE(ours.contains("hessian"));
    const Json& rows = c.at("hessian_row_major");
    ASSERT_EQ(ours["hessian"].size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) expect_close(ours["hessian"][i], rows[i], 1e-10);
    expect_close(ours["eigenvalues"], c.at("eigenvalues_ascending"), 1e-10);
  }
}

TEST(CliDerivatives, TheTableHoldsWhatTheJsonDoes) {
  const std::string experiment = xor_experiment().dump();
  const Json json = derivatives(experiment, {"--hessian"});
  const TemporaryFile file(experiment, ".json");
  const auto text = lines(run({"derivatives", file.path(), "--hessian"}).out);
  const std::size_t n = json["gradient"].size();
  ASSERT_EQ(text.size(), 4 + n + 2 + n + 2 + n);
  EXPECT_EQ(split(text[0], ',')[0], "loss");
  EXPECT_EQ(number(split(text[0], ',')[1]), json["loss"].get<double>());
  EXPECT_EQ(number(split(text[1], ',')[1]), json["penalty"].get<double>());
  EXPECT_EQ(text[3], "parameter,value,gradient");
  EXPECT_TRUE(text[4 + 5].starts_with("W1[2;1],")) << text[9];
  EXPECT_TRUE(text[4 + 6].starts_with("b1[0;0],")) << text[10];
  for (std::size_t i = 0; i < n; ++i) {
    EXPECT_EQ(number(split(text[4 + i], ',')[2]), json["gradient"][i].get<double>());
    EXPECT_EQ(number(text[4 + n + 2 + i]), json["eigenvalues"][i].get<double>());
    const auto row = split(text[4 + n + 2 + n + 2 + i], ',');
    ASSERT_EQ(row.size(), n);
    for (std::size_t k = 0; k < n; ++k) EXPECT_EQ(number(row[k]), json["hessian"][i][k].get<double>());
  }
}

TEST(CliTrain, GivesWhatTheCoreGives) {
  const std::string text = xor_experiment().dump();
  const TemporaryFile file(text, ".json");
  const auto rows = rows_of(train(file.path()).out);
  const auto experiment = std::get<training::NetworkExperiment>(network_experiment_from_json(text));
  const auto setup = std::get<training::Setup>(set_up(experiment));
  const char* names[] = {"adam", "sgd", "adam#2"};
  std::size_t row = 0;
  for (std::size_t i = 0; i < 3; ++i)
    training::train(setup, experiment.racers[i], 0, 0, [&](const training::Watched& w) {
      ASSERT_LT(row, rows.size());
      const auto& cells = rows[row++];
      EXPECT_EQ(cells[0], names[i]);
      EXPECT_EQ(cells[1], std::to_string(w.step));
      EXPECT_EQ(number(cells[3]), w.training.loss);
      EXPECT_EQ(number(cells[5]), w.training.accuracy);
      for (int k = 6; k < 10; ++k) EXPECT_EQ(cells[static_cast<std::size_t>(k)], "") << "nothing validates";
      EXPECT_EQ(number(cells[10]), w.gradient_norm);
      EXPECT_EQ(cells[11].empty(), w.step == 0) << "no step, no rate";
    });
  EXPECT_EQ(row, rows.size());
  EXPECT_EQ(row, 3u * 7) << "an epoch of 6 samples has two steps of 4 and of 2";
}

TEST(CliTrain, IsTheSameEveryTime) {
  Json e = xor_experiment();
  e["network"]["layers"][0]["dropout"] = 0.3;
  e["training"]["mixup"] = 0.2;
  e["training"]["gradient_noise"] = 0.1;
  const TemporaryFile file(e.dump(), ".json");
  const std::string first = train(file.path()).out;
  EXPECT_EQ(train(file.path()).out, first);
  e["seed"] = 4;
  const TemporaryFile other(e.dump(), ".other.json");
  EXPECT_NE(train(other.path()).out, first);
}

TEST(CliTrain, StepsAndEpochsAndEvery) {
  const TemporaryFile file(xor_experiment().dump(), ".json");
  const auto steps = [&](const std::vector<std::string>& more) {
    std::string all;
    for (const auto& cells : rows_of(train(file.path(), more).out))
      if (cells[0] == "sgd") all += cells[1] + " ";
    return all;
  };
  EXPECT_EQ(steps({}), "0 2 4 6 8 10 12 ");
  EXPECT_EQ(steps({"--steps", "5"}), "0 2 4 5 ");
  EXPECT_EQ(steps({"--epochs", "2"}), "0 2 4 ");
  EXPECT_EQ(steps({"--steps", "5", "--every", "1"}), "0 1 2 3 4 5 ");
  EXPECT_EQ(steps({"--every", "100"}), "0 12 ");
}

TEST(CliTrain, SavesWeightsThatTrainingBeginsWithAgain) {
  Json e = xor_experiment();
  e["racers"] = Json::array({e["racers"][1]});
  e["training"]["batch_size"] = 0;
  // Of batch normalization, the loss that is watched goes by the running averages.
  for (const auto& [normalization, ending] :
       {std::pair{"none", ".json"}, {"none", ".npz"}, {"batch", ".json"}, {"batch", ".npz"}}) {
    e["network"]["layers"][0]["normalization"] = normalization;
    e.erase("parameters");
    const TemporaryFile file(e.dump(), ".json");
    const auto whole = rows_of(train(file.path(), {"--steps", "10"}).out);
    const TemporaryFile weights("", std::string(".weights") + ending);
    train(file.path(), {"--steps", "6", "--save", weights.path()});
    e["parameters"] = weights.path().substr(weights.path().rfind('/') + 1);
    const TemporaryFile again(e.dump(), ".again.json");
    const auto rest = rows_of(train(again.path(), {"--steps", "4"}).out);
    EXPECT_EQ(rest.front()[3], whole[6][3]) << "the loss, to its last digit";
    EXPECT_EQ(rest.back()[3], whole[10][3]) << "plain descent remembers nothing";
    if (std::string_view(normalization) == "none") {
      EXPECT_EQ(derivatives(e.dump(), {})["loss"].get<double>(), number(whole[6][3]));
    }
  }
}

TEST(CliTrain, RacersHaveTheirOwnNetworks) {
  Json e = xor_experiment();
  const TemporaryFile shared(e.dump(), ".shared.json");
  e["racers"][1]["network"] = {{"layers", Json::array({{{"activation", "linear"}}})}};
  const TemporaryFile file(e.dump(), ".json");
  Json alone = e;
  alone["network"] = e["racers"][1]["network"];
  alone["racers"] = Json::array({xor_experiment()["racers"][1]});
  const TemporaryFile single(alone.dump(), ".single.json");
  const auto before = rows_of(train(shared.path()).out), rows = rows_of(train(file.path()).out),
             own = rows_of(train(single.path()).out);
  ASSERT_EQ(rows.size(), before.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i][0] != "sgd") {
      EXPECT_EQ(rows[i], before[i]);
      continue;
    }
    auto cells = own[i - 7];
    cells.insert(cells.end(), 3, "");  // of the second layer
    EXPECT_EQ(rows[i], cells);
  }
}

TEST(CliTrain, OfSeveralRacersEachHasItsFile) {
  const TemporaryFile file(xor_experiment().dump(), ".json"), weights("", ".weights.json");
  train(file.path(), {"--save", weights.path()});
  const std::string stem = weights.path().substr(0, weights.path().size() - 5);
  for (const char* name : {".adam", ".sgd", ".adam#2"}) {
    const std::string path = stem + name + ".json";
    EXPECT_TRUE(read_whole_file(path)) << path;
    std::remove(path.c_str());
  }
}

TEST(CliTrain, SaysHowARunEnded) {
  Json e = xor_experiment();
  e["loss"] = "squared";
  e["network"]["layers"][0]["activation"] = "linear";
  e["racers"] = Json::parse(R"([{"optimizer": "sgd", "options": {"lr": 1e200}}])");
  const TemporaryFile diverging(e.dump(), ".json");
  const Outcome outcome = train(diverging.path());
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_TRUE(outcome.err.starts_with("fallline train: sgd: diverged at step ")) << outcome.err;
  e = xor_experiment();
  e["data"] = {{"set", "two_gaussians"}, {"split", {{"validation", 0.3}}}};
  e["racers"] = Json::parse(R"([{"optimizer": "sgd", "options": {"lr": 3}}])");
  e["training"] = {{"batch_size", 0}, {"steps", 5000}, {"patience", 5}};
  const TemporaryFile stopping(e.dump(), ".stopping.json");
  const Outcome stopped = train(stopping.path());
  EXPECT_TRUE(stopped.err.starts_with("fallline train: sgd: stopped early at step ")) << stopped.err;
}

// Whatever the seed of weights and batches.
TEST(CliTrain, TheExamplesAreLearned) {
  const std::pair<const char*, double> examples[] = {{"spiral", 0.99}, {"xor", 1}, {"regression", 0.95}};
  for (const auto& [name, accuracy] : examples) {
    Json e = Json::parse(std::ifstream(std::string(FALLLINE_EXAMPLES "/network-") + name + ".json"));
    for (e["seed"] = 1; e["seed"] <= 10; e["seed"] = e["seed"].get<int>() + 1) {
      const TemporaryFile file(e.dump(), ".json");
      const auto rows = rows_of(train(file.path()).out);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i + 1 < rows.size() && rows[i][0] == rows[i + 1][0]) continue;
        EXPECT_GE(number(rows[i][5]), accuracy) << name << " " << rows[i][0] << " " << e["seed"];
      }
    }
  }
}

Outcome landscape(const std::string& path, const std::vector<std::string>& more) {
  const Outcome outcome = run(with({"landscape", path}, more));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_TRUE(outcome.err.starts_with("fallline landscape: ")) << outcome.err;
  return outcome;
}

TEST(CliLandscape, TheMiddleOfTheGridIsTheLossThere) {
  const TemporaryFile file(xor_experiment().dump(), ".json");
  const double loss = number(rows_of(train(file.path()).out)[6][3]);
  for (const char* plane : {"random", "random:7", "weights:0,9", "eigenvectors", "eigenvectors:12,0", "pca"}) {
    SCOPED_TRACE(plane);
    const auto rows =
        rows_of(landscape(file.path(), {"--plane", plane, "--grid", "5x3", "--window=-1,1,-0.5,0.5"}).out);
    ASSERT_EQ(rows.size(), 15u);
    EXPECT_EQ(rows[0][0], "-1");
    EXPECT_EQ(rows[0][1], "-0.5");
    EXPECT_EQ(rows[7][0], "0");
    EXPECT_EQ(rows[7][1], "0");
    EXPECT_NEAR(number(rows[7][2]), loss, 1e-12);
    EXPECT_NE(rows[6][2], rows[7][2]);
  }
}

// Along two weights the loss is that of a file whose parameters are moved.
TEST(CliLandscape, WeightsAreMovedAsTheySay) {
  Json e = xor_experiment();
  const Json start = derivatives(e.dump(), {});
  const TemporaryFile file(e.dump(), ".json");
  const auto rows =
      rows_of(landscape(file.path(), {"--steps=0", "--plane=weights:1,11", "--grid=3x3", "--window=-1,1,-2,2"}).out);
  const auto text = lines(run({"derivatives", file.path()}).out);
  for (std::size_t i = 4; i < text.size(); ++i) e["parameters"].push_back(number(split(text[i], ',')[1]));
  e["parameters"][1] = e["parameters"][1].get<double>() + 1;
  e["parameters"][11] = e["parameters"][11].get<double>() - 2;
  EXPECT_NEAR(number(rows[2][2]), derivatives(e.dump(), {})["loss"].get<double>(), 1e-12);
  EXPECT_NEAR(number(rows[4][2]), start["loss"].get<double>(), 1e-12);
}

TEST(CliLandscape, ALineGoesFromStepToStep) {
  Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json");
  const auto path = rows_of(train(file.path(), {"--every", "1"}).out);
  const Outcome outcome = landscape(file.path(), {"--plane", "line:2,8", "--grid", "3", "--window", "0,1"});
  EXPECT_TRUE(outcome.out.starts_with("u,loss\n"));
  const auto rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_NEAR(number(rows[0][1]), number(path[2][3]), 1e-12);
  EXPECT_NEAR(number(rows[2][1]), number(path[8][3]), 1e-12);
}

TEST(CliLandscape, CurvatureOverThePlane) {
  Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json");
  const Json here = derivatives(e.dump(), {"--hessian"});
  for (const char* which : {"lambda_min", "lambda_max"}) {
    const Outcome outcome =
        landscape(file.path(), {"--steps=0", "--plane=random", "--grid=3x3", "--window=-1,1,-1,1", "--of", which});
    EXPECT_TRUE(outcome.out.starts_with("u,v," + std::string(which) + "\n"));
    const auto values = here["eigenvalues"].get<std::vector<double>>();
    EXPECT_NEAR(number(rows_of(outcome.out)[4][2]), which[7] == 'm' && which[8] == 'i' ? values.front() : values.back(),
                1e-6);
  }
}

TEST(CliLandscape, WritesNumbersForNumPyAndPictures) {
  const TemporaryFile file(xor_experiment().dump(), ".json"), npy("", ".npy"), png("", ".png");
  const std::vector<std::string> common{"--plane", "random", "--grid", "7x5"};
  const auto rows = rows_of(landscape(file.path(), common).out);
  EXPECT_EQ(landscape(file.path(), with(common, {"--npy", npy.path()})).out, "");
  const std::string bytes = npy.content();
  ASSERT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\0", 8));
  const std::size_t header = 10 + static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
  EXPECT_NE(bytes.find("'shape': (5, 7)"), std::string::npos);
  EXPECT_EQ(header % 64, 0u);
  ASSERT_EQ(bytes.size(), header + 35 * sizeof(double));
  for (std::size_t i = 0; i < 35; ++i) {
    double value;
    std::memcpy(&value, bytes.data() + header + i * sizeof value, sizeof value);
    EXPECT_EQ(value, number(rows[i][2]));
  }
  landscape(file.path(), with(common, {"--png", png.path()}));
  EXPECT_EQ(png.content().substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(png.content().substr(16, 8), std::string("\0\0\0\x07\0\0\0\x05", 8)) << "width and height";
}

}  // namespace
}  // namespace fallline::cli::test
