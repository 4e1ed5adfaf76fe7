// Sessions for the tests: racers driven by hand to compare them with, and comparisons bit for bit.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "session/session.h"
#include "support/racing.h"

namespace fallline::test {

// Equal bit for bit, NaN to NaN included.
inline bool same(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

inline void expect_same_history(const HistoryView& a, const HistoryView& b, std::size_t size) {
  ASSERT_GE(a.size(), size);
  ASSERT_GE(b.size(), size);
  for (std::size_t i = 0; i < size; ++i) {
    ASSERT_TRUE(same(a.at(i).x, b.at(i).x) && same(a.at(i).y, b.at(i).y)) << "step " << i;
    for (const Curve c : {Curve::loss, Curve::gradient_norm, Curve::lambda_min, Curve::lambda_max})
      ASSERT_TRUE(same(a.value(c, i), b.value(c, i))) << "step " << i << ", curve " << static_cast<int>(c);
  }
}

// What two racers show at the step that is shown.
inline void expect_same_state(const RacerSnapshot& a, const RacerSnapshot& b) {
  EXPECT_EQ(a.spec, b.spec);
  EXPECT_EQ(a.step, b.step);
  EXPECT_TRUE(same(a.theta.x, b.theta.x) && same(a.theta.y, b.theta.y)) << a.theta.x << " and " << b.theta.x;
  EXPECT_TRUE(same(a.loss, b.loss)) << a.loss << " and " << b.loss;
  EXPECT_TRUE(same(a.gradient_norm, b.gradient_norm));
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    EXPECT_EQ(a.parts[i].label, b.parts[i].label);
    ASSERT_EQ(a.parts[i].vector.size(), b.parts[i].vector.size());
    for (std::size_t k = 0; k < a.parts[i].vector.size(); ++k)
      EXPECT_TRUE(same(a.parts[i].vector[k], b.parts[i].vector[k])) << a.parts[i].label;
  }
}

inline void expect_same_racer(const RacerSnapshot& a, const RacerSnapshot& b) {
  expect_same_state(a, b);
  ASSERT_EQ(a.history.size(), b.history.size());
  expect_same_history(a.history, b.history, a.history.size());
  ASSERT_EQ(a.standstill.has_value(), b.standstill.has_value());
  if (a.standstill) {
    EXPECT_EQ(a.standstill->step, b.standstill->step);
    EXPECT_EQ(a.standstill->why, b.standstill->why);
  }
}

// Two snapshots that show the same in everything but their version.
inline void expect_same_snapshot(const Snapshot& a, const Snapshot& b) {
  EXPECT_EQ(a.experiment, b.experiment);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.recorded, b.recorded);
  EXPECT_EQ(a.complete, b.complete);
  ASSERT_EQ(a.racers.size(), b.racers.size());
  for (std::size_t i = 0; i < a.racers.size(); ++i) {
    SCOPED_TRACE(testing::Message() << "racer " << i << ", " << a.racers[i].spec.optimizer);
    expect_same_racer(a.racers[i], b.racers[i]);
  }
}

// The snapshot of a session made of the experiment anew, with `reached` steps computed and `step` shown.
inline std::shared_ptr<const Snapshot> fresh_snapshot(const Experiment& experiment, std::int64_t step,
                                                      std::int64_t reached) {
  Session session(experiment);
  session.show(reached);
  session.compute();
  session.show(step);
  return session.snapshot();
}

// What held from a step on.
struct Chapter {
  std::int64_t from;
  Experiment experiment;
};

// The path of one racer through chapters, driven step by step with nothing of the session in it: its points, and the
// racer at the last of them.
struct Walk {
  std::vector<Point> points;
  std::unique_ptr<Racer> racer;
  std::unique_ptr<const Surface> surface;
};
inline Walk walk(const std::vector<Chapter>& chapters, int colour, std::int64_t steps) {
  Walk w;
  const auto enter = [&](const Experiment& e) -> const RacerSpec& {
    w.surface = make_surface(e.surface);
    return *std::find_if(e.racers.begin(), e.racers.end(), [&](const auto& r) { return r.colour == colour; });
  };
  const Experiment& first = chapters.front().experiment;
  const RacerSpec& spec = enter(first);
  w.racer = find_optimizer(spec.optimizer)->make(2, spec.values);
  const double start[] = {first.start.x, first.start.y};
  w.racer->place(*w.surface, start);
  w.points.push_back(first.start);
  for (std::size_t c = 0; c < chapters.size(); ++c) {
    const Experiment& e = chapters[c].experiment;
    w.racer->set_options(enter(e).values);
    w.racer->reconsider(*w.surface);
    const std::int64_t end = c + 1 < chapters.size() ? std::min(chapters[c + 1].from, steps) : steps;
    while (w.racer->steps_taken() < end && w.racer->advance(*w.surface, {e.noise, e.seed}, 1, {}) == 1)
      w.points.push_back({w.racer->theta()[0], w.racer->theta()[1]});
  }
  return w;
}

}  // namespace fallline::test
