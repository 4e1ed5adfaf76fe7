#include "app/widgets/slider_scale.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fallline::ui {
namespace {

SliderSpec learning_rate() {
  SliderSpec spec;
  spec.min = 1e-5;
  spec.max = 1.0;
  spec.scale = Scale::log;
  spec.lower = 0.0;
  spec.lower_open = true;
  return spec;
}

SliderSpec noise() {
  SliderSpec spec;
  spec.max = 10.0;
  spec.scale = Scale::log;
  spec.smallest = 1e-3;
  spec.lower = 0.0;
  return spec;
}

TEST(SliderScale, LogTracksGiveEachDecadeTheSameLength) {
  const SliderSpec spec = learning_rate();
  for (int decade = 0; decade <= 5; ++decade) {
    EXPECT_NEAR(slider_position(std::pow(10.0, decade - 5), spec), decade / 5.0, 1e-12);
  }
}

TEST(SliderScale, PositionAndValueAgreeToThePrecisionOfTheTrack) {
  for (const SliderSpec& spec : {learning_rate(), noise(), SliderSpec{}}) {
    double last = -1.0;
    for (int i = 0; i <= 300; ++i) {
      const double value = slider_value(i / 300.0, spec);
      EXPECT_GE(value, spec.min);
      EXPECT_LE(value, spec.max);
      EXPECT_GE(value, last) << "values must not fall along the track";
      last = value;
      if (value > 0.0) {
        EXPECT_NEAR(slider_position(value, spec), i / 300.0, spec.scale == Scale::log ? 0.03 : 1e-3);
      }
    }
    EXPECT_EQ(slider_value(0.0, spec), spec.min);
    EXPECT_EQ(slider_value(1.0, spec), spec.max);
  }
}

TEST(SliderScale, LinearValuesAreRoundDecimals) {
  SliderSpec spec;
  spec.min = -6.0;
  spec.max = 6.0;
  EXPECT_EQ(slider_value(0.471, spec), -0.35);
  EXPECT_EQ(slider_value(0.5, spec), 0.0);
  spec = SliderSpec{};
  EXPECT_EQ(slider_value(0.3000001, spec), 0.3);
}

TEST(SliderScale, LogTrackFromZeroReachesExactlyZero) {
  const SliderSpec spec = noise();
  EXPECT_EQ(slider_value(0.0, spec), 0.0);
  EXPECT_EQ(slider_position(0.0, spec), 0.0);
  EXPECT_GT(slider_position(1e-3, spec), 0.0);
  EXPECT_EQ(nudged(0.0, 1.0, spec), 1e-3);
  EXPECT_EQ(nudged(1e-3, -1.0, spec), 0.0);
}

TEST(SliderScale, TwentyNotchesAreADecadeAndComeBack) {
  const SliderSpec spec = learning_rate();
  double value = 0.01;
  for (int i = 0; i < 20; ++i) value = nudged(value, 1.0, spec);
  EXPECT_EQ(value, 0.1);
  for (int i = 0; i < 20; ++i) value = nudged(value, -1.0, spec);
  EXPECT_EQ(value, 0.01);
}

TEST(SliderScale, NudgesStayOnTheTrackUnlessTypedOutside) {
  SliderSpec spec;
  spec.upper = 5.0;
  spec.lower = -5.0;
  EXPECT_EQ(nudged(1.0, 3.0, spec), 1.0);
  EXPECT_EQ(nudged(0.0, -3.0, spec), 0.0);
  EXPECT_NEAR(nudged(2.0, 1.0, spec), 2.01, 1e-12);
  EXPECT_EQ(nudged(5.0, 1.0, spec), 5.0);
  SliderSpec open;
  open.lower = 0.0;
  open.lower_open = true;
  EXPECT_EQ(nudged(0.005, -1.0, open), 0.005) << "an open bound is never reached";
  SliderSpec whole;
  whole.max = 100;
  whole.integer = true;
  EXPECT_EQ(nudged(32, 0.1, whole), 33);
  EXPECT_EQ(nudged(32, -1, whole), 31);
}

TEST(SliderScale, RefusalsSayWhatIsExpected) {
  const SliderSpec spec = learning_rate();
  EXPECT_EQ(refusal(1e-9, spec), std::nullopt);
  EXPECT_EQ(refusal(100.0, spec), std::nullopt);
  EXPECT_EQ(refusal(0.0, spec), "must be greater than 0");
  SliderSpec beta;
  beta.lower = 0.0;
  beta.upper = 1.0;
  beta.upper_open = true;
  EXPECT_EQ(refusal(-0.1, beta), "must be at least 0");
  EXPECT_EQ(refusal(1.0, beta), "must be less than 1");
  SliderSpec whole;
  whole.integer = true;
  EXPECT_EQ(refusal(1.5, whole), "must be a whole number");
}

TEST(SliderScale, DegenerateRangesGiveTheirOnlyValue) {
  SliderSpec spec;
  spec.min = spec.max = 3.0;
  EXPECT_EQ(slider_position(3.0, spec), 0.0);
  EXPECT_EQ(slider_value(0.7, spec), 3.0);
  EXPECT_EQ(slider_position(std::nan(""), SliderSpec{}), 0.0);
}

}  // namespace
}  // namespace fallline::ui
