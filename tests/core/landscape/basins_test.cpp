// Basins against a racer from each start, and where they are known without walking.
#include "landscape/basins.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "support/racing.h"

namespace fallline {
namespace {

constexpr Point himmelblau_minima[] = {{3, 2},
                                       {-2.805118086952745, 3.131312518250573},
                                       {-3.779310253377747, -3.283185991286170},
                                       {3.584428340330492, -1.848126526964404}};

std::unique_ptr<ManyStarts> many(const Surface& surface, std::string_view optimizer, double rate) {
  return make_many_starts(surface, {}, *find_optimizer(optimizer), test::values_of(optimizer, {{"lr", rate}}), {});
}

TEST(Basins, AreWhereARacerFromEachStartComesTo) {
  const auto surface = test::make_surface("himmelblau");
  const Domain window{-6, 6, -6, 6};
  const double radius = arrival_radius(himmelblau_minima, window);
  for (const auto& [optimizer, rate] : {std::pair<std::string_view, double>{"momentum", 0.01}, {"sgd", 0.0145}}) {
    const Basins b = find_basins(*many(*surface, optimizer, rate), himmelblau_minima, radius, window, 45, 31, 400);
    EXPECT_TRUE(b.complete);
    ASSERT_EQ(b.ends.size(), 45u * 31u);
    std::array<int, 6> seen{};
    for (int row = 0; row < 31; ++row)
      for (int column = 0; column < 45; ++column) {
        const Point start = start_of(b, column, row);
        const auto racer =
            test::racer_at(optimizer, test::values_of(optimizer, {{"lr", rate}}), *surface, {start.x, start.y});
        int end = Basins::out;
        if (racer->advance(*surface, {}, 400, {}) == 400) {
          end = Basins::under_way;
          for (int g = 0; g < 4; ++g)
            if (std::hypot(racer->theta()[0] - himmelblau_minima[g].x, racer->theta()[1] - himmelblau_minima[g].y) <
                radius)
              end = g;
        }
        EXPECT_EQ(b.ends[b.at(column, row)], end) << optimizer << " from " << start.x << ", " << start.y;
        ++seen[static_cast<std::size_t>(end + 2)];
      }
    if (optimizer == "momentum") {
      EXPECT_GT(seen[0], 0) << "none leaves";
    }
    for (const std::size_t known : {2, 3, 4, 5}) EXPECT_GT(seen[known], 0) << optimizer << ": " << known;
  }
}

// x² − y²: all but the line y = 0 leaves; on it descent comes to the saddle.
TEST(Basins, ASaddleIsReachedFromItsOwnLineOnly) {
  const auto surface = test::make_surface("saddle");
  constexpr Point saddle[] = {{0, 0}};
  const Basins b = find_basins(*many(*surface, "sgd", 0.1), saddle, 0.01, {-1, 1, -1, 1}, 21, 21, 60);
  for (int row = 0; row < 21; ++row)
    for (int column = 0; column < 21; ++column)
      EXPECT_EQ(b.ends[b.at(column, row)], row == 10 ? 0 : Basins::under_way) << column << ", " << row;
}

// Of x² + y², descent divides the distance by the same factor each step: the arrival is known.
TEST(Basins, TellWhenAPathArrives) {
  const auto surface = test::make_surface("quadratic", {1, 0});
  constexpr Point bottom[] = {{0, 0}};
  const double rate = 0.05, radius = 0.01;  // L = ½(x² + y²): the distance is multiplied by 1 − η
  const Basins b = find_basins(*many(*surface, "sgd", rate), bottom, radius, {-2, 2, -2, 2}, 16, 16, 500);
  for (int row = 0; row < 16; ++row)
    for (int column = 0; column < 16; ++column) {
      const Point p = start_of(b, column, row);
      const double exact = std::ceil(std::log(radius / std::hypot(p.x, p.y)) / std::log(1 - rate));
      const std::size_t i = b.at(column, row);
      EXPECT_EQ(b.ends[i], 0);
      // Looked at every so often: a thirtieth later at most.
      EXPECT_GE(b.arrivals[i], exact);
      EXPECT_LE(b.arrivals[i], exact + 2 + exact / 30);
    }
}

// One that flies past is no arrival: a heavy ball without friction swings through the bottom for ever.
TEST(Basins, PassingByIsNoArrival) {
  const auto surface = test::make_surface("quadratic", {1, 0});
  constexpr Point bottom[] = {{0, 0}};
  const auto starts = make_many_starts(*surface, {}, *find_optimizer("momentum"),
                                       test::values_of("momentum", {{"lr", 0.01}, {"momentum", 0.9999}}), {});
  const Basins b = find_basins(*starts, bottom, 0.05, {1, 2, 1, 2}, 20, 20, 300);
  for (const std::int16_t end : b.ends) EXPECT_EQ(end, Basins::under_way);
}

TEST(Basins, StopWhenTold) {
  const auto surface = test::make_surface("himmelblau");
  std::stop_source source;
  source.request_stop();
  const Basins b = find_basins(*many(*surface, "sgd", 0.01), himmelblau_minima, 0.1, {-6, 6, -6, 6}, 50, 50, 100,
                               source.get_token());
  EXPECT_FALSE(b.complete);
}

TEST(ArrivalRadius, KeepsGoalsApart) {
  EXPECT_DOUBLE_EQ(arrival_radius({}, {-5, 5, -5, 5}), 0.2);
  constexpr Point close[] = {{0, 0}, {0.03, 0.04}, {4, 4}};
  EXPECT_DOUBLE_EQ(arrival_radius(close, {-5, 5, -5, 5}), 0.05 / 3);
}

}  // namespace
}  // namespace fallline
