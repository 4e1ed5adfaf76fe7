#include "app/plot/axis.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/plot/fit.h"

namespace fallline::plot {
namespace {

Series curve(std::vector<double> values, double first_step = 0.0) {
  Series s;
  s.count = values.size();
  s.first_step = first_step;
  s.value = [values = std::move(values)](std::size_t i) { return values[i]; };
  return s;
}

TEST(Axis, ValuesAndPixelsAreInverse) {
  for (const AxisScale scale : {AxisScale::linear, AxisScale::log}) {
    const Axis axis{{1e-3, 1e4}, scale, 500.0f, 20.0f};
    for (float p = 20.0f; p <= 500.0f; p += 7.0f) EXPECT_NEAR(axis.pixel(axis.value(p)), p, 1e-2);
    EXPECT_FLOAT_EQ(axis.pixel(1e-3), 500.0f);
    EXPECT_FLOAT_EQ(axis.pixel(1e4), 20.0f);
  }
}

TEST(Axis, FarValuesGiveFinitePixels) {
  const Axis linear{{0, 1}, AxisScale::linear, 0.0f, 100.0f};
  EXPECT_TRUE(std::isfinite(linear.pixel(1e300)));
  EXPECT_TRUE(std::isfinite(linear.pixel(-INFINITY)));
  const Axis log{{1e-3, 1}, AxisScale::log, 100.0f, 0.0f};
  EXPECT_EQ(log.pixel(0.0), 100.0f) << "zero lies on the bottom edge";
  EXPECT_EQ(log.pixel(-5.0), 100.0f);
}

TEST(Axis, ShiftingByPixelsMovesThePicture) {
  const Axis axis{{0, 100}, AxisScale::linear, 0.0f, 200.0f};
  EXPECT_EQ(axis.shifted(20.0f), (Range{-10, 90}));
}

TEST(Range, SingleValuesGetRoom) {
  EXPECT_EQ(showable({5, 5}, AxisScale::linear), (Range{4.5, 5.5}));
  EXPECT_EQ(showable({0, 0}, AxisScale::linear), (Range{-1, 1}));
  const Range log = showable({1e-3, 1e-3}, AxisScale::log);
  EXPECT_LT(log.low, 1e-3);
  EXPECT_GT(log.high, 1e-3);
}

TEST(Range, ZoomKeepsItsFixedPoint) {
  for (const AxisScale scale : {AxisScale::linear, AxisScale::log}) {
    const Range before{1, 1000};
    const Range after = zoomed(before, scale, 10.0, 0.5);
    const Axis a{before, scale, 0, 300}, b{after, scale, 0, 300};
    EXPECT_NEAR(a.pixel(10.0), b.pixel(10.0), 1e-2);
    EXPECT_LT(after.span(), before.span());
  }
}

TEST(Range, ZoomingForeverStaysShowable) {
  for (const double factor : {0.5, 2.0}) {
    for (const AxisScale scale : {AxisScale::linear, AxisScale::log}) {
      Range r{1.0, 2.0};
      for (int i = 0; i < 3000; ++i) {
        r = zoomed(r, scale, 1.37, factor);
        ASSERT_TRUE(std::isfinite(r.span()) && wide_enough(r, scale));
      }
    }
  }
}

TEST(ValueRange, CoversWhatIsShownInView) {
  bool hidden = false;
  std::vector<Series> series = {curve({1, 5, 3}), curve({-100, 100})};
  series[1].visible = &hidden;
  const Range r = *value_range(series, {0, 2}, AxisScale::linear);
  EXPECT_LE(r.low, 1.0);
  EXPECT_GE(r.low, 0.5);
  EXPECT_GE(r.high, 5.0);
  EXPECT_LT(value_range(series, {2, 2}, AxisScale::linear)->high, 5.0) << "only steps in view";
}

TEST(ValueRange, LogStopsAtRoundingBelowTheFirstValue) {
  const Range r = *value_range(std::vector{curve({100, 1, 1e-30, 0})}, {0, 3}, AxisScale::log);
  EXPECT_GE(r.low, 1e-15);
  EXPECT_LE(r.low, 1e-14);
  EXPECT_GE(r.high, 100);
}

TEST(ValueRange, LogShowsADivergenceAndWhatWasBefore) {
  const Range r = *value_range(std::vector{curve({1, 1e-5, 1e200})}, {0, 2}, AxisScale::log);
  EXPECT_LE(r.low, 1e-5);
  EXPECT_GE(r.high, 1e200);
}

TEST(ValueRange, NothingToShow) {
  EXPECT_EQ(value_range({}, {0, 1}, AxisScale::linear), std::nullopt);
  EXPECT_EQ(value_range(std::vector{curve({NAN, INFINITY})}, {0, 1}, AxisScale::linear), std::nullopt);
  EXPECT_EQ(value_range(std::vector{curve({0, -1})}, {0, 1}, AxisScale::log), std::nullopt);
  EXPECT_EQ(step_range(std::vector{curve({})}), std::nullopt);
}

TEST(StepRange, StartsAtTheFirstStep) { EXPECT_EQ(step_range(std::vector{curve({1, 2, 3}, 10)}), (Range{10, 12})); }

}  // namespace
}  // namespace fallline::plot
