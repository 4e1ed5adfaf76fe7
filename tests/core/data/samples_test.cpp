// Samples: the same everywhere, as many as wanted, of the distribution that is said.
#include "data/samples.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fallline {
namespace {

using Maker = Samples (*)(const SampleOptions&);
constexpr Maker makers[] = {[](const SampleOptions& o) { return line_samples(o, 0.2); }, proportional_samples,
                            step_samples, class_samples};

double mean(const std::vector<double>& v) {
  double sum = 0;
  for (const double s : v) sum += s / static_cast<double>(v.size());
  return sum;
}
double deviation(const std::vector<double>& v) {
  double sum = 0;
  for (const double s : v) sum += (s - mean(v)) * (s - mean(v)) / static_cast<double>(v.size());
  return std::sqrt(sum);
}

TEST(Samples, MoreOfThemKeepTheFirst) {
  for (const Maker make : makers) {
    const Samples few = make({.count = 7}), many = make({.count = 31});
    ASSERT_EQ(few.size(), 7u);
    for (std::size_t i = 0; i < few.size(); ++i) {
      EXPECT_EQ(few.x[i], many.x[i]);
      EXPECT_EQ(few.y[i], many.y[i]);
    }
    EXPECT_EQ(make({.count = 7}), few);
    EXPECT_NE(make({.count = 7, .seed = 2}), few);
  }
}

// By another implementation of the random numbers (Python, with statistics.NormalDist for the quantiles).
TEST(Samples, AreTheSameEverywhere) {
  const SampleOptions options{.count = 3, .noise = 0.5, .seed = 1};
  const auto expect = [](const Samples& s, std::size_t i, double x, double y) {
    EXPECT_NEAR(s.x[i], x, 1e-14);
    EXPECT_NEAR(s.y[i], y, 1e-14);
  };
  expect(line_samples(options, 0.1), 0, 4.6788051115629603, 4.466629575141627);
  expect(line_samples(options, 0.1), 2, 2.8602850080832223, 2.1882658447912045);
  expect(proportional_samples(options), 2, -1.2455392462498569, -1.5246110434178153);
  expect(step_samples(options), 2, -0.59684064936339076, -1.3851365264819089);
  expect(class_samples(options), 2, -1.7485130820832855, -4.912718585671719);
  expect(moved_samples(options, false), 2, -3.3689480140706363, 0.28602781658997189);
}

TEST(Samples, NoiseMovesThemAndDrawsNoOthers) {
  const Samples quiet = line_samples({.count = 20, .noise = 0}, 0), noisy = line_samples({.count = 20, .noise = 1}, 0),
                twice = line_samples({.count = 20, .noise = 2}, 0);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(quiet.x[i], noisy.x[i]);
    EXPECT_NEAR(quiet.y[i], 1.2 * quiet.x[i] - 1, 1e-15);
    EXPECT_NEAR(twice.y[i] - quiet.y[i], 2 * (noisy.y[i] - quiet.y[i]), 1e-13);
  }
}

TEST(Samples, OutliersAreTheShareThatIsAskedFor) {
  const SampleOptions options{.count = 5000};
  const Samples clean = line_samples(options, 0), dirty = line_samples(options, 0.3), all = line_samples(options, 1);
  int moved = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    moved += dirty.y[i] != clean.y[i];
    EXPECT_NEAR(all.y[i], clean.y[i] + 6, 1e-14);
  }
  EXPECT_NEAR(moved / 5000.0, 0.3, 0.03);
}

TEST(Samples, ClassesAreAsSaid) {
  const Samples s = class_samples({.count = 20'000, .noise = 0.5});
  std::vector<double> x, y;
  for (std::size_t i = 0; i < s.size(); ++i) {
    EXPECT_EQ(s.label[i], static_cast<int>(i % 2));
    if (s.label[i] == 1) x.push_back(s.x[i]), y.push_back(s.y[i]);
  }
  EXPECT_NEAR(mean(x), 1, 0.03);
  EXPECT_NEAR(mean(y), 2.8, 0.1);
  EXPECT_NEAR(deviation(x), 0.5, 0.02);
  EXPECT_NEAR(deviation(y), 2, 0.06);
}

TEST(Samples, AMovedCopyIsMovedAndNothingElse) {
  const Samples s = moved_samples({.count = 9}, true), other = moved_samples({.count = 9}, false);
  ASSERT_EQ(s.size(), 18u);
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_EQ(s.label[i], 1);
    EXPECT_EQ(s.label[9 + i], 0);
    EXPECT_NEAR(s.x[i] + 2, s.x[9 + i], 1e-14);
    EXPECT_NEAR(s.y[i] - 1.5, s.y[9 + i], 1e-14);
    EXPECT_NE(other.x[i] + 2, other.x[9 + i]);
  }
}

TEST(Standardize, HasMeanZeroAndDeviationOne) {
  std::vector<double> v{1, 5, 5, 8, -3};
  const std::vector<double> raw = v;
  standardize(v);
  EXPECT_NEAR(mean(v), 0, 1e-15);
  EXPECT_NEAR(deviation(v), 1, 1e-15);
  std::vector<double> other{mean(raw), mean(raw) + deviation(raw)};
  standardize(other, raw);
  EXPECT_NEAR(other[0], 0, 1e-15);
  EXPECT_NEAR(other[1], 1, 1e-15);
  std::vector<double> constant{4, 4, 4};
  standardize(constant);
  EXPECT_EQ(constant, (std::vector<double>{0, 0, 0}));
  standardize(std::span<double>());
}

TEST(Samples, SubsetsKeepTheOrderThatIsNamed) {
  const Samples s = class_samples({.count = 5});
  const std::size_t named[] = {4, 1};
  const Samples two = subset(s, named);
  EXPECT_EQ(two.x, (std::vector<double>{s.x[4], s.x[1]}));
  EXPECT_EQ(two.label, (std::vector<int>{0, 1}));
  EXPECT_TRUE(subset(line_samples({}, 0), named).label.empty());
}

}  // namespace
}  // namespace fallline
