// Many starts at once against a racer for each of them.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "optim/many_starts.h"
#include "support/racing.h"

namespace fallline {
namespace {

struct Starts {
  std::vector<double> x, y;
  Starts(const Domain& domain, int count) {
    for (const Point p : test::points_around(domain, count, 3)) x.push_back(p.x), y.push_back(p.y);
  }
};

// How far the two are apart, beside the size of the numbers, less what rounding explains: a thousand times what the
// smallest change of the start does to the path. The most of all starts.
double worst(const ManyStarts& many, const Starts& starts, const Surface& surface, const Sampling& sampling,
             const OptimizerInfo& method, const std::vector<double>& values, const std::vector<BlockSpec>& blocks,
             std::size_t steps) {
  const auto gone = [&](double x, double y) {
    auto racer = make_racer(2, method, values, blocks);
    racer->place(surface, std::array{x, y});
    racer->advance(surface, sampling, steps, {});
    return racer;
  };
  double worst = 0;
  for (std::size_t i = 0; i < many.count(); ++i) {
    const double x = starts.x[i], y = starts.y[i];
    const auto racer = gone(x, y), beside = gone(std::nextafter(x, 1e9), std::nextafter(y, 1e9));
    EXPECT_EQ(racer->finite(), many.finite(i)) << "start " << i;
    if (!racer->finite() || !many.finite(i)) continue;
    const auto apart = [&](Point p, double loss) {
      const double size = 1 + std::abs(racer->theta()[0]) + std::abs(racer->theta()[1]);
      return std::max({std::abs(p.x - racer->theta()[0]) / size, std::abs(p.y - racer->theta()[1]) / size,
                       std::abs(loss - racer->loss()) / (1 + std::abs(racer->loss()))});
    };
    const double spread = apart({beside->theta()[0], beside->theta()[1]}, beside->loss());
    worst = std::max(worst, apart(many.at(i), many.loss(i)) - 1e3 * spread);
  }
  return worst;
}

class ManyOf : public testing::TestWithParam<std::string_view> {
 protected:
  const OptimizerInfo& method = *find_optimizer(GetParam());
};

// One and a half bundles, and in two legs of no round number of steps.
TEST_P(ManyOf, GoesTheWayOfARacerEach) {
  for (const std::string_view key : {"himmelblau", "rosenbrock", "styblinski_tang"}) {
    const SurfaceInfo& info = *find_surface(key);
    const auto surface = test::make_surface(key);
    const std::vector<double> values = test::gentle_values(method, info);
    const Starts starts(info.domain, 400);
    for (const Sampling& sampling : {Sampling{}, Sampling{0.05, 11}}) {
      const auto many = make_many_starts(*surface, sampling, method, values, {});
      many->place(starts.x, starts.y);
      ASSERT_EQ(many->count(), 400u);
      many->advance(37);
      many->advance(63);
      EXPECT_LE(worst(*many, starts, *surface, sampling, method, values, {}, 100), 1e-12) << key;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ManyOf, testing::ValuesIn(optimizer_keys()), test::key_name);

// Those whose parts look at one coordinate at a time must not fall back to racers.
TEST(ManyStarts, GoInBundlesWhereTheChainWorksElementByElement) {
  const auto surface = test::make_surface("himmelblau");
  for (const std::string_view key : {"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"})
    EXPECT_TRUE(make_many_starts(*surface, {}, *find_optimizer(key), test::values_of(key), {})->bundled()) << key;
  const std::vector<BlockSpec> clipped{block_spec(*find_block("clip_norm"))};
  EXPECT_FALSE(make_many_starts(*surface, {}, *find_optimizer("sgd"), test::values_of("sgd"), clipped)->bundled());
}

// Around a method, and with no method at all.
TEST(ManyStarts, TakeBlocksAlong) {
  const SurfaceInfo& info = *find_surface("himmelblau");
  const auto surface = test::make_surface("himmelblau");
  const Starts starts(info.domain, 300);
  for (const std::string_view extra : {"cosine", "decoupled_decay", "clip_norm"}) {
    const std::vector<BlockSpec> blocks{block_spec(*find_block(extra))};
    const OptimizerInfo& method = *find_optimizer("momentum");
    const std::vector<double> values = test::gentle_values(method, info);
    const auto many = make_many_starts(*surface, {}, method, values, blocks);
    many->place(starts.x, starts.y);
    many->advance(100);
    EXPECT_LE(worst(*many, starts, *surface, {}, method, values, blocks, 100), 1e-12) << extra;
  }
}

// A step that is too long throws the outer starts out; the inner ones must not feel it, whichever lane they are in.
TEST(ManyStarts, OneThatDivergesDisturbsNoOther) {
  const SurfaceInfo& info = *find_surface("himmelblau");
  const auto surface = test::make_surface("himmelblau");
  const Starts starts(info.domain, 600);
  for (const std::string_view key : {"sgd", "momentum", "nesterov"}) {
    const OptimizerInfo& method = *find_optimizer(key);
    const auto values = test::values_of(key, {{"lr", 4e-3}});
    const auto many = make_many_starts(*surface, {}, method, values, {});
    many->place(starts.x, starts.y);
    many->advance(100);
    std::size_t out = 0;
    for (std::size_t i = 0; i < many->count(); ++i) {
      if (many->finite(i)) continue;
      ++out;
      EXPECT_TRUE(std::isnan(many->at(i).x) && std::isnan(many->at(i).y) && std::isnan(many->loss(i)));
    }
    EXPECT_GT(out, 20u) << key;
    EXPECT_LT(out, 580u) << key;
    EXPECT_LE(worst(*many, starts, *surface, {}, method, values, {}, 100), 1e-9) << key;
  }
}

TEST(ManyStarts, AllOutIsNoTrouble) {
  const auto surface = test::make_surface("rosenbrock");
  const auto many = make_many_starts(*surface, {}, *find_optimizer("sgd"), test::values_of("sgd", {{"lr", 10}}), {});
  const std::vector<double> x{1.5, 2, 1e300}, y{2, 2, 0};
  many->place(x, y);
  EXPECT_TRUE(many->finite(0));
  EXPECT_FALSE(many->finite(2)) << "its loss overflows where it begins";
  many->advance(1000);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_FALSE(many->finite(i));
}

TEST(ManyStarts, PlacedAgainTheyRememberNothing) {
  const auto surface = test::make_surface("himmelblau");
  const auto many = make_many_starts(*surface, {}, *find_optimizer("adam"), test::values_of("adam"), {});
  const std::vector<double> x{1, 2, 3}, y{0, 1, -1};
  many->place(x, y);
  many->advance(50);
  const Point first = many->at(1);
  many->place(x, y);
  EXPECT_EQ(many->at(1), (Point{2, 1}));
  many->advance(50);
  EXPECT_EQ(many->at(1), first);
  many->place({}, {});
  EXPECT_EQ(many->count(), 0u);
  many->advance(1);
}

}  // namespace
}  // namespace fallline
