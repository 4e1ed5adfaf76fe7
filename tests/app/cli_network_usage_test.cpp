// What is wrong with an experiment with a network, or asked of it: status 2, and one line that names the place.
#include <nlohmann/json.hpp>

#include "cli_support.h"

namespace fallline::cli::test {
namespace {

using Json = nlohmann::ordered_json;

const Json good = Json::parse(R"({
  "fallline": 1,
  "data": {"x": [[-1, -1], [-1, 1], [1, -1], [1, 1]], "y": [0, 1, 1, 0]},
  "network": {"layers": [{"width": 3}, {"activation": "linear"}]},
  "loss": "bce",
  "training": {"batch_size": 2, "steps": 6},
  "racers": [{"optimizer": "sgd", "options": {"lr": 0.5}}]})");

// What `fallline train` says of a file with this text, less what it begins with.
std::string refused(const std::string& text) {
  const TemporaryFile file(text, ".json");
  const Outcome outcome = run({"train", file.path()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  const std::string begin = "fallline train: " + file.path() + ": ";
  EXPECT_TRUE(outcome.err.starts_with(begin)) << outcome.err;
  return outcome.err.size() > begin.size() ? outcome.err.substr(begin.size(), outcome.err.size() - begin.size() - 1)
                                           : outcome.err;
}

struct Wrong {
  const char *place, *value, *message;  // JSON pointer; what stands there instead; what is said
};

const Wrong wrong[] = {
    {"/data/x", "[[0, 1], [2], [3, 4], [5, 6]]", "data.x[1]: 1 numbers; the first row has 2"},
    {"/data/x", "[[0, 1], [2, 3]]", "data.y: 4 targets for 2 samples"},
    {"/data/x", "[]", "data.x: a list; a list of samples is expected"},
    {"/data/x", "[[], [], [], []]", "data: no feature; one or more are expected"},
    {"/data/x/1/0", "\"one\"", "data.x[1][0]: \"one\"; a number is expected"},
    {"/data/x/1/0", "null", "data.x[1][0]: null; a number is expected"},
    {"/data/y", "[0, 1, 1, 1]", "data: class 0 has one sample"},
    {"/data/y", "[1, 1, 0, 0, 2]", "data.y: 5 targets for 4 samples"},
    {"/data/y/0", "0.5", "data.y[0]: 0.5; a whole number is expected"},
    {"/data/y/0", "-1", "data.y[0]: -1; a whole number from 0 to 9999 is expected"},
    {"/data/set", "\"xor\"", "data: it has more than one of a set, a csv and x; one of them is expected"},
    {"/data", R"({"set": "spirl"})", "data.set: unknown data set \"spirl\"; did you mean \"spiral\"?"},
    {"/data", R"({"set": "xor", "options": {"samplse": 3}})", "data.options.samplse: unknown option \"samplse\"; did"},
    {"/data", R"({"set": "xor", "options": {"samples": 1}})", "data.options.samples is 1; a number from 2"},
    {"/data", R"({"csv": "/no/such.csv"})", "/no/such.csv: "},
    {"/data", R"({"csv": 3})", "data.csv: 3; the name of a CSV file is expected"},
    {"/data", R"({"csv": "a.csv", "options": {}})", "data.options: only a set has options"},
    {"/data/target", "\"y\"", "data.target: only a csv has a column for its target"},
    {"/data", R"({"x": [1, 2]})", "data: x and y are expected together"},
    {"/data", R"({"set": "xor", "split": {"test": 1}})", "data.split"},
    {"/network/layers", "[]", "network.layers: 0 layers; from 1 to 64 are expected"},
    {"/network/layers/0/width", "0", "network.layers[0].width: 0; a whole number from 1 to 4096 is expected"},
    {"/network/layers/0/width", "10000", "network.layers[0].width: 10000; a whole number from 1 to 4096 is expected"},
    {"/network/layers/0/width", "2.5", "network.layers[0].width: 2.5; a whole number is expected"},
    {"/network/layers/1/width", "2", "loss: bce is for two classes and one output, not 2 and 2; softmax_ce takes more"},
    {"/network/layers/0/widht", "3", "network.layers[0].widht: unknown key \"widht\"; did you mean \"width\"?"},
    {"/network/layers/0/activation", "\"tahn\"",
     "network.layers[0].activation: unknown activation \"tahn\"; did you mean \"tanh\"?"},
    {"/network/layers/0/normalization", "\"bacth\"",
     "network.layers[0].normalization: unknown normalization \"bacth\"; did you mean \"batch\"?"},
    {"/network/layers/0/dropout", "1", "network.layers[0].dropout: a share of units from 0 to below 1"},
    {"/network/layers/0/residual", "true", "network.layers[0].residual: 3 units cannot be added to 2 inputs"},
    {"/network/layers/0/l2", "-1", "network.layers[0].l2: a number from 0 to 1e6 is expected, not -1"},
    {"/network/initializer", "\"xavier\"", "network.initializer: unknown initializer \"xavier\""},
    {"/loss", "\"bec\"", "loss: unknown loss \"bec\"; did you mean \"bce\"?"},
    {"/loss", R"({"key": "huber", "options": {"delt": 1}})",
     "loss.options.delt: unknown option \"delt\"; did you mean"},
    {"/loss", "3", "loss: 3; "},
    {"/training/batch_size", "5", "training.batch_size: 5 is more than the 4 samples to train on"},
    {"/training/epochs", "3", "training: it has both steps and epochs; one of them is expected"},
    {"/training/steps", "0", "training.steps: 0; a whole number from 1 to 10000000 is expected"},
    {"/training/patience", "3", "training.patience: early stopping goes by the validation loss; a share"},
    {"/training/mixup", "-1", "training.mixup: -1; a number from 0 to 1e6 is expected"},
    {"/parameters", "[1, 2, 3]", "parameters: 3 numbers; the network has 13 parameters"},
    {"/parameters", "[1, \"2\", 3]", "parameters[1]: \"2\"; a number is expected"},
    {"/parameters", "3", "parameters: 3; a list of numbers, or the name of a file of weights is expected"},
    {"/parameters", "\"/no/such.npz\"", "/no/such.npz: cannot be read"},
    {"/racers", "[]", "racers: at least one is expected"},
    {"/racers/0/optimizer", "\"sdg\"", "racers[0].optimizer: unknown optimizer \"sdg\"; did you mean \"sgd\"?"},
    {"/racers/0/options/lr", "-1", "racers[0].options.lr is -1; at least 0"},
    {"/sweep", "{}", "sweep: only `fallline sweep` takes a file with this key"},
    {"/netwrok", "{}", "netwrok: unknown key \"netwrok\"; did you mean \"network\"?"},
    {"/seed", "-1", "seed: -1; a whole number from 0 on is expected"},
    {"/fallline", "2", "fallline: version 2 is newer than this program"},
};

TEST(CliNetworkUsage, NamesThePlaceOfWhatIsWrong) {
  for (const auto& [place, value, message] : wrong) {
    SCOPED_TRACE(std::string(place) + " " + value);
    Json e = good;
    e[Json::json_pointer(place)] = Json::parse(value);
    const std::string said = refused(e.dump());
    EXPECT_TRUE(said.starts_with(message)) << said;
  }
}

TEST(CliNetworkUsage, NamesThePlaceInTheText) {
  EXPECT_EQ(refused(""), "line 1, column 1: not valid JSON here");
  EXPECT_EQ(refused("{\"fallline\": 1, \"data\": {\"x\": [[NaN]]}}"), "line 1, column 33: not valid JSON here");
  EXPECT_EQ(refused("{\"fallline\": 1, \"seed\": 1, \"seed\": 2}"), "seed: given twice; each key is expected once");
  EXPECT_EQ(refused("{}"), "the document: the key \"fallline\" with the version of the format is missing");
}

TEST(CliNetworkUsage, NamesThePlaceInATable) {
  const std::pair<const char*, const char*> table[] = {
      {"1,2,0\n3,4,1\n5,nan,0\n7,8,1\n", "row 3"},
      {"1,2,0\n3,4,1\n5,0\n7,8,1\n", "row 3"},
      {"1,2,0\n3,4,1\n5,six,0\n7,8,1\n", "row 3"},
      {"", ""},
  };
  for (const auto& [text, place] : table) {
    const TemporaryFile csv(text, ".csv");
    Json e = good;
    e["data"] = {{"csv", csv.path()}};
    const std::string said = refused(e.dump());
    EXPECT_TRUE(said.starts_with(csv.path() + ": ")) << said;
    EXPECT_NE(said.find(place), std::string::npos) << said;
  }
}

TEST(CliNetworkUsage, NamesTheWeightsThatDoNotFit) {
  const TemporaryFile weights(R"({"W1": [[1, 2], [3, 4]], "b1": [1, 2], "W2": [[1, 2]], "b2": [0]})", ".weights.json");
  Json e = good;
  e["parameters"] = weights.path();
  EXPECT_EQ(refused(e.dump()), weights.path() + ": W1: an array of shape [2, 2]; [3, 2] is expected");
}

struct Refused {
  std::vector<std::string> arguments;  // FILE stands for the file
  std::string message;
};

TEST(CliNetworkUsage, OptionsAreRefused) {
  const TemporaryFile file(good.dump(), ".json");
  const Refused table[] = {
      {{"train"}, "train: FILE: an experiment with a network is expected"},
      {{"derivatives"}, "derivatives: FILE: an experiment with a network is expected"},
      {{"landscape"}, "landscape: FILE: an experiment with a network is expected"},
      {{"sweep"}, "sweep: FILE: an experiment with a sweep is expected"},
      {{"train", "/no/such.json"}, "train: /no/such.json: cannot be read"},
      {{"sweep", "/no/such.json"}, "sweep: /no/such.json: cannot be read"},
      {{"sweep", "FILE"}, "sweep: " + file.path() + ": the document: the key \"sweep\" with the places"},
      {{"train", "FILE", "--steps", "1", "--epochs", "1"}, "train: --steps and --epochs are given; one of them"},
      {{"train", "FILE", "--steps", "0"}, "train: --steps: \"0\"; a whole number from 1 to"},
      {{"train", "FILE", "--epochs", "x"}, "train: --epochs: \"x\"; a whole number from 1 to"},
      {{"train", "FILE", "--every", "0"}, "train: --every: \"0\"; a whole number from 1 to"},
      {{"train", "FILE", "--save", "/no/such/w.npz"}, "train: /no/such/w.npz: cannot be"},
      {{"train", "FILE", "--save", "w.txt"}, "train: --save: \"w.txt\"; a name that ends in .json or .npz is expected"},
      {{"train", "FILE", "--csv", "/no/such/w.csv"}, "train: /no/such/w.csv: cannot be"},
      {{"train", "FILE", "--stpes", "3"}, "train: unknown option \"--stpes\"; did you mean \"--steps\"?"},
      {{"train", "FILE", "--histograms", "/no/such/h.csv"}, "train: /no/such/h.csv: cannot be"},
      {{"train", "FILE", "--histograms=a.csv", "--csv=a.csv"}, "train: --csv and --histograms name the same file"},
      {{"train", "FILE", "--folds", "2", "--starts", "2"}, "train: --folds and --starts are given; one of them"},
      {{"train", "FILE", "--starts", "2", "--bag", "2"}, "train: --starts and --bag are given; one of them"},
      {{"train", "FILE", "--folds", "1"}, "train: --folds: \"1\"; a whole number from 2 to 4 is expected"},
      {{"train", "FILE", "--folds", "5"}, "train: --folds: \"5\"; a whole number from 2 to 4 is expected"},
      {{"train", "FILE", "--bag", "0"}, "train: --bag: \"0\"; a whole number from 1 to 1000 is expected"},
      {{"train", "FILE", "--bag", "2"}, "train: " + file.path() + ": data.split.test: a share of the samples"},
      {{"train", "FILE", "--folds=2", "--save=w.npz"}, "train: --save is for one network, not with --folds"},
      {{"train", "FILE", "--folds=2", "--every=2"}, "train: --every is for one network, not with --folds"},
      {{"train", "FILE", "--starts=2", "--spectrum"}, "train: --spectrum is for one network, not with --folds"},
      {{"train", "FILE", "--bag=2", "--histograms=h"}, "train: --histograms is for one network, not with --folds"},
      {{"spectrum"}, "spectrum: FILE: an experiment with a network is expected"},
      {{"spectrum", "FILE", "--racer", "sgd"}, "spectrum: --racer: all begin at the same point; --steps is expected"},
      {{"spectrum", "FILE", "--racer=sdg", "--steps=1"}, "spectrum: --racer: unknown racer \"sdg\"; did you mean"},
      {{"spectrum", "FILE", "--steps", "-1"}, "spectrum: --steps: \"-1\"; a whole number from 0 to"},
      {{"spectrum", "FILE", "--extreme", "7"}, "spectrum: --extreme: \"7\"; a whole number from 1 to 6 is expected"},
      {{"spectrum", "FILE", "--extreme=1", "--density"}, "spectrum: --extreme and --density are given; one of them"},
      {{"spectrum", "FILE", "--csv", "/no/such/s.csv"}, "spectrum: /no/such/s.csv: cannot be"},
      {{"critical", "/no/such.json"}, "critical: /no/such.json: cannot be read"},
      {{"critical", "FILE", "--surface", "saddle"}, "critical: --surface, --param and --domain are for surfaces, FILE"},
      {{"critical", "--steps", "3"}, "critical: FILE: an experiment with a network is expected"},
      {{"critical", "FILE", "--tolerance", "0"}, "critical: --tolerance: 0; a number above 0 is expected"},
      {{"critical", "FILE", "--save", "w.txt"}, "critical: --save: \"w.txt\"; a name that ends in .json or .npz"},
      {{"landscape", "FILE", "--plane", "pac"}, "landscape: --plane: \"pac\"; pca, random"},
      {{"landscape", "FILE", "--plane", "weights:1"}, "landscape: --plane: 1 numbers in \"1\"; 2 are expected"},
      {{"landscape", "FILE", "--plane", "weights:1,13"}, "landscape: --plane: \"13\"; a whole number from 0 to 12"},
      {{"landscape", "FILE", "--plane", "weights:1,1"}, "landscape: --plane: "},
      {{"landscape", "FILE", "--plane", "eigenvectors:1,1"}, "landscape: --plane: "},
      {{"landscape", "FILE", "--plane", "points:0,3,7"}, "landscape: --plane: \"7\"; a whole number from 0 to 6"},
      {{"landscape", "FILE", "--plane", "points:0,3,3"}, "landscape: --plane: "},
      {{"landscape", "FILE", "--plane", "line:2,2"}, "landscape: --plane: "},
      {{"landscape", "FILE", "--plane", "random:x"}, "landscape: --plane: \"x\"; a whole number from 0 to"},
      {{"landscape", "FILE", "--steps", "0"}, "landscape: --plane: "},
      {{"landscape", "FILE", "--racer", "sdg"}, "landscape: --racer: unknown racer \"sdg\"; did you mean \"sgd\"?"},
      {{"landscape", "FILE", "--grid", "5"}, "landscape: --grid: \"5\""},
      {{"landscape", "FILE", "--grid", "1x5"}, "landscape: --grid: "},
      {{"landscape", "FILE", "--grid", "99999x99999"}, "landscape: --grid: "},
      {{"landscape", "FILE", "--window", "1,2"}, "landscape: --window: \"1,2\"; 4 numbers umin,umax,vmin,vmax"},
      {{"landscape", "FILE", "--window", "2,1,0,1"}, "landscape: --window: "},
      {{"landscape", "FILE", "--of", "los"}, "landscape: --of: unknown quantity \"los\"; did you mean \"loss\"?"},
      {{"landscape", "FILE", "--csv=a", "--npy=b"}, "landscape: more than one of --csv, --npy and --png is given"},
      {{"landscape", "FILE", "--png", "/no/such/p.png"}, "landscape: /no/such/p.png: cannot be"},
      {{"landscape", "FILE", "--npy", "/no/such/p.npy"}, "landscape: /no/such/p.npy: cannot be"},
  };
  for (auto [arguments, message] : table) {
    SCOPED_TRACE(message);
    std::ranges::replace(arguments, "FILE", file.path());
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("fallline " + message)) << outcome.err;
  }
}

TEST(CliNetworkUsage, AHessianHasItsLimit) {
  Json e = good;
  e["network"]["layers"][0]["width"] = 501;  // 501 · 4 + 1 parameters
  const TemporaryFile file(e.dump(), ".json");
  const Outcome outcome = run({"derivatives", file.path(), "--hessian"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "fallline derivatives: --hessian: the network has 2005 parameters; at most 2000 are expected\n");
  EXPECT_EQ(run({"spectrum", file.path()}).err,
            "fallline spectrum: the network has 2005 parameters; all eigenvalues are for at most 2000, --extreme or "
            "--density for more\n");
}

TEST(CliNetworkUsage, HelpNamesEveryOption) {
  const std::pair<const char*, std::vector<std::string>> expected[] = {
      {"train",
       {"FILE", "--steps", "--epochs", "--every", "--csv", "--save", "--spectrum", "--histograms", "--folds",
        "--starts", "--bag", "lambda_max", "together"}},
      {"spectrum", {"FILE", "--steps", "--racer", "--extreme", "--density", "--json", "--csv"}},
      {"critical", {"FILE", "--steps", "--racer", "--tolerance", "--save", "--surface", "gradient_flat"}},
      {"derivatives", {"FILE", "--hessian", "--json"}},
      {"landscape",
       {"--racer", "--steps", "--plane", "--window", "--grid", "--of", "--csv", "--npy", "--png", "line:"}},
      {"sweep", {"FILE", "--shard", "--csv"}}};
  for (const auto& [command, words] : expected) {
    const Outcome outcome = run({command, "--help"});
    EXPECT_EQ(outcome.status, 0);
    for (const std::string& word : words) EXPECT_NE(outcome.out.find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace fallline::cli::test
