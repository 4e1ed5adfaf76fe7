#include "curvature/corners.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace fallline {
namespace {

constexpr double through_share = 1e-9;  // of the domain's side: a kink nearer than this goes through a point
constexpr double strict_share = 1e-5;   // of the kinks' own slopes: less counts as level
constexpr double residual_share = 1e-9;

double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
Point gradient(const Derivatives<double>& d) { return {d.x, d.y}; }
Point direction(double angle) { return {std::cos(angle), std::sin(angle)}; }

// The solution of (a; b) s = −(p, q).
Point newton_step(Point a, Point b, double p, double q) {
  const double det = cross(a, b);
  return {(q * a.y - p * b.y) / det, (p * b.x - q * a.x) / det};
}

CriticalPoint corner(Point at, double loss, double residual, Kind kind) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {at, loss, residual, eigen_pairs(nan, nan, nan), kind, true};
}

// Between the directions in which kinks leave a point L is linear to first order: the gradients of these sectors, and
// the slopes along the directions themselves, in turn around the point.
struct Fan {
  std::vector<Point> gradients;
  std::vector<double> slopes;
};
struct Bend {
  double weight;
  Point u;  // ∇u
};
Fan fan_of(Point rest, const std::vector<Bend>& bends) {
  constexpr double turn = 2 * std::numbers::pi;
  std::vector<double> rays;
  for (const Bend& b : bends)
    for (const double side : {1.0, -1.0}) rays.push_back(std::atan2(side * b.u.x, -side * b.u.y));
  std::sort(rays.begin(), rays.end());
  Fan fan;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    const double next = i + 1 < rays.size() ? rays[i + 1] : rays[0] + turn;
    if (next - rays[i] < 1e-9) continue;
    Point g = rest;
    for (const auto& [weight, u] : bends) {
      const double w = dot(u, direction(0.5 * (rays[i] + next))) > 0 ? weight : -weight;
      g = {g.x + w * u.x, g.y + w * u.y};
    }
    fan.gradients.push_back(g);
    fan.slopes.push_back(dot(g, direction(rays[i])));
  }
  return fan;
}

// Whether 0 lies in their convex hull: no half plane without an edge holds them all.
bool hull_holds_zero(const std::vector<Point>& points) {
  std::vector<double> angles;
  for (const Point p : points) {
    if (p.x == 0 && p.y == 0) return true;
    angles.push_back(std::atan2(p.y, p.x));
  }
  std::sort(angles.begin(), angles.end());
  double gap = angles.front() + 2 * std::numbers::pi - angles.back();
  for (std::size_t i = 1; i < angles.size(); ++i) gap = std::max(gap, angles[i] - angles[i - 1]);
  return gap <= std::numbers::pi + 1e-9;
}

// Strictly up in every direction is a minimum, down a maximum; a saddle goes up and down at least twice in turn.
Kind kind_of(const std::vector<double>& slopes, double level) {
  std::size_t turns = 0;
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    if (std::abs(slopes[i]) <= level) return Kind::degenerate;
    turns += (slopes[i] > 0) != (slopes[(i + 1) % slopes.size()] > 0);
  }
  if (turns == 0) return slopes[0] > 0 ? Kind::minimum : Kind::maximum;
  return turns >= 4 ? Kind::saddle : Kind::degenerate;
}

}  // namespace

std::string_view explain_corner(Kind kind) {
  constexpr std::string_view all[] = {
      "A kink: L has no gradient here, but 0 lies between the slopes around it, and every direction goes up.",
      "A kink: L has no gradient here, but 0 lies between the slopes around it, and every direction goes down.",
      "A kink: L has no gradient here, but 0 lies between the slopes around it; some directions go up, some down.",
      "A kink: 0 lies between the slopes around it, but in some direction L is level: what it is stays open."};
  return all[static_cast<int>(kind)];
}

bool Corners::none_in(Interval x, Interval y, double margin) const {
  struct Active {
    double size;
    Interval x, y;
  };
  std::vector<Active> active;
  const auto smooth = sum_.smooth->derivatives(x, y);
  Interval gx = smooth.x, gy = smooth.y;
  for (const Kink& kink : sum_.kinks) {
    const auto u = kink.u->derivatives(x, y);
    if (u.value.contains(0)) {
      active.push_back({std::abs(kink.weight), u.x, u.y});
      continue;
    }
    const double w = u.value.lo > 0 ? kink.weight : -kink.weight;
    gx = gx + w * u.x;
    gy = gy + w * u.y;
  }
  // ∇s + Σ wσ∇u = 0 seen along a direction d that may change with the point: |d·∇s| ≤ Σ |w||d·∇u|. Along a kink it
  // says that what the kink does not hold must be level; across, that the kink is strong enough.
  const auto ruled_out = [&](Interval dx, Interval dy, const Active* along) {
    double reach = margin * (dx.magnitude() + dy.magnitude());
    for (const Active& a : active)
      if (&a != along) reach += a.size * (dx * a.x + dy * a.y).magnitude();
    const Interval slope = dx * gx + dy * gy;
    return slope.lo > reach || slope.hi < -reach;
  };
  return std::any_of(active.begin(), active.end(),
                     [&](const Active& a) { return ruled_out(-a.y, a.x, &a) || ruled_out(a.x, a.y, nullptr); });
}

bool Corners::goes_through(std::size_t kink, Point p) const {
  const auto u = sum_.kinks[kink].u->derivatives(p);
  return std::abs(u.value) <= through_share * scales_.side * std::hypot(u.x, u.y);
}

bool Corners::at(Point p) const {
  for (std::size_t k = 0; k < sum_.kinks.size(); ++k)
    if (goes_through(k, p)) return true;
  return false;
}

std::vector<CriticalPoint> Corners::in(Interval x, Interval y) const {
  Kinks kinks;
  for (std::size_t k = 0; k < sum_.kinks.size(); ++k)
    if (sum_.kinks[k].u->derivatives(x, y).value.contains(0)) kinks.push_back(k);
  const Point middle{x.middle(), y.middle()};
  std::vector<CriticalPoint> found;
  const auto take = [&](std::optional<CriticalPoint> p) {
    if (p && std::abs(p->at.x - middle.x) <= 2 * x.width() && std::abs(p->at.y - middle.y) <= 2 * y.width())
      found.push_back(*p);
  };
  for (std::size_t i = 0; i < kinks.size(); ++i)
    for (std::size_t j = i + 1; j < kinks.size(); ++j) take(on_crossing(kinks[i], kinks[j], middle));
  for (const std::size_t k : kinks) take(on_kink(k, middle));
  return found;
}

// All of L but those kinks, with the others on the side on which p is.
Derivatives<double> Corners::without(const Kinks& kinks, Point p) const {
  auto d = sum_.smooth->derivatives(p);
  for (std::size_t k = 0; k < sum_.kinks.size(); ++k) {
    if (std::find(kinks.begin(), kinks.end(), k) != kinks.end()) continue;
    const auto u = sum_.kinks[k].u->derivatives(p);
    const double w = u.value < 0 ? -sum_.kinks[k].weight : sum_.kinks[k].weight;
    d = {d.value + w * u.value, d.x + w * u.x, d.y + w * u.y, d.xx + w * u.xx, d.xy + w * u.xy, d.yy + w * u.yy};
  }
  return d;
}

// Where the rest is level along the kink: u = 0 and ∇u × ∇rest = 0, by Newton's method. Across the kink it may slope by
// less than the kink itself; along it, second derivatives decide, those of u with what σ is there (Lagrange's
// function).
std::optional<CriticalPoint> Corners::on_kink(std::size_t kink, Point p) const {
  const auto& [weight, function] = sum_.kinks[kink];
  const Kinks alone{kink};
  for (int i = 0; i < 60; ++i) {
    const auto u = function->derivatives(p), rest = without(alone, p);
    const double turned = cross(gradient(u), gradient(rest));
    const Point slope{u.xx * rest.y + u.x * rest.xy - u.xy * rest.x - u.y * rest.xx,
                      u.xy * rest.y + u.x * rest.yy - u.yy * rest.x - u.y * rest.xy};
    Point step = newton_step(gradient(u), slope, u.value, turned);
    if (!std::isfinite(step.x) || !std::isfinite(step.y)) {  // level along the kink already
      const double size = dot(gradient(u), gradient(u));
      step = {-u.value * u.x / size, -u.value * u.y / size};
    }
    p = {p.x + step.x, p.y + step.y};
    if (!(std::hypot(step.x, step.y) > 1e-16 * scales_.side)) break;
  }
  const auto u = function->derivatives(p), rest = without(alone, p);
  const double size = std::hypot(u.x, u.y), strength = weight * size;
  const double across = dot(gradient(u), gradient(rest)) / size;
  const double along = std::abs(cross(gradient(u), gradient(rest))) / size;
  if (!goes_through(kink, p) || !(along <= residual_share * scales_.gradient)) return std::nullopt;
  if (!(std::abs(across) <= std::abs(strength) * (1 + strict_share))) return std::nullopt;

  const double sigma = -across / strength, w = sigma * weight;
  const Point t{-u.y / size, u.x / size};
  const double xx = rest.xx + w * u.xx, xy = rest.xy + w * u.xy, yy = rest.yy + w * u.yy;
  const double curvature = xx * t.x * t.x + 2 * xy * t.x * t.y + yy * t.y * t.y;
  const double level = zero_tolerance * std::max(scales_.hessian, std::hypot(xx, std::hypot(xy, yy)));
  Kind kind = Kind::degenerate;
  if (std::abs(sigma) < 1 - strict_share && std::abs(curvature) > level)
    kind = (curvature > 0) != (weight > 0) ? Kind::saddle : weight > 0 ? Kind::minimum : Kind::maximum;
  return corner(p, rest.value, along, kind);
}

// Where two kinks cross, with all others that go through the same point: first derivatives decide.
std::optional<CriticalPoint> Corners::on_crossing(std::size_t first, std::size_t second, Point p) const {
  for (int i = 0; i < 60; ++i) {
    const auto u = sum_.kinks[first].u->derivatives(p), v = sum_.kinks[second].u->derivatives(p);
    const Point step = newton_step(gradient(u), gradient(v), u.value, v.value);
    p = {p.x + step.x, p.y + step.y};
    if (!(std::hypot(step.x, step.y) > 1e-16 * scales_.side)) break;
  }
  if (!goes_through(first, p) || !goes_through(second, p)) return std::nullopt;
  Kinks through;
  std::vector<Bend> bends;
  double strength = 0;
  for (std::size_t k = 0; k < sum_.kinks.size(); ++k) {
    if (!goes_through(k, p)) continue;
    const auto u = sum_.kinks[k].u->derivatives(p);
    through.push_back(k);
    bends.push_back({sum_.kinks[k].weight, gradient(u)});
    strength += std::abs(bends.back().weight) * std::hypot(u.x, u.y);
  }
  const auto rest = without(through, p);
  const Fan fan = fan_of(gradient(rest), bends);
  if (!hull_holds_zero(fan.gradients)) return std::nullopt;
  return corner(p, rest.value, 0, kind_of(fan.slopes, strict_share * strength));
}

}  // namespace fallline
