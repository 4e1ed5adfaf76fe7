// What holds of every optimizer, on every smooth surface: it descends, it can be repeated, copied, and asked.
#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "support/objectives.h"
#include "support/racing.h"

namespace fallline {
namespace {

using test::state_of;

class OptimizerOn : public testing::TestWithParam<std::tuple<std::string_view, std::string_view>> {
 protected:
  const OptimizerInfo& optimizer = *find_optimizer(std::get<0>(GetParam()));
  const SurfaceInfo& info = *find_surface(std::get<1>(GetParam()));
  const std::unique_ptr<const Surface> surface = test::make_surface(info.key);
  const std::vector<double> values = test::gentle_values(optimizer, info);
  const std::vector<double> start{info.start.x, info.start.y};
  std::unique_ptr<Racer> racer() const { return test::racer_at(optimizer.key, values, *surface, start); }
};

constexpr Sampling noisy{0.05, 11};

bool has_rate(const OptimizerInfo& optimizer) { return find_parameter(optimizer.parameters, "lr").has_value(); }

TEST_P(OptimizerOn, GoesDown) {
  if (optimizer.key == "newton") return;  // to whatever critical point is near, uphill too
  const auto r = racer();
  const double first = r->loss();
  // Over a surface without a floor until it has left the picture, else 300 steps.
  const Domain around = test::enlarged(info.domain, 3);
  while (r->steps_taken() < 300 && around.contains({r->theta()[0], r->theta()[1]}))
    ASSERT_EQ(r->advance(*surface, {}, 1, {}), 1u);
  EXPECT_LT(r->loss(), first);
  if (has_rate(optimizer)) {
    EXPECT_GE(r->steps_taken(), 20) << "not a gentle descent";
  }
}

TEST_P(OptimizerOn, RepeatsBitForBit) {
  for (const Sampling& noise : {Sampling{}, noisy}) {
    const auto at_once = racer(), in_pieces = racer();
    at_once->advance(*surface, noise, 200, {});
    for (const std::size_t n : {1, 2, 63, 0, 34, 100}) in_pieces->advance(*surface, noise, n, {});
    EXPECT_EQ(state_of(*at_once), state_of(*in_pieces));
    // Placed again it remembers nothing.
    at_once->place(*surface, start);
    EXPECT_EQ(state_of(*at_once), state_of(*racer()));
    at_once->advance(*surface, noise, 200, {});
    EXPECT_EQ(state_of(*at_once), state_of(*in_pieces));
  }
}

TEST_P(OptimizerOn, ACloneGoesOnBitForBit) {
  const auto r = racer();
  r->advance(*surface, noisy, 57, {});
  const auto at_57 = state_of(*r);
  const auto clone = r->clone();
  r->advance(*surface, noisy, 100, {});
  EXPECT_EQ(state_of(*clone), at_57) << "a copy of what goes on must not move";
  clone->advance(*surface, noisy, 100, {});
  EXPECT_EQ(state_of(*clone), state_of(*r));
}

TEST_P(OptimizerOn, SaysWhatTheNextStepIs) {
  for (const Sampling& noise : {Sampling{}, noisy}) {
    const auto r = racer();
    for (int t = 0; t < 30; ++t) {
      const auto parts = r->next_step(*surface, noise).parts;
      const std::vector<double> before = test::theta_of(*r);
      ASSERT_EQ(test::vectors_of(parts), test::vectors_of(r->next_step(*surface, noise).parts))
          << "asking must change nothing";
      // A surface without a floor ends somewhere.
      if (r->advance(*surface, noise, 1, {}) == 0) break;
      ASSERT_GE(parts.size(), 2u);
      EXPECT_EQ(parts.front().label, "gradient g");
      for (const PartOfStep& part : parts) EXPECT_EQ(part.vector.size(), 2u);
      // To a few units in the last place: products may be fused into sums in one way and not in the other.
      for (std::size_t i = 0; i < 2; ++i) {
        const double step = parts.back().vector[i];
        EXPECT_NEAR(r->theta()[i], before[i] + step, 4e-15 * (std::abs(before[i]) + std::abs(step)));
      }
    }
  }
}

TEST_P(OptimizerOn, RowsAreThePointsReached) {
  const auto r = racer(), one_by_one = racer();
  std::array<double, 40> x, y, loss, norm;
  const std::size_t taken = r->advance(*surface, {}, 40, {x.data(), y.data(), loss.data(), norm.data()});
  ASSERT_TRUE(taken == 40 || !has_rate(optimizer)) << taken;  // without a rate, far down a surface without a floor
  for (std::size_t i = 0; i < taken; ++i) {
    one_by_one->advance(*surface, {}, 1, {});
    EXPECT_EQ(x[i], one_by_one->theta()[0]);
    EXPECT_EQ(y[i], one_by_one->theta()[1]);
    EXPECT_EQ(loss[i], one_by_one->loss());
    EXPECT_EQ(norm[i], one_by_one->gradient_norm());
  }
  double gradient[2];
  // But for numbers below the normal range, which a racer takes for 0.
  constexpr double least = std::numeric_limits<double>::min();
  EXPECT_NEAR(r->loss(), surface->value_and_gradient(r->theta(), gradient, {}), least);
  EXPECT_NEAR(r->gradient()[0], gradient[0], least);
  EXPECT_NEAR(r->gradient()[1], gradient[1], least);
  EXPECT_NEAR(r->gradient_norm(), std::hypot(gradient[0], gradient[1]), 1e-15 * r->gradient_norm() + least);
}

// Two copies of the surface in four parameters, from two starts: each half goes the way of two parameters alone.
TEST_P(OptimizerOn, ManyParametersGoTheSameWay) {
  if (!test::is_element_wise(optimizer) || test::throws_dice(optimizer.key)) GTEST_SKIP();
  const test::Twice twice(*surface);
  const Point other{0.5 * start[0] + 0.1, 0.7 * start[1] - 0.2};
  const auto four = test::racer_at(optimizer.key, values, twice, {start[0], start[1], other.x, other.y});
  const auto first = racer(), second = test::racer_at(optimizer.key, values, *surface, {other.x, other.y});
  for (int leg = 0; leg < 5; ++leg) {
    for (const auto& r : {std::pair<Racer*, const Objective*>{four.get(), &twice},
                          {first.get(), surface.get()},
                          {second.get(), surface.get()}})
      ASSERT_EQ(r.first->advance(*r.second, {}, 10, {}), 10u);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_NEAR(four->theta()[i], first->theta()[i], 1e-11 * (1 + std::abs(first->theta()[i])));
      EXPECT_NEAR(four->theta()[2 + i], second->theta()[i], 1e-11 * (1 + std::abs(second->theta()[i])));
    }
  }
  EXPECT_EQ(four->next_step(twice, {}).parts.back().vector.size(), 4u);
}

std::vector<std::string_view> smooth_surfaces() {
  std::vector<std::string_view> keys;
  for (const SurfaceInfo& s : surfaces())
    if (s.smooth) keys.push_back(s.key);
  return keys;
}

INSTANTIATE_TEST_SUITE_P(All, OptimizerOn,
                         testing::Combine(testing::ValuesIn(optimizer_keys()), testing::ValuesIn(smooth_surfaces())),
                         [](const auto& test) {
                           return std::string(std::get<0>(test.param)) + "_on_" + std::string(std::get<1>(test.param));
                         });

class Optimizer : public testing::TestWithParam<std::string_view> {
 protected:
  const OptimizerInfo& info = *find_optimizer(GetParam());
};

// Over ½ Σ aᵢθᵢ² each coordinate is on its own: five at once are five alone.
TEST_P(Optimizer, WorksElementByElement) {
  if (!test::is_element_wise(info) || test::throws_dice(info.key)) GTEST_SKIP();
  const std::vector<double> a{0.5, 1, 3, 10, 0}, start{1, -2, 0.5, 1.5, 4};
  std::vector<double> values = initial_values(info.parameters);
  if (const auto decay = find_parameter(info.parameters, "weight_decay")) values[*decay] = 0;  // a step without slope
  const test::Separable all(a);
  const auto together = test::racer_at(info.key, values, all, start);
  ASSERT_EQ(together->advance(all, {}, 300, {}), 300u);
  for (std::size_t i = 0; i < 5; ++i) {
    const test::Separable one({a[i], 0});  // beside a coordinate that never has a slope
    const auto alone = test::racer_at(info.key, values, one, {start[i], 7});
    ASSERT_EQ(alone->advance(one, {}, 300, {}), 300u);
    EXPECT_NEAR(together->theta()[i], alone->theta()[0], 1e-13) << i;
    EXPECT_EQ(alone->theta()[1], 7);
  }
  EXPECT_EQ(together->theta()[4], 4) << "no slope, no step";
}

TEST_P(Optimizer, AdvancesManyParametersWithoutRowsOfXAndY) {
  const test::Separable bowl({1, 2, 3});
  const auto r = test::racer_at(info.key, initial_values(info.parameters), bowl, {1, 1, 1});
  std::array<double, 10> loss, norm;
  ASSERT_EQ(r->advance(bowl, {}, 10, {.loss = loss.data(), .gradient_norm = norm.data()}), 10u);
  EXPECT_EQ(loss[9], r->loss());
  EXPECT_EQ(norm[9], r->gradient_norm());
}

// Values at which each option is felt within a few steps over Himmelblau's surface from (½, 1).
std::vector<double> felt_values(const OptimizerInfo& info) {
  if (info.key == "adamax") return test::values_of(info.key, {{"lr", 0.3}, {"beta2", 0.5}});
  if (info.key == "lion") return test::values_of(info.key, {{"lr", 0.3}});
  if (info.key == "rprop") return test::values_of(info.key, {{"lr", 0.1}, {"least", 0.2}, {"most", 0.3}});
  if (info.key == "perturbed_gd") return test::values_of(info.key, {{"lr", 1e-3}, {"threshold", 60}, {"every", 3}});
  return initial_values(info.parameters);
}

// Options changed between two steps hold from the next one on, and the memory stays. Those of line searches and of
// damping are not felt on every path; where they are is tested with them.
TEST_P(Optimizer, OptionsTakeEffectLive) {
  if (!has_rate(info)) return;
  const auto surface = test::make_surface("himmelblau");
  for (std::size_t p = 0; p < info.parameters.size(); ++p) {
    SCOPED_TRACE(std::string(info.parameters[p].key));
    if (info.key == "negative_curvature" && p > 0) continue;  // not felt but at a saddle
    // Felt only where a slope turns; rprop's test of its own has that by hand.
    if (info.key == "rprop" && (info.parameters[p].key == "shrink" || info.parameters[p].key == "least")) continue;
    const std::vector<double> values = felt_values(info);
    std::vector<double> changed = values;
    changed[p] = info.parameters[p].scale == Scale::toggle ? 1 - values[p] : 0.5 * values[p];
    if (info.parameters[p].whole) changed[p] = values[p] + 1;
    if (info.parameters[p].scale == Scale::log && values[p] < 1e-4) changed[p] = 0.5;  // a guard that can be felt
    const auto kept = test::racer_at(info.key, values, *surface, {0.5, 1}), edited = kept->clone();
    const std::size_t before = info.group == "Second order" || info.group == "Proximal" || info.key == "rprop" ? 3 : 20;
    for (const auto& r : {kept.get(), edited.get()}) r->advance(*surface, {}, before, {});
    edited->set_options(changed);
    EXPECT_EQ(state_of(*edited), state_of(*kept)) << "a change alone moves nothing";
    for (const auto& r : {kept.get(), edited.get()}) r->advance(*surface, {}, 20, {});
    EXPECT_NE(test::theta_of(*edited), test::theta_of(*kept));
    if (info.key == "rprop") continue;  // its bounds are not met before the change
    // Not the path of one who had these options from the start: the memory is older than the change.
    const auto always = test::racer_at(info.key, changed, *surface, {0.5, 1});
    always->advance(*surface, {}, before + 20, {});
    EXPECT_NE(test::theta_of(*edited), test::theta_of(*always));
  }
}

TEST_P(Optimizer, ReconsidersAnotherObjective) {
  const auto first = test::make_surface("himmelblau"), second = test::make_surface("rosenbrock");
  const auto r = test::racer_at(info.key, initial_values(info.parameters), *first, {0.5, 1});
  r->advance(*first, {}, 10, {});
  const auto at = test::theta_of(*r);
  r->reconsider(*second);
  EXPECT_EQ(test::theta_of(*r), at);
  EXPECT_EQ(r->steps_taken(), 10);
  double gradient[2];
  EXPECT_EQ(r->loss(), second->value_and_gradient(at, gradient, {}));
  EXPECT_EQ(r->gradient()[0], gradient[0]);
}

// Steps that would leave the finite numbers are not taken: the racer stands at its last finite point.
TEST_P(Optimizer, StandsWhereTheNextPointIsNotFinite) {
  if (!has_rate(info)) return;
  const auto surface = test::make_surface("rosenbrock");
  const auto r = test::racer_at(info.key, test::values_of(info.key, {{"lr", 1e80}}), *surface, {-1.2, 1});
  std::array<double, 100> loss;
  const std::size_t taken = r->advance(*surface, {}, 100, {.loss = loss.data()});
  ASSERT_LT(taken, 100u);
  EXPECT_FALSE(r->finite());
  EXPECT_EQ(r->steps_taken(), static_cast<std::int64_t>(taken));
  EXPECT_TRUE(std::isfinite(r->loss()) && std::isfinite(r->theta()[0]) && std::isfinite(r->gradient_norm()));
  for (std::size_t i = 0; i < taken; ++i) EXPECT_TRUE(std::isfinite(loss[i]));
  const auto stood = state_of(*r);
  EXPECT_EQ(r->advance(*surface, {}, 10, {}), 0u);
  EXPECT_EQ(state_of(*r), stood);
}

TEST_P(Optimizer, ALearningRateOfZeroDoesNotMove) {
  if (!has_rate(info)) return;
  const auto surface = test::make_surface("himmelblau");
  const auto r = test::racer_at(info.key, test::values_of(info.key, {{"lr", 0}}), *surface, {0.5, 1});
  EXPECT_EQ(r->advance(*surface, {}, 50, {}), 50u);
  EXPECT_EQ(test::theta_of(*r), (std::vector<double>{0.5, 1}));
}

// A start without slope in one coordinate, and one without any: no step divides zero by zero, at any guard δ.
TEST_P(Optimizer, StandsStillOnACriticalPoint) {
  if (info.key == "negative_curvature") return;  // leaves it
  if (test::throws_dice(info.key)) GTEST_SKIP();
  const auto surface = test::make_surface("saddle");
  std::vector<double> values = initial_values(info.parameters);
  for (const bool guarded : {true, false}) {
    for (std::size_t i = 0; !guarded && i < values.size(); ++i)
      if (info.parameters[i].key == "delta" || info.parameters[i].key == "eps") values[i] = 0;
    const auto r = test::racer_at(info.key, values, *surface, {0, 0});
    EXPECT_EQ(r->advance(*surface, {}, 20, {}), 20u) << "guarded: " << guarded;
    EXPECT_EQ(test::theta_of(*r), (std::vector<double>{0, 0}));
    const auto along = test::racer_at(info.key, values, *surface, {0.5, 0});
    EXPECT_EQ(along->advance(*surface, {}, 20, {}), 20u) << "guarded: " << guarded;
    EXPECT_EQ(along->theta()[1], 0);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Optimizer, testing::ValuesIn(optimizer_keys()), test::key_name);

}  // namespace
}  // namespace fallline
