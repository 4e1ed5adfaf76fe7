// Experiments: what can be run, what is refused, and where the refusal points.
#include "session/experiment.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/tables.h"

namespace fallline {
namespace {

TEST(Experiment, TheDefaultCanBeRun) {
  const Experiment e = default_experiment();
  EXPECT_EQ(refuse(e), std::nullopt);
  EXPECT_EQ(e.surface.key, "himmelblau");
  ASSERT_EQ(e.racers.size(), 4u);
  EXPECT_EQ(e.racers[0].optimizer, "sgd");
  EXPECT_EQ(e.racers[2].optimizer, "adam");
}

// Each refusal begins with the path of what is wrong.
TEST(Experiment, RefusalsPointAtTheField) {
  const double nan = std::nan("");
  const struct {
    std::string_view path;
    void (*spoil)(Experiment&);
  } cases[] = {
      {"surface.key:", [](Experiment& e) { e.surface.key = "himmelblow"; }},
      {"surface.parameters:", [](Experiment& e) { e.surface.values = {1}; }},
      {"surface.parameters.kappa ",
       [](Experiment& e) {
         e.surface = {"quadratic", {0.5, 30}};
       }},
      {"surface.parameters.rotation ",
       [](Experiment& e) {
         e.surface = {"quadratic", {20, 361}};
       }},
      {"domain: x ", [](Experiment& e) { e.domain.x_max = e.domain.x_min; }},
      {"domain: y ", [](Experiment& e) { e.domain.y_min = HUGE_VAL; }},
      {"start:", [](Experiment& e) { e.start.y = 2e12; }},
      {"noise:", [](Experiment& e) { e.noise = -1; }},
      {"noise:", [](Experiment& e) { e.noise = std::nan(""); }},
      {"noise:", [](Experiment& e) { e.noise = 1e7; }},
      {"steps:", [](Experiment& e) { e.steps = 0; }},
      {"steps:", [](Experiment& e) { e.steps = most_steps + 1; }},
      {"racers:", [](Experiment& e) { e.racers.resize(9, e.racers[0]); }},
      {"racers[1].optimizer:", [](Experiment& e) { e.racers[1].optimizer = "adma"; }},
      {"racers[1].options:", [](Experiment& e) { e.racers[1].values.pop_back(); }},
      {"racers[1].options.momentum ", [](Experiment& e) { e.racers[1].values[1] = 1; }},
      {"racers[3].options.lr ", [](Experiment& e) { e.racers[3].values[0] = -1e-9; }},
      {"racers[0].colour:", [](Experiment& e) { e.racers[0].colour = 8; }},
      {"racers[0].colour:", [](Experiment& e) { e.racers[0].colour = -1; }},
      {"racers[2].colour:", [](Experiment& e) { e.racers[2].colour = 1; }},
  };
  for (const auto& [path, spoil] : cases) {
    Experiment e = default_experiment();
    spoil(e);
    const auto why = refuse(e);
    ASSERT_TRUE(why) << path;
    EXPECT_TRUE(why->starts_with(path)) << *why;
    EXPECT_EQ(why->find('\n'), std::string::npos) << *why;
  }
  Experiment e = default_experiment();
  e.start.x = nan;
  EXPECT_EQ(refuse(e)->substr(0, 6), "start:");
}

TEST(Experiment, UnknownNamesComeWithASuggestion) {
  Experiment e = default_experiment();
  e.racers[1].optimizer = "adma";
  EXPECT_EQ(refuse(e), "racers[1].optimizer: unknown optimizer \"adma\"; did you mean \"adam\"?");
}

TEST(Experiment, LimitsAreInside) {
  Experiment e = default_experiment();
  e.noise = highest_noise;
  e.steps = most_steps;
  e.racers.clear();
  EXPECT_EQ(refuse(e), std::nullopt);
  for (int colour = 0; colour < static_cast<int>(most_racers); ++colour)
    e.racers.push_back(racer_spec(optimizers()[0], colour));
  EXPECT_EQ(refuse(e), std::nullopt);
}

TEST(Experiment, FreeColourIsTheLowest) {
  Experiment e = default_experiment();
  EXPECT_EQ(free_colour(e.racers), 4);
  e.racers.erase(e.racers.begin() + 1);
  EXPECT_EQ(free_colour(e.racers), 1);
  e.racers.clear();
  for (int colour = 0; colour < static_cast<int>(most_racers); ++colour) {
    EXPECT_EQ(free_colour(e.racers), colour);
    e.racers.push_back(racer_spec(optimizers()[0], colour));
  }
  EXPECT_EQ(free_colour(e.racers), std::nullopt);
}

class ExperimentOn : public testing::TestWithParam<std::string_view> {};
TEST_P(ExperimentOn, ChangesOnlyTheSurfaceAndItsView) {
  const SurfaceInfo& to = *find_surface(GetParam());
  Experiment before = default_experiment();
  before.noise = 0.25;
  before.seed = 77;
  Experiment after = before;
  change_surface(after, to);
  EXPECT_EQ(refuse(after), std::nullopt);
  EXPECT_EQ(after.surface.key, to.key);
  EXPECT_EQ(after.surface.values, initial_values(to.parameters));
  EXPECT_EQ(after.domain, to.domain);
  EXPECT_EQ(after.start, to.start);
  EXPECT_EQ(after.log_height, to.log_height);
  after.surface = before.surface;
  after.domain = before.domain;
  after.start = before.start;
  after.log_height = before.log_height;
  EXPECT_EQ(after, before);
}
INSTANTIATE_TEST_SUITE_P(All, ExperimentOn, testing::ValuesIn(surface_keys()), test::key_name);

}  // namespace
}  // namespace fallline
