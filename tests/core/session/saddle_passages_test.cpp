// Passages of saddles, on the paths of real racers.
#include "session/saddle_passages.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "session/session.h"

namespace fallline {
namespace {

struct Course {
  std::string surface, optimizer;
  Point start;
  double rate;
  std::int64_t steps;
};

HistoryView path_of(const Course& run) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface(run.surface));
  e.racers = {racer_spec(*find_optimizer(run.optimizer), 0)};
  e.racers[0].values[0] = run.rate;
  e.start = run.start;
  e.steps = run.steps;
  Session session(e);
  session.show(run.steps);
  session.compute();
  return session.snapshot()->racers[0].history;
}

double norm(const HistoryView& path, std::size_t i) { return path.value(Curve::gradient_norm, i); }

TEST(SaddlePassages, DescentBesideTheSaddle) {
  for (const char* optimizer : {"sgd", "momentum", "nesterov"}) {
    const HistoryView path = path_of({"saddle", optimizer, {1, 1e-3}, 0.01, 450});
    const auto passages = saddle_passages(path);
    ASSERT_EQ(passages.size(), 1u) << optimizer;
    const auto [first, last] = passages[0];
    // The step nearest to the saddle lies inside, and the gradient at the seams is a quarter of that at the start.
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < path.size(); ++i)
      if (norm(path, i) < norm(path, nearest)) nearest = i;
    EXPECT_LE(first, nearest) << optimizer;
    EXPECT_GE(last, nearest) << optimizer;
    EXPECT_LE(norm(path, first), 0.25 * norm(path, 0));
    EXPECT_GT(norm(path, first - 1), 0.25 * norm(path, 0));
  }
}

TEST(SaddlePassages, NearerIsLonger) {
  std::size_t before = 0;
  for (const double y : {1e-2, 1e-3, 1e-4}) {
    const auto passages = saddle_passages(path_of({"saddle", "sgd", {1, y}, 0.01, 900}));
    const std::size_t steps = passages.empty() ? 0 : passages[0].last - passages[0].first + 1;
    EXPECT_GT(steps, before) << y;
    before = steps;
  }
}

TEST(SaddlePassages, NoneElsewhere) {
  const Course runs[] = {
      {"saddle", "sgd", {1, 0}, 0.01, 2000},             // walks into the saddle and stays: never after
      {"saddle", "sgd", {1e-4, 1e-4}, 0.01, 400},        // begins there: never before
      {"saddle", "sgd", {0.5, 1}, 0.01, 200},            // far from it
      {"quadratic", "momentum", {1, 1}, 0.01, 2000},     // convex: λ_min > 0
      {"rosenbrock", "sgd", {-1.2, 1}, 1e-3, 20000},     // a long valley
      {"himmelblau", "sgd", {-0.6, -0.35}, 0.004, 400},  // from beside a maximum into a minimum
  };
  for (const Course& run : runs)
    EXPECT_TRUE(saddle_passages(path_of(run)).empty()) << run.surface << ' ' << run.start.x;
  EXPECT_TRUE(saddle_passages({}).empty());
}

// A long history is looked at in blocks: the same passage, to the grain of one.
TEST(SaddlePassages, LongHistoriesAreExactToABlock) {
  const double rate = 2e-5;
  const HistoryView path = path_of({"saddle", "sgd", {1, 1e-3}, rate, 250'000});
  const auto passages = saddle_passages(path);
  ASSERT_EQ(passages.size(), 1u);
  std::size_t first = 0, last = path.size() - 1;
  while (norm(path, first) > 0.25 * norm(path, 0)) ++first;
  while (norm(path, last) > 0.25 * norm(path, 0)) --last;
  EXPECT_NEAR(static_cast<double>(passages[0].first), static_cast<double>(first), 64);
  EXPECT_NEAR(static_cast<double>(passages[0].last), static_cast<double>(last), 64);
}

TEST(SaddlePassages, AMillionStepsCostLittle) {
  const HistoryView path = path_of({"himmelblau", "sgd", {-0.6, -0.35}, 1e-6, 1'000'000});
  saddle_passages(path);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) saddle_passages(path);
  const std::chrono::duration<double, std::milli> each = (std::chrono::steady_clock::now() - start) / 10;
  RecordProperty("milliseconds", std::to_string(each.count()));
  EXPECT_LT(each.count(), 20) << "a loose bound, for machines under load and sanitizers";
}

}  // namespace
}  // namespace fallline
