// History: what was recorded stays as it was for whoever holds a view, and extents are those of brute force.
#include "session/history.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "curvature/eigen2.h"
#include "support/tables.h"

namespace fallline {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Curve curves[] = {Curve::loss, Curve::gradient_norm, Curve::lambda_min, Curve::lambda_max};

struct Record {
  double x, y, loss, norm;
};

class HistoryTest : public testing::Test {
 protected:
  double pick(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  std::size_t pick(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random_); }

  // Appends `count` records, in rows of random lengths; one in twenty losses is NaN or infinite.
  void append(std::size_t count) {
    while (count > 0) {
      const std::size_t n = std::min(count, 1 + pick(pick(3) == 0 ? 3000 : 100));
      std::vector<double> x, y, loss, norm;
      for (std::size_t i = 0; i < n; ++i) {
        x.push_back(pick(-4, 4));
        y.push_back(pick(-4, 4));
        const double odd[] = {std::nan(""), infinity, -infinity};
        loss.push_back(pick(19) == 0 ? odd[pick(2)] : pick(-100, 100));
        norm.push_back(pick(0, 10));
        all_.push_back({x[i], y[i], loss[i], norm[i]});
      }
      history_.append(*surface_, x, y, loss, norm);
      count -= n;
    }
  }
  void truncate(std::size_t size) {
    history_.truncate(size);
    if (size < all_.size()) all_.resize(size);
  }
  static void expect_holds(const HistoryView& view, const std::vector<Record>& records) {
    ASSERT_EQ(view.size(), records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      ASSERT_EQ(view.at(i), (Point{records[i].x, records[i].y})) << i;
      const double loss = view.value(Curve::loss, i);
      ASSERT_TRUE(loss == static_cast<float>(records[i].loss) || (std::isnan(loss) && std::isnan(records[i].loss)))
          << i;
      ASSERT_EQ(view.value(Curve::gradient_norm, i), static_cast<float>(records[i].norm)) << i;
    }
  }
  static void expect_extent(const HistoryView& view, Curve curve, std::size_t first, std::size_t last) {
    double low = infinity, high = -infinity;
    for (std::size_t i = first; i < std::min(last, view.size()); ++i) {
      const double v = view.value(curve, i);
      if (!std::isfinite(v)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
    ASSERT_EQ(view.extent(curve, first, last), std::pair(low, high)) << first << " to " << last;
  }

  const std::unique_ptr<const Surface> surface_ = test::make_surface("himmelblau");
  History history_;
  std::vector<Record> all_;  // what the history should hold

 private:
  std::mt19937_64 random_{31};
};

TEST_F(HistoryTest, HoldsWhatWasAppended) {
  append(5000);
  expect_holds(history_.view(), all_);
}

TEST_F(HistoryTest, CurvatureIsThatOfTheSurface) {
  append(1500);
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const auto d = surface_->derivatives(history_.view().at(i));
    const EigenPairs pairs = eigen_pairs(d.xx, d.xy, d.yy);
    const double single = 2e-7 * std::max(std::abs(pairs.lambda[0]), std::abs(pairs.lambda[1]));
    ASSERT_NEAR(history_.view().value(Curve::lambda_min, i), pairs.lambda[0], single);
    ASSERT_NEAR(history_.view().value(Curve::lambda_max, i), pairs.lambda[1], single);
  }
}

TEST_F(HistoryTest, ExtentIsThatOfBruteForce) {
  append(9000);
  const HistoryView& view = history_.view();
  for (int i = 0; i < 2000; ++i) {
    const std::size_t a = pick(view.size()), b = pick(i % 3 ? view.size() : std::min(a + 70, view.size()));
    for (const Curve curve : curves) expect_extent(view, curve, std::min(a, b), std::max(a, b));
  }
  // Ranges that begin and end on the seams of blocks and chunks, and past the end.
  for (const std::size_t first : {0u, 63u, 64u, 65u, 1023u, 1024u, 1025u, 8960u})
    for (const std::size_t last : {64u, 128u, 1024u, 1088u, 2048u, 8999u, 9000u, 20000u})
      for (const Curve curve : curves) expect_extent(view, curve, first, last);
  EXPECT_EQ(view.extent(Curve::loss, 100, 100), std::pair(infinity, -infinity));
  EXPECT_EQ(view.extent(Curve::loss, 200, 100), std::pair(infinity, -infinity));
}

TEST_F(HistoryTest, ExtentOfNothingFinite) {
  const std::vector<double> zero(200, 0.0), nan(200, std::nan(""));
  history_.append(*surface_, zero, zero, nan, nan);
  EXPECT_EQ(history_.view().extent(Curve::loss, 0, 200), std::pair(infinity, -infinity));
}

// Extents after a part of a block was written anew, which those of full blocks must follow.
TEST_F(HistoryTest, ExtentsFollowWhatIsWrittenAnew) {
  append(3000);
  for (const std::size_t size : {2990u, 2049u, 2048u, 1500u, 1024u, 1000u, 64u, 63u, 1u, 0u}) {
    truncate(size);
    append(700);
    for (int i = 0; i < 200; ++i) {
      const std::size_t a = pick(all_.size()), b = pick(all_.size());
      expect_extent(history_.view(), Curve::loss, std::min(a, b), std::max(a, b));
    }
    expect_extent(history_.view(), Curve::lambda_max, 0, all_.size());
  }
}

// Views taken at any time, held while the history is cut back, written over and extended many times.
TEST_F(HistoryTest, ViewsNeverChange) {
  struct Held {
    HistoryView view;
    std::vector<Record> records;
    std::pair<double, double> extent;
  };
  std::vector<Held> held;
  for (int round = 0; round < 60; ++round) {
    append(pick(600) + (round % 7 == 0 ? 1500 : 1));
    held.push_back({history_.view(), all_, history_.view().extent(Curve::loss, 0, all_.size())});
    if (round % 3 != 0) truncate(pick(all_.size()));
    held.push_back({history_.view(), all_, history_.view().extent(Curve::loss, 0, all_.size())});
    if (round % 20 == 19) truncate(round % 40 == 19 ? 0 : all_.size() / 1024 * 1024);
  }
  for (const Held& h : held) {
    expect_holds(h.view, h.records);
    EXPECT_EQ(h.view.extent(Curve::loss, 0, h.records.size()), h.extent);
  }
}

// Of a long history the steps visited are few, ascending, as recorded, and go as far to each side as all of them, in
// every stretch that is long beside the parts.
TEST_F(HistoryTest, AnOutlineGoesAsFarAsAllSteps) {
  append(40'000);
  truncate(37'123);
  append(30'000);
  const HistoryView& view = history_.view();
  const auto box = [&](const std::vector<std::size_t>& steps, std::size_t first, std::size_t last) {
    Domain d{infinity, -infinity, infinity, -infinity};
    for (const std::size_t i : steps)
      if (first <= i && i < last) {
        d = {std::min(d.x_min, all_[i].x), std::max(d.x_max, all_[i].x), std::min(d.y_min, all_[i].y),
             std::max(d.y_max, all_[i].y)};
      }
    return d;
  };
  std::vector<std::size_t> every(all_.size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  for (const std::size_t most : {50u, 1000u, 5000u, 66000u, 1000000u})
    for (int round = 0; round < 8; ++round) {
      std::size_t first = pick(all_.size()), last = pick(all_.size() + 10);
      if (first > last) std::swap(first, last);
      if (round == 0) first = 0, last = all_.size();
      std::vector<std::size_t> seen;
      view.visit_outline(first, last, most, [&](std::size_t step, Point p, double loss) {
        ASSERT_TRUE(seen.empty() || seen.back() < step);
        ASSERT_GE(step, first);
        ASSERT_LT(step, last);
        ASSERT_EQ(p, view.at(step));
        ASSERT_TRUE(loss == view.value(Curve::loss, step) || std::isnan(loss));
        seen.push_back(step);
      });
      last = std::min(last, all_.size());
      if (last - first <= most)
        EXPECT_EQ(seen.size(), last - first);
      else
        EXPECT_LE(seen.size(), most + 8);
      EXPECT_EQ(box(seen, first, last), box(every, first, last));
      std::size_t width = 64;
      while (4 * (last - first) / width > most) width *= 2;
      for (std::size_t from = first - first % width; from < last; from += width)
        ASSERT_EQ(box(seen, from, from + width), box(every, std::max(from, first), std::min(from + width, last)));
    }
}

TEST_F(HistoryTest, ARecordStaysSmall) {
  EXPECT_LE(sizeof(HistoryChunk), 33 * HistoryChunk::size) << "four racers of a million steps in 132 MB";
}

TEST_F(HistoryTest, TruncatingToMoreIsNothing) {
  append(10);
  truncate(10);
  truncate(5000);
  expect_holds(history_.view(), all_);
}

}  // namespace
}  // namespace fallline
