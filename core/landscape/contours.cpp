#include "landscape/contours.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace fallline {
namespace {

enum class Holes {
  cut,      // a cell with a corner that is not finite has no line
  encircle  // such a corner, and all outside the grid, is lower than everything
};

// The grid with a rim of one sample that is not finite, so that its edge needs no care. The crossings of a level have
// numbers: 2n lies between sample n and its right neighbour, 2n + 1 between n and the one above.
class Marcher {
 public:
  explicit Marcher(const Grid& grid)
      : grid_(grid),
        width_(static_cast<std::size_t>(grid.columns) + 2),
        height_(static_cast<std::size_t>(grid.rows) + 2) {
    values_.assign(width_ * height_, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t row = 0; row + 2 < height_; ++row)
      std::copy_n(&grid.values[row * (width_ - 2)], width_ - 2, &values_[(row + 1) * width_ + 1]);
  }

  void march(double level, Holes holes, std::vector<IsoLine>& lines) {
    next_.assign(2 * values_.size(), none);
    reached_.assign(2 * values_.size(), false);
    for (std::size_t row = 0; row + 1 < height_; ++row)
      for (std::size_t column = 0; column + 1 < width_; ++column) cross(row * width_ + column, level, holes);
    // Lines with two ends first; what then is left are loops.
    for (std::size_t start = 0; start < next_.size(); ++start)
      if (next_[start] != none && !reached_[start]) follow(start, level, lines);
    for (std::size_t start = 0; start < next_.size(); ++start)
      if (next_[start] != none) follow(start, level, lines);
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  // The piece of the line in one cell, or the two: from crossing to crossing, with the high side on the left. So a
  // crossing has at most one piece that begins there and one that ends there.
  void cross(std::size_t n, double level, Holes holes) {
    const std::array corners{n, n + 1, n + width_ + 1, n + width_};  // counter-clockwise, as the sides are
    std::array<bool, 4> high;
    bool whole = true;
    double sum = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const double v = values_[corners[k]];
      whole &= std::isfinite(v);
      high[k] = std::isfinite(v) && v >= level;
      sum += v;
    }
    if (!whole && holes == Holes::cut) return;
    const std::array sides{2 * n, 2 * (n + 1) + 1, 2 * (n + width_), 2 * n + 1};
    const auto leaves = [&](std::size_t k) { return high[k] && !high[(k + 1) % 4]; };
    const auto enters = [&](std::size_t k) { return !high[k] && high[(k + 1) % 4]; };
    const bool saddle = high[0] == high[2] && high[1] == high[3] && high[0] != high[1];
    const bool bridge = whole && 0.25 * sum >= level;  // the high corners of a saddle are one
    for (std::size_t k = 0; k < 4; ++k) {
      if (!leaves(k)) continue;
      std::size_t to = (k + 1) % 4;
      if (saddle)
        to = bridge ? to : (k + 3) % 4;
      else
        while (!enters(to)) to = (to + 1) % 4;
      next_[sides[k]] = static_cast<std::uint32_t>(sides[to]);
      reached_[sides[to]] = true;
    }
  }

  // Takes the line from `start` out of next_.
  void follow(std::size_t start, double level, std::vector<IsoLine>& lines) {
    IsoLine line{level, false, {}};
    const auto add = [&](Point p) {
      if (line.points.empty() || !(line.points.back() == p)) line.points.push_back(p);
    };
    std::size_t at = start;
    while (true) {
      add(point(at, level));
      const std::uint32_t next = std::exchange(next_[at], none);
      if (next == none) break;
      at = next;
      if (at != start) continue;
      line.closed = true;
      while (line.points.size() > 1 && line.points.front() == line.points.back()) line.points.pop_back();
      break;
    }
    // Where the level only touches a sample nothing is left to draw.
    if (line.points.size() >= (line.closed ? 3 : 2)) lines.push_back(std::move(line));
  }

  Point place(std::size_t n) const {
    const auto along = [](std::size_t padded, int count, double low, double high) {
      const int i = std::clamp(static_cast<int>(padded) - 1, 0, count - 1);
      return std::lerp(low, high, static_cast<double>(i) / (count - 1));
    };
    const Domain& d = grid_.domain;
    return {along(n % width_, grid_.columns, d.x_min, d.x_max), along(n / width_, grid_.rows, d.y_min, d.y_max)};
  }

  Point point(std::size_t crossing, double level) const {
    const std::size_t a = crossing / 2, b = a + (crossing % 2 == 0 ? 1 : width_);
    const double from = values_[a], to = values_[b];
    const Point p = place(a), q = place(b);
    if (!std::isfinite(from)) return q;
    if (!std::isfinite(to)) return p;
    // Halved, because the difference of two doubles may be too large for one.
    const double t = (0.5 * level - 0.5 * from) / (0.5 * to - 0.5 * from);
    return {std::lerp(p.x, q.x, t), std::lerp(p.y, q.y, t)};
  }

  const Grid& grid_;
  std::size_t width_, height_;
  std::vector<double> values_;
  std::vector<std::uint32_t> next_;  // the crossing that the piece from here leads to
  std::vector<bool> reached_;        // by a piece
};

}  // namespace

std::vector<IsoLine> iso_lines(const Grid& grid, std::span<const double> levels) {
  Marcher marcher(grid);
  std::vector<IsoLine> lines;
  for (const double level : levels) marcher.march(level, Holes::cut, lines);
  return lines;
}

std::vector<IsoLine> region_above(const Grid& grid, double level) {
  std::vector<IsoLine> lines;
  Marcher(grid).march(level, Holes::encircle, lines);
  return lines;
}

}  // namespace fallline
