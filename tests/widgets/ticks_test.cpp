#include "app/plot/ticks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <set>

namespace fallline::plot {
namespace {

std::vector<std::string> labels(const Ticks& ticks) {
  std::vector<std::string> result;
  for (const Tick& t : ticks.major) result.push_back(t.label);
  return result;
}

void expect_sound(const Ticks& ticks, Range range, int most, const std::string& what) {
  EXPECT_LE(ticks.major.size(), static_cast<std::size_t>(most) + 1) << what;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < ticks.major.size(); ++i) {
    EXPECT_TRUE(range.contains(ticks.major[i].value)) << what << " " << ticks.major[i].value;
    EXPECT_TRUE(seen.insert(ticks.major[i].label).second) << what << " twice: " << ticks.major[i].label;
    if (i > 0) {
      EXPECT_GT(ticks.major[i].value, ticks.major[i - 1].value) << what;
    }
  }
  for (std::size_t i = 0; i < ticks.minor.size(); ++i) {
    EXPECT_TRUE(range.contains(ticks.minor[i])) << what;
    if (i > 0) {
      EXPECT_GT(ticks.minor[i], ticks.minor[i - 1]) << what;
    }
  }
}

bool is_one_two_five(double step) {
  const double mantissa = step / std::pow(10.0, std::floor(std::log10(step) + 1e-9));
  for (const double m : {1.0, 2.0, 5.0}) {
    if (std::abs(mantissa / m - 1.0) < 1e-6) return true;
  }
  return false;
}

TEST(LinearTicks, RandomRangesGetRoundStepsInside) {
  std::mt19937_64 engine(3);
  for (int i = 0; i < 3000; ++i) {
    const double size = std::pow(10.0, std::uniform_real_distribution(-280.0, 300.0)(engine));
    const double low = std::uniform_real_distribution(-1.0, 1.0)(engine) * size;
    const double width = size * std::pow(10.0, std::uniform_real_distribution(-7.0, 0.0)(engine));
    const Range range{low, low + width};
    const int most = std::uniform_int_distribution(2, 12)(engine);
    const Ticks ticks = linear_ticks(range, most, false);
    const std::string what = std::to_string(low) + " + " + std::to_string(width);
    expect_sound(ticks, range, most, what);
    ASSERT_GE(ticks.major.size(), static_cast<std::size_t>(std::max(1, most / 3))) << what;
    if (ticks.major.size() < 2) continue;
    EXPECT_TRUE(is_one_two_five(ticks.major[1].value - ticks.major[0].value)) << what;
    for (const Tick& t : ticks.major) {
      EXPECT_NEAR(std::strtod(t.label.c_str(), nullptr), t.value, 1e-6 * width) << what << " " << t.label;
    }
  }
}

TEST(LinearTicks, LabelsAreShort) {
  EXPECT_EQ(labels(linear_ticks({0, 164}, 5, true)), (std::vector<std::string>{"0", "50", "100", "150"}));
  EXPECT_EQ(labels(linear_ticks({-0.26, 0.3}, 4, false)), (std::vector<std::string>{"-0.2", "0", "0.2"}));
  EXPECT_EQ(labels(linear_ticks({0, 3e-5}, 3, false)), (std::vector<std::string>{"0", "1e-5", "2e-5", "3e-5"}));
  EXPECT_EQ(labels(linear_ticks({0, 2e300}, 4, false)),
            (std::vector<std::string>{"0", "5e299", "1.0e300", "1.5e300", "2.0e300"}));
  EXPECT_EQ(labels(linear_ticks({0, 1e6}, 4, true)), (std::vector<std::string>{"0", "500k", "1.0M"}));
  EXPECT_EQ(labels(linear_ticks({12000, 14000}, 4, true)),
            (std::vector<std::string>{"12.0k", "12.5k", "13.0k", "13.5k", "14.0k"}));
}

TEST(LinearTicks, StepsAreWholeWhereStepsAreCounted) {
  EXPECT_EQ(labels(linear_ticks({0, 2}, 10, true)), (std::vector<std::string>{"0", "1", "2"}));
}

TEST(LinearTicks, ExtremeRangesEnd) {
  for (const Range r : {Range{-8e307, 8e307}, Range{0, 0}, Range{1e308, 1e308}, Range{-1e-310, 1e-310},
                        Range{std::nan(""), 1.0}, Range{5, 3}, Range{1e15, 1e15 + 1}}) {
    for (const int most : {-1, 0, 1, 2, 50})
      expect_sound(linear_ticks(r, most, false), showable(r, AxisScale::linear), std::max(1, most), "");
  }
}

TEST(LogTicks, DecadesInTheShortForm) {
  EXPECT_EQ(labels(log_ticks({1e-3, 100}, 8)), (std::vector<std::string>{"1e-3", "1e-2", "1e-1", "1", "1e1", "1e2"}));
  EXPECT_EQ(labels(log_ticks({1e-12, 100}, 5)), (std::vector<std::string>{"1e-12", "1e-9", "1e-6", "1e-3", "1"}));
}

TEST(LogTicks, SubDecadesWhereDecadesAreFew) {
  EXPECT_EQ(labels(log_ticks({0.9e-3, 1.2e-2}, 8)), (std::vector<std::string>{"1e-3", "2e-3", "5e-3", "1e-2"}));
  EXPECT_EQ(labels(log_ticks({2.0, 4.5}, 6)), (std::vector<std::string>{"2.0", "2.5", "3.0", "3.5", "4.0", "4.5"}));
}

TEST(LogTicks, RandomRanges) {
  std::mt19937_64 engine(4);
  for (int i = 0; i < 3000; ++i) {
    const double e = std::uniform_real_distribution(-299.0, 300.0)(engine);
    const double span = std::pow(10.0, std::uniform_real_distribution(-2.0, 2.4)(engine));
    const Range range{std::pow(10.0, e), std::pow(10.0, std::min(307.0, e + span))};
    const int most = std::uniform_int_distribution(2, 12)(engine);
    const Ticks ticks = log_ticks(range, most);
    const std::string what =
        std::to_string(e) + " over " + std::to_string(span) + " decades, most " + std::to_string(most);
    expect_sound(ticks, range, most, what);
    EXPECT_GE(ticks.major.size(), 1u) << what;
  }
}

TEST(LogTicks, ExtremeRangesEnd) {
  for (const Range r : {Range{1e-320, 1e308}, Range{0, 0}, Range{-1, -0.5}, Range{1, 1}, Range{std::nan(""), 1.0}}) {
    for (const int most : {0, 1, 2, 50})
      expect_sound(log_ticks(r, most), showable(r, AxisScale::log), std::max(1, most), "");
  }
}

}  // namespace
}  // namespace fallline::plot
