// Files of weights: both kinds read back, and say what is wrong and where.
#include "session/weights_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "session/network_setup.h"

namespace fallline {
namespace {

const nn::NetworkSpec network = nn::network_spec(2, {}, 1);

class WeightsFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(std::string_view name) const { return folder_ / name; }
  // What loading says of a file with this content, less its path.
  std::string refused(std::string_view content, std::string_view name = "weights.json") const {
    std::ofstream(path(name), std::ios::binary) << content;
    const auto result = load_weights(path(name), network);
    if (std::holds_alternative<nn::Weights>(result)) return "taken";
    const std::string& message = std::get<std::string>(result);
    EXPECT_TRUE(message.starts_with(path(name) + ": ")) << message;
    return message.substr(path(name).size() + 2);
  }

 private:
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("fallline-weights-{}", getpid());
};

TEST_F(WeightsFile, ReadsBackToTheLastBit) {
  const std::vector<double> theta = {0.1, -1 / 3.0, 5e-324};
  for (const std::string_view name : {"weights.json", "weights.npz"}) {
    EXPECT_EQ(save_weights(path(name), network, theta, {}), std::nullopt);
    const auto result = load_weights(path(name), network);
    ASSERT_TRUE(std::holds_alternative<nn::Weights>(result)) << std::get<std::string>(result);
    EXPECT_EQ(std::get<nn::Weights>(result).theta, theta);
    EXPECT_TRUE(std::get<nn::Weights>(result).memory.empty());
  }
}

TEST_F(WeightsFile, SaysWhatIsWrong) {
  EXPECT_EQ(refused("{\"b1\": [1], \"W1\": [[2, 3]]}"), "taken");
  EXPECT_EQ(refused("{\"W1\": [[2, 3]]"), "line 1, column 16: not valid JSON here");
  EXPECT_EQ(refused("[1, 2, 3]"),
            "the document: a list; an object with a list for each block of parameters is expected");
  EXPECT_EQ(refused("{\"W1\": [[2, \"x\"]], \"b1\": [1]}"), "W1[0][1]: \"x\"; a number is expected");
  EXPECT_EQ(refused("{\"W1\": [[2, 3], [4]], \"b1\": [1]}"), "W1[1]: a list; a list of 2 numbers is expected");
  EXPECT_EQ(refused("{\"W1\": [2, 3], \"b1\": [1]}"), "W1: an array of shape [2]; [1, 2] is expected");
  EXPECT_EQ(refused("{\"W1\": [[2, 3]], \"b1\": 1}"), "b1: 1; a list is expected");
  EXPECT_EQ(refused("{\"W1\": [[2, 3]]}"), "b1: missing; an array of shape [1] is expected");
  EXPECT_EQ(refused("{}", "weights.npz"), "no zip archive; a file of numpy.savez is expected");
  EXPECT_EQ(std::get<std::string>(load_weights(path("none"), network)), path("none") + ": cannot be read");
  EXPECT_NE(save_weights(path("no folder/weights.npz"), network, std::vector<double>(3), {}), std::nullopt);
}

TEST_F(WeightsFile, HoldsRunningAverages) {
  nn::NetworkSpec two = nn::network_spec(1, {2, 1}, 1);
  two.layers[0].normalization = two.layers[1].normalization = nn::Normalization::batch;
  std::vector<double> theta(nn::parameter_count(two));
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = 1 / (1.0 + static_cast<double>(i));
  const std::vector<double> memory = {-0.1, 0.2, 1 / 3.0, 4, 5, 0};
  for (const std::string_view name : {"weights.json", "weights.npz"}) {
    ASSERT_EQ(save_weights(path(name), two, theta, memory), std::nullopt);
    const auto loaded = std::get<nn::Weights>(load_weights(path(name), two));
    EXPECT_EQ(loaded.theta, theta);
    EXPECT_EQ(loaded.memory, memory);
    // As before there were any in files.
    ASSERT_EQ(save_weights(path(name), two, theta, {}), std::nullopt);
    EXPECT_TRUE(std::get<nn::Weights>(load_weights(path(name), two)).memory.empty());
  }
}

// And keeps them while what it is trained on changes.
TEST_F(WeightsFile, TrainingBeginsWithItsRunningAverages) {
  using training::NetworkExperiment, training::Setup;
  NetworkExperiment e;
  e.data.samples = Dataset{.x = Eigen::MatrixXd{{-1.0}, {1.0}, {-2.0}, {2.0}},
                           .y = Eigen::MatrixXd(4, 0),
                           .label = {0, 1, 0, 1},
                           .classes = 2};
  e.network = nn::network_spec(1, {2}, 1);
  e.network.layers[0].normalization = nn::Normalization::batch;
  e.batch_size = 0;
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  e.weights = path("weights.npz");
  const std::vector<double> theta(nn::parameter_count(e.network), 0.5), memory{1, 2, 3, 4}, none{0, 0, 1, 1};
  ASSERT_EQ(save_weights(e.weights, e.network, theta, memory), std::nullopt);
  const auto setup_of = [](const SetupOrWhy& made) { return std::get<std::shared_ptr<const Setup>>(made); };
  const auto averages = [](const Setup& setup) {
    std::vector<double> numbers(setup.parts.training->memory_size());
    setup.parts.training->initial_memory(numbers);
    return numbers;
  };
  const auto had = setup_of(ready(e, *e.data.samples));
  EXPECT_EQ(had->start, theta);
  EXPECT_EQ(averages(*had), memory);

  NetworkExperiment noisy = e, longer = e, anew = e;
  noisy.noise.mixup = 0.5;
  longer.steps += 1;
  anew.weights.clear();
  EXPECT_EQ(averages(*setup_of(ready(noisy, *e.data.samples, e, had))), memory);
  EXPECT_EQ(averages(*setup_of(ready(longer, *e.data.samples, e, had))), memory);
  EXPECT_EQ(averages(*setup_of(ready(anew, *e.data.samples, e, had))), none);
}

}  // namespace
}  // namespace fallline
