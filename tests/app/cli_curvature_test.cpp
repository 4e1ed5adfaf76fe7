// What the commands say of a network's curvature: train --spectrum, spectrum, and critical on a network.
#include <cmath>

#include "cli_networks.h"
#include "session/network_file.h"
#include "training/trainer.h"

namespace fallline::cli::test {
namespace {

TEST(CliTrainSpectrum, HasTheEigenvaluesAtTheEndsOfEachRow) {
  Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json"), weights("", ".npz");
  const auto plain = rows_of(train(file.path()).out), rows = rows_of(train(file.path(), {"--spectrum"}).out);
  ASSERT_EQ(rows.size(), plain.size());
  e["racers"] = Json::array({e["racers"][1]});
  const TemporaryFile alone(e.dump(), ".alone.json");
  train(alone.path(), {"--steps", "4", "--save", weights.path()});
  Json later = e;
  later["parameters"] = weights.path();
  for (const auto& [row, experiment] : {std::pair{std::size_t{7}, e}, {std::size_t{9}, later}}) {
    ASSERT_EQ(rows[row][0], "sgd");
    const auto lambda = derivatives(experiment.dump(), {"--hessian"})["eigenvalues"].get<std::vector<double>>();
    const std::size_t first = plain[row].size();
    EXPECT_EQ(plain[row], std::vector(rows[row].begin(), rows[row].begin() + static_cast<std::ptrdiff_t>(first)));
    EXPECT_NEAR(number(rows[row][first]), lambda.back(), 1e-12);
    EXPECT_NEAR(number(rows[row][first + 1]), lambda.front(), 1e-12);
    const auto positive = static_cast<double>(std::ranges::count_if(lambda, [](double l) { return l > 1e-8; }));
    EXPECT_NEAR(number(rows[row][first + 2]), positive / 13, 1e-15);
  }
}

Outcome spectrum(const std::string& path, const std::vector<std::string>& more) {
  const Outcome outcome = run(with({"spectrum", path}, more));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  return outcome;
}

TEST(CliSpectrum, IsThatOfTheHessian) {
  const Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json");
  const Json here = derivatives(e.dump(), {"--hessian"});
  const auto lambda = here["eigenvalues"].get<std::vector<double>>();
  const Outcome all = spectrum(file.path(), {}), ends = spectrum(file.path(), {"--extreme", "3"});
  EXPECT_TRUE(all.out.starts_with("eigenvalue,residual\n"));
  const auto rows = rows_of(all.out), extreme = rows_of(ends.out);
  ASSERT_EQ(rows.size(), 13u);
  ASSERT_EQ(extreme.size(), 6u);
  for (std::size_t i = 0; i < 13; ++i) {
    EXPECT_NEAR(number(rows[i][0]), lambda[i], 1e-13);
    EXPECT_LT(number(rows[i][1]), 1e-13);
  }
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(number(extreme[i][0]), lambda[i < 3 ? i : i + 7], 1e-6);
    EXPECT_LT(number(extreme[i][1]), 1e-5);
  }
  const Json json = Json::parse(spectrum(file.path(), {"--json"}).out);
  EXPECT_EQ(json["parameters"], 13);
  EXPECT_EQ(json["loss"], here["loss"]);
  double squares = 0;
  for (const double g : here["gradient"]) squares += g * g;
  EXPECT_NEAR(json["gradient_norm"].get<double>(), std::sqrt(squares), 1e-14);
  EXPECT_EQ(json["negative"], std::ranges::count_if(lambda, [](double l) { return l < -1e-8; }));
  EXPECT_EQ(json["positive"], std::ranges::count_if(lambda, [](double l) { return l > 1e-8; }));
  for (std::size_t i = 0; i < 13; ++i) EXPECT_EQ(json["eigenvalues"][i], number(rows[i][0]));
}

TEST(CliSpectrum, StandsWhereTheRacerIs) {
  Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json"), weights("", ".weights.json");
  const auto there = rows_of(spectrum(file.path(), {"--racer", "sgd", "--steps", "5"}).out);
  e["racers"] = Json::array({e["racers"][1]});
  const TemporaryFile alone(e.dump(), ".alone.json");
  train(alone.path(), {"--steps", "5", "--save", weights.path()});
  e["parameters"] = weights.path();
  const TemporaryFile later(e.dump(), ".later.json");
  EXPECT_EQ(rows_of(spectrum(later.path(), {}).out), there);
  EXPECT_NE(rows_of(spectrum(file.path(), {"--steps", "5"}).out), there) << "adam stands elsewhere";
}

TEST(CliSpectrum, TheDensityHasTheTraceOfTheHessian) {
  const Json e = xor_experiment();
  const TemporaryFile file(e.dump(), ".json");
  double trace = 0;
  for (const double lambda : derivatives(e.dump(), {"--hessian"})["eigenvalues"]) trace += lambda;
  const Outcome table = spectrum(file.path(), {"--density"});
  EXPECT_TRUE(table.out.starts_with("lambda,density\n"));
  const auto rows = rows_of(table.out);
  const double width = number(rows[1][0]) - number(rows[0][0]);
  double whole = 0, mean = 0;
  for (const auto& row : rows) {
    whole += number(row[1]) * width;
    mean += number(row[0]) * number(row[1]) * width;
  }
  EXPECT_NEAR(whole, 1, 1e-3);
  const Json json = Json::parse(spectrum(file.path(), {"--density", "--json"}).out);
  EXPECT_NEAR(json["trace"]["mean"].get<double>(), 13 * mean, 1e-2);
  EXPECT_NEAR(json["trace"]["mean"].get<double>(), trace, 5 * json["trace"]["error"].get<double>());
}

constexpr auto critical_header = "status,kind,loss,grad_norm,flatness,index,minimum_ratio,lambda_min,lambda_max,steps";

// A linear network at the origin, where the gradient is zero: H has the blocks (0, −M; −M, 0), M = 2/N Σ x y, and of
// the last bias 2. Saxe et al. 2014.
TEST(CliCritical, OfANetworkSaysWhatKindOfPointItIs) {
  Json e = Json::parse(R"({
    "fallline": 1, "data": {"x": [[1], [-1], [2], [-2]], "y": [1, -1, 2, -2]},
    "network": {"layers": [{"width": 1, "activation": "linear"}, {"activation": "linear"}]},
    "loss": "mse", "training": {"batch_size": 0, "steps": 200}, "parameters": [0, 0, 0, 0],
    "racers": [{"optimizer": "sgd", "options": {"lr": 0.05}}]})");
  const TemporaryFile file(e.dump(), ".json");
  Outcome outcome = run({"critical", file.path()});
  EXPECT_EQ(outcome.err, "");
  auto row = csv_rows(outcome.out, critical_header).at(0);
  EXPECT_EQ(row[0], "critical");
  EXPECT_EQ(row[1], "saddle");
  EXPECT_NEAR(number(row[2]), 2.5, 1e-14);
  EXPECT_LE(number(row[3]), 1e-10);
  EXPECT_EQ(row[5], "1");
  EXPECT_EQ(row[6], "0.5");  // −5, 0, 2 and 5
  EXPECT_NEAR(number(row[7]), -5, 1e-12);
  EXPECT_NEAR(number(row[8]), 5, 1e-12);

  // From near a minimum, which Newton's method finds to rounding: w₂ w₁ = 1 and no bias.
  e["parameters"] = {0.9, 0.1, 0.8, -0.1};
  const TemporaryFile beside(e.dump(), ".beside.json"), weights("", ".weights.json");
  outcome = run({"critical", beside.path(), "--steps", "50", "--save", weights.path()});
  row = csv_rows(outcome.out, critical_header).at(0);
  EXPECT_EQ(row[0], "critical");
  EXPECT_NEAR(number(row[2]), 0, 1e-15);
  const Json found = Json::parse(weights.content());
  EXPECT_NEAR(found["W1"][0][0].get<double>() * found["W2"][0][0].get<double>(), 1, 1e-8);
}

// The absolute error, where all targets lie far above the outputs, is linear: H∇L = 0, and no point is critical.
TEST(CliCritical, RefusesToCallAGradientFlatPointCritical) {
  Json e = Json::parse(R"({
    "fallline": 1, "data": {"x": [[1], [2]], "y": [5, 10]},
    "network": {"layers": [{"activation": "linear"}]},
    "loss": "mae", "training": {"batch_size": 0}, "parameters": [0, 0],
    "racers": [{"optimizer": "sgd"}]})");
  const TemporaryFile file(e.dump(), ".json");
  const Outcome outcome = run({"critical", file.path()});
  EXPECT_EQ(outcome.status, 0);
  const auto row = csv_rows(outcome.out, critical_header).at(0);
  EXPECT_EQ(row[0], "gradient_flat");
  EXPECT_NEAR(number(row[3]), std::hypot(1.5, 1), 1e-12);
  for (const std::size_t empty : {1u, 5u, 6u, 7u, 8u}) EXPECT_EQ(row[empty], "");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_TRUE(outcome.err.starts_with("fallline critical: Gradient-flat, not critical")) << outcome.err;
}

}  // namespace
}  // namespace fallline::cli::test
