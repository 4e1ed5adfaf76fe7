#include "app/plot/trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <random>

namespace fallline::plot {
namespace {

// Blocks of minima and maxima over a fixed array, as a session keeps them; counts the calls.
struct Counted {
  std::vector<double> values;
  std::vector<std::vector<std::pair<double, double>>> levels;
  std::size_t value_calls = 0, extent_calls = 0;

  static std::pair<double, double> join(std::pair<double, double> a, std::pair<double, double> b) {
    return {std::fmin(a.first, b.first), std::fmax(a.second, b.second)};
  }

  explicit Counted(std::vector<double> v) : values(std::move(v)) {
    std::vector<std::pair<double, double>> level;
    for (const double x : values)
      level.push_back(std::isfinite(x) ? std::pair(x, x) : std::pair<double, double>(NAN, NAN));
    while (!level.empty()) {
      levels.push_back(level);
      if (level.size() == 1) break;
      std::vector<std::pair<double, double>> next;
      for (std::size_t i = 0; i < level.size(); i += 2)
        next.push_back(i + 1 < level.size() ? join(level[i], level[i + 1]) : level[i]);
      level = std::move(next);
    }
  }

  std::pair<double, double> extent(std::size_t first, std::size_t last) {
    ++extent_calls;
    std::pair<double, double> result{NAN, NAN};
    for (std::size_t level = 0; first < last; ++level, first /= 2, last /= 2) {
      if (first % 2 == 1) result = join(result, levels[level][first++]);
      if (last % 2 == 1 && first < last) result = join(result, levels[level][--last]);
    }
    return result;
  }
};

Series series_of(const std::shared_ptr<Counted>& data) {
  Series s;
  s.count = data->values.size();
  s.value = [data](std::size_t i) { return ++data->value_calls, data->values[i]; };
  s.extent = [data](std::size_t first, std::size_t last) { return data->extent(first, last); };
  return s;
}

std::vector<double> noise(std::size_t count, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& v : values) v = normal(engine);
  return values;
}

Axis x_axis(double low, double high, float width) { return {{low, high}, AxisScale::linear, 0.0f, width}; }
Axis y_axis(double low, double high) { return {{low, high}, AxisScale::linear, 400.0f, 0.0f}; }

TEST(Trace, FewValuesAreAllThere) {
  const auto data = std::make_shared<Counted>(noise(100, 1));
  const Axis x = x_axis(0, 99, 500), y = y_axis(-5, 5);
  const Trace t = trace(series_of(data), x, y);
  ASSERT_EQ(t.runs(), 1u);
  ASSERT_EQ(t.points.size(), 100u);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_FLOAT_EQ(t.points[i].x, x.pixel(static_cast<double>(i)));
    EXPECT_FLOAT_EQ(t.points[i].y, y.pixel(data->values[i]));
  }
}

TEST(Trace, EveryColumnKeepsItsExtremes) {
  auto values = noise(200000, 2);
  values[123457] = 40.0;
  values[77777] = -30.0;
  const auto data = std::make_shared<Counted>(values);
  const float width = 613.0f;
  const Axis x = x_axis(1000, 190000, width), y = y_axis(-50, 50);
  const Trace t = trace(series_of(data), x, y);
  for (int c = 0; c < 613; ++c) {
    const auto inside = [&](double step) { return std::floor(x.pixel(step)) == c; };
    float top = 1e9f, bottom = -1e9f, drawn_top = 1e9f, drawn_bottom = -1e9f;
    // One step of margin: where a step lies on the border of two columns, rounding decides.
    const auto first = static_cast<std::size_t>(x.value(static_cast<float>(c))) + 1;
    const auto last = static_cast<std::size_t>(x.value(static_cast<float>(c) + 1.0f));
    for (std::size_t i = first; i < last; ++i) {
      if (!inside(static_cast<double>(i))) continue;
      top = std::min(top, y.pixel(values[i]));
      bottom = std::max(bottom, y.pixel(values[i]));
    }
    for (const ImVec2 p : t.points) {
      if (std::floor(p.x) != c) continue;
      drawn_top = std::min(drawn_top, p.y);
      drawn_bottom = std::max(drawn_bottom, p.y);
    }
    ASSERT_LE(drawn_top, top + 0.06f) << c;
    ASSERT_GE(drawn_bottom, bottom - 0.06f) << c;
  }
  const auto has = [&](double v) {
    return std::any_of(t.points.begin(), t.points.end(), [&](ImVec2 p) { return std::abs(p.y - y.pixel(v)) < 0.06f; });
  };
  EXPECT_TRUE(has(40.0));
  EXPECT_TRUE(has(-30.0));
}

TEST(Trace, AMillionPointsCostAFewCallsAColumn) {
  const auto data = std::make_shared<Counted>(noise(1'000'000, 3));
  const std::size_t width = 1200;
  const Series s = series_of(data);
  const Axis x = x_axis(0, 999'999, static_cast<float>(width)), y = y_axis(-6, 6);
  const auto start = std::chrono::steady_clock::now();
  const Trace t = trace(s, x, y);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  EXPECT_LE(data->value_calls, 2 * width);
  EXPECT_LE(data->extent_calls, width);
  EXPECT_LE(t.points.size(), 4 * width);
  RecordProperty("milliseconds", std::to_string(took.count()));
  // A bound for a busy machine and a build with sanitizers; an optimized one takes well below a millisecond.
  EXPECT_LT(took.count(), 50.0);
}

TEST(Trace, CallsDoNotDependOnTheZoom) {
  const auto data = std::make_shared<Counted>(noise(1'000'000, 4));
  for (const double span : {900'000.0, 50'000.0, 3'000.0, 10.0}) {
    data->value_calls = data->extent_calls = 0;
    trace(series_of(data), x_axis(5000, 5000 + span, 800), y_axis(-6, 6));
    EXPECT_LE(data->value_calls, 2 * 800 + 4u) << span;
    EXPECT_LE(data->extent_calls, 800u) << span;
  }
}

TEST(Trace, WithoutExtentsItLooksAtEachValue) {
  const auto data = std::make_shared<Counted>(noise(50'000, 5));
  Series slow = series_of(data), fast = series_of(data);
  slow.extent = nullptr;
  const Axis x = x_axis(0, 49'999, 300), y = y_axis(-6, 6);
  const Trace a = trace(slow, x, y), b = trace(fast, x, y);
  ASSERT_EQ(a.points.size(), b.points.size());
  for (std::size_t i = 0; i < a.points.size(); ++i) EXPECT_EQ(a.points[i].y, b.points[i].y);
}

TEST(Trace, ValuesThatAreNotFiniteAreGaps) {
  const auto data = std::make_shared<Counted>(std::vector<double>{NAN, 1, 2, INFINITY, 3, NAN, NAN, 4, 5, -INFINITY});
  const Trace t = trace(series_of(data), x_axis(0, 9, 100), y_axis(0, 6));
  ASSERT_EQ(t.runs(), 3u);
  EXPECT_EQ(t.end_of(0) - t.starts[0], 2u);
  EXPECT_EQ(t.end_of(1) - t.starts[1], 1u);
  EXPECT_EQ(t.end_of(2) - t.starts[2], 2u);
  for (const ImVec2 p : t.points) EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y));
}

TEST(Trace, WholeColumnsWithoutValuesAreGaps) {
  std::vector<double> values(10'000, 1.0);
  std::fill(values.begin() + 4000, values.begin() + 6000, NAN);
  const auto data = std::make_shared<Counted>(values);
  const Trace t = trace(series_of(data), x_axis(0, 9999, 100), y_axis(0, 2));
  ASSERT_EQ(t.runs(), 2u);
  EXPECT_NEAR(t.points[t.end_of(0) - 1].x, 40.0f, 1.5f);
  EXPECT_NEAR(t.points[t.starts[1]].x, 60.0f, 1.5f);
}

TEST(Trace, NonPositiveValuesLieOnTheBottomOfALogAxis) {
  const auto data = std::make_shared<Counted>(std::vector<double>{1.0, 0.0, -3.0, 1e-2});
  const Axis y{{1e-3, 1.0}, AxisScale::log, 400.0f, 0.0f};
  const Trace t = trace(series_of(data), x_axis(0, 3, 100), y);
  ASSERT_EQ(t.points.size(), 4u);
  EXPECT_EQ(t.points[1].y, 400.0f);
  EXPECT_EQ(t.points[2].y, 400.0f);
}

TEST(Trace, RangesThatMissTheDataAreHarmless) {
  const auto data = std::make_shared<Counted>(noise(1000, 6));
  for (const Range r : {Range{-500, -100}, Range{5000, 9000}, Range{-1e15, 1e15}, Range{3, 3}}) {
    for (const float width : {1.0f, 100.0f}) {
      const Trace t = trace(series_of(data), x_axis(r.low, r.high, width), y_axis(-5, 5));
      EXPECT_LE(t.points.size(), 1000u);
    }
  }
}

}  // namespace
}  // namespace fallline::plot
