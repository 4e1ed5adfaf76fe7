// Basins: which critical point the path from each of a grid of starts comes to.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "optim/many_starts.h"

namespace fallline {

struct Basins {
  // What a start comes to that comes to none of the goals.
  static constexpr std::int16_t under_way = -1;  // somewhere else, or still on its way
  static constexpr std::int16_t out = -2;        // diverged

  Domain window{};
  int columns = 0, rows = 0;  // of cells, from whose middles the paths start
  // Row by row from y_min: an index of the goals, or one of the above; and the step from which on it was there.
  std::vector<std::int16_t> ends;
  std::vector<std::int32_t> arrivals;
  std::int32_t steps = 0;
  bool complete = false;  // false: stopped before all paths were walked

  std::size_t at(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
  }
};

// The middle of a cell.
Point start_of(const Basins& basins, int column, int row);

// How near is there: well apart from the other goals, and not far beside the size of the domain.
double arrival_radius(std::span<const Point> goals, const Domain& domain);

// A path has come to a goal if it is within `radius` of it at the end of its `steps` steps and was a while before.
// Where all of a neighbourhood rests at goals, and nothing moves any more, its paths are not walked to their ends.
// Needs columns, rows ≥ 1 and at most 32767 goals.
Basins find_basins(ManyStarts& many, std::span<const Point> goals, double radius, const Domain& window, int columns,
                   int rows, std::int32_t steps, const std::stop_token& stop = {});

}  // namespace fallline
