#include "landscape/basins.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

// Starts whose paths are walked together, and steps of them between two looks at the stop token: a millisecond's work.
constexpr std::size_t patch_of_bundles = 1024, patch_of_racers = 64;
constexpr std::int32_t piece = 64;

constexpr int quiet_looks = 4;  // in a row, after which resting paths are taken to rest for ever

// How many steps from one look at the paths to the next.
std::int32_t between_looks(std::int32_t step) { return 1 + step / 32; }

double squared_distance(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// One start, as far as it was looked at.
struct Look {
  Point at{};
  std::int16_t end = Basins::under_way;
  std::int32_t since = 0;  // the look at which it was there first, of those up to now
};

class Patch {
 public:
  Patch(std::span<const Point> goals, double radius, std::size_t count)
      : goals_(goals), squared_radius_(radius * radius), squared_rest_(1e-12 * squared_radius_), looks_(count) {}

  // True if every start is out or rests at a goal.
  bool look(const ManyStarts& many, std::int32_t step) {
    bool quiet = true;
    for (std::size_t i = 0; i < looks_.size(); ++i) {
      Look& l = looks_[i];
      if (l.end == Basins::out) continue;
      const Point at = many.at(i);
      const std::int16_t end = many.finite(i) ? goal_near(at, l.end) : Basins::out;
      if (end != l.end) l.since = step;
      quiet &= end == Basins::out || (end == l.end && end >= 0 && squared_distance(at, l.at) < squared_rest_);
      l = {at, end, l.since};
    }
    return quiet;
  }

  const std::vector<Look>& looks() const { return looks_; }

 private:
  // It is mostly the one of the look before.
  std::int16_t goal_near(Point p, std::int16_t before) const {
    if (before >= 0 && squared_distance(p, goals_[static_cast<std::size_t>(before)]) < squared_radius_) return before;
    for (std::size_t g = 0; g < goals_.size(); ++g)
      if (squared_distance(p, goals_[g]) < squared_radius_) return static_cast<std::int16_t>(g);
    return Basins::under_way;
  }

  std::span<const Point> goals_;
  double squared_radius_, squared_rest_;
  std::vector<Look> looks_;
};

}  // namespace

Point start_of(const Basins& b, int column, int row) {
  return {b.window.x_min + b.window.width() * (column + 0.5) / b.columns,
          b.window.y_min + b.window.height() * (row + 0.5) / b.rows};
}

double arrival_radius(std::span<const Point> goals, const Domain& domain) {
  double squared = std::pow(0.06 * std::min(domain.width(), domain.height()), 2);
  for (std::size_t i = 0; i < goals.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) squared = std::min(squared, squared_distance(goals[i], goals[j]));
  return std::sqrt(squared) / 3;
}

Basins find_basins(ManyStarts& many, std::span<const Point> goals, double radius, const Domain& window, int columns,
                   int rows, std::int32_t steps, const std::stop_token& stop) {
  Basins basins{window, columns, rows, {}, {}, steps};
  const std::size_t count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  basins.ends.assign(count, Basins::under_way);
  basins.arrivals.assign(count, 0);
  std::vector<double> x, y;
  const std::size_t patch = many.bundled() ? patch_of_bundles : patch_of_racers;
  for (std::size_t first = 0; first < count; first += patch) {
    const std::size_t here = std::min(patch, count - first);
    x.resize(here);
    y.resize(here);
    for (std::size_t i = 0; i < here; ++i) {
      const auto cell = static_cast<int>(first + i);
      const Point p = start_of(basins, cell % columns, cell / columns);
      x[i] = p.x;
      y[i] = p.y;
    }
    many.place(x, y);
    Patch walked(goals, radius, here);
    walked.look(many, 0);
    int quiet = 0;
    for (std::int32_t step = 0; step < steps && quiet < quiet_looks;) {
      for (const std::int32_t next = std::min(step + between_looks(step), steps); step < next;) {
        if (stop.stop_requested()) return basins;
        const std::int32_t now = std::min(piece, next - step);
        many.advance(static_cast<std::size_t>(now));
        step += now;
      }
      quiet = walked.look(many, step) ? quiet + 1 : 0;
    }
    for (std::size_t i = 0; i < here; ++i) {
      const Look& last = walked.looks()[i];
      const bool passing = last.end >= 0 && quiet < quiet_looks && last.since > steps - between_looks(steps);
      basins.ends[first + i] = passing ? Basins::under_way : last.end;
      basins.arrivals[first + i] = last.since;
    }
  }
  basins.complete = true;
  return basins;
}

}  // namespace fallline
