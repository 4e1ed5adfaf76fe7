#include "app/export/simplify.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fallline::exporting {
namespace {

constexpr double nearest = 0.25;    // pixels: what is nearer to the last point is not seen
constexpr double farthest = 1e5;    // pixels: beyond, a path is broken, as on the screen
constexpr double tolerance = 0.05;  // pixels

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
  const double t = squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

std::vector<Point> simplified(std::span<const Point> points, double most) {
  if (points.size() < 3) return {points.begin(), points.end()};
  std::vector<bool> kept(points.size(), false);
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> stretches{{0, points.size() - 1}};
  while (!stretches.empty()) {
    const auto [first, last] = stretches.back();
    stretches.pop_back();
    std::size_t worst = first;
    double error = most;
    for (std::size_t i = first + 1; i < last; ++i)
      if (const double d = distance_to_segment(points[i], points[first], points[last]); d > error) error = d, worst = i;
    if (worst == first) continue;
    kept[worst] = true;
    stretches.push_back({first, worst});
    stretches.push_back({worst, last});
  }
  std::vector<Point> few;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (kept[i]) few.push_back(points[i]);
  return few;
}

PathCollector::PathCollector(const Box& picture)
    : picture_(picture),
      columns_(static_cast<std::size_t>(std::ceil(2 * picture.width())) + 1),
      rows_(static_cast<std::size_t>(std::ceil(2 * picture.height())) + 1),
      covered_(columns_ * rows_, false) {}

bool PathCollector::outside(Point a, Point b) const {
  return std::max(a.x, b.x) < picture_.left || std::min(a.x, b.x) > picture_.right ||
         std::max(a.y, b.y) < picture_.top || std::min(a.y, b.y) > picture_.bottom;
}

bool PathCollector::covers_something_new(Point a, Point b) {
  // The part within the picture alone is walked along: the rest may be very long.
  double from = 0, to = 1;
  const auto cut = [&](double start, double change, double low, double high) {
    if (change == 0) return;
    const double t = (low - start) / change, u = (high - start) / change;
    from = std::max(from, std::min(t, u));
    to = std::min(to, std::max(t, u));
  };
  cut(a.x, b.x - a.x, picture_.left, picture_.right);
  cut(a.y, b.y - a.y, picture_.top, picture_.bottom);
  if (from > to) return false;
  const double dx = b.x - a.x, dy = b.y - a.y;
  const auto pieces = static_cast<int>(std::ceil(4 * (to - from) * std::max(std::abs(dx), std::abs(dy))));
  bool something = false;
  for (int i = 0; i <= pieces; ++i) {
    const double t = pieces == 0 ? from : std::lerp(from, to, static_cast<double>(i) / pieces);
    const auto index = [](double pixels, std::size_t count) {
      return static_cast<std::size_t>(std::clamp(2 * pixels, 0.0, static_cast<double>(count - 1)));
    };
    const std::size_t at =
        index(a.y + t * dy - picture_.top, rows_) * columns_ + index(a.x + t * dx - picture_.left, columns_);
    something |= !covered_[at];
    covered_[at] = true;
  }
  return something;
}

void PathCollector::add(Point p) {
  if (!(std::abs(p.x) < farthest && std::abs(p.y) < farthest)) {
    down_ = drawing_ = false;
    return;
  }
  if (!std::exchange(down_, true)) {
    last_ = p;
    return;
  }
  if (std::hypot(p.x - last_.x, p.y - last_.y) < nearest) return;
  const Point from = std::exchange(last_, p);
  if (outside(from, p) || !covers_something_new(from, p)) {
    drawing_ = false;
    return;
  }
  if (!std::exchange(drawing_, true)) lines_.push_back({from});
  lines_.back().push_back(p);
}

std::vector<std::vector<Point>> PathCollector::take() && {
  for (auto& line : lines_) line = simplified(line, tolerance);
  return std::move(lines_);
}

}  // namespace fallline::exporting
