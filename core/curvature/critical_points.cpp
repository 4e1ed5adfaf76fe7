#include "curvature/critical_points.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "curvature/corners.h"

namespace fallline {
namespace {

constexpr std::size_t most_boxes = 400'000;
constexpr std::size_t most_degenerate = 200;  // more of them are a curve or a plain, and no list of points
constexpr double smallest_share = 1e-6;       // of the domain's side: a box this small is polished instead of halved
constexpr double edge_share = 5e-4;           // a box this small at the edge of a plain is given up
constexpr double corner_share = 2e-2;         // how far a plain reaches into corners that only rounding tells from it
constexpr double small_share = 5e-4;          // boxes this small wait until what is easily decided has been found
constexpr double plain_share = 1e-3;          // no isolated point is flat over boxes this large
constexpr double beside_share = 1e-4;         // so near to a corner rounding decides
constexpr double same_share = 1e-5;           // points nearer than this share of the domain are one
constexpr double relative_margin = 1e-12;     // of the usual gradient: what rounding may do to an interval
constexpr double tolerance_share = 1e-9;      // of the usual gradient: ‖∇L‖ of a critical point

struct Box {
  Interval x, y;
  Point middle() const { return {x.middle(), y.middle()}; }
};

bool is_flat(const Derivatives<double>& d) { return d.x == 0 && d.y == 0 && d.xx == 0 && d.xy == 0 && d.yy == 0; }

// Typical ‖∇L‖ and ‖H‖: the medians over a coarse grid, so that a few steep corners do not decide, nor plains.
struct Scales {
  double gradient, hessian;
  bool flat;  // there is nothing but plain
};
Scales usual_scales(const Surface& surface, const Domain& domain) {
  constexpr int n = 17;
  std::vector<double> gradients, hessians;
  bool plain = false;
  for (int i = 0; i < n * n; ++i) {
    const auto d = surface.derivatives(
        Point{domain.x_min + domain.width() * (0.37 + i % n) / n, domain.y_min + domain.height() * (0.61 + i / n) / n});
    const double g = std::hypot(d.x, d.y), h = std::hypot(d.xx, std::hypot(d.xy, d.yy));
    if (is_flat(d))
      plain = true;
    else if (std::isfinite(g) && std::isfinite(h))
      gradients.push_back(g), hessians.push_back(h);
  }
  const auto median = [](std::vector<double>& v) {
    if (v.empty()) return 0.0;
    std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
    return v[v.size() / 2];
  };
  return {median(gradients), median(hessians), plain && gradients.empty()};
}

Kind kind_of_regular(const EigenPairs& pairs) {
  constexpr Kind by_index[] = {Kind::minimum, Kind::saddle, Kind::maximum};
  return by_index[index_of(pairs)];
}

class Search {
 public:
  Search(const Surface& surface, const Domain& domain, std::stop_token stop)
      : surface_(surface), domain_(domain), stop_(std::move(stop)), scales_(usual_scales(surface, domain)) {
    margin_ = relative_margin * scales_.gradient;
    found_.tolerance = tolerance_share * scales_.gradient;
    found_.hessian_scale = scales_.hessian;
    if (surface.kinks())
      corners_.emplace(*surface.kinks(),
                       Corners::Scales{std::max(domain.width(), domain.height()), scales_.gradient, scales_.hessian});
  }

  CriticalPoints run() {
    // Flat everywhere: all points are critical, and none is worth a word.
    if (scales_.flat) return finish(SearchStatus::partial);
    // A hair wider than the domain, so that points on its edge lie inside.
    const double wx = 1e-7 * domain_.width(), wy = 1e-7 * domain_.height();
    open_.push_back({{domain_.x_min - wx, domain_.x_max + wx}, {domain_.y_min - wy, domain_.y_max + wy}});
    while (!open_.empty() || !small_.empty()) {
      if (stop_.stop_requested()) return finish(SearchStatus::cancelled);
      if (found_.boxes == most_boxes) return finish(SearchStatus::partial);
      if (degenerate_ == most_degenerate) {
        // A curve of them is no list of points.
        std::erase_if(found_.points, [](const CriticalPoint& p) { return p.kind == Kind::degenerate; });
        return finish(SearchStatus::partial);
      }
      std::vector<Box>& from = open_.empty() ? small_ : open_;
      const Box box = from.back();
      from.pop_back();
      ++found_.boxes;
      examine(box);
    }
    const bool explained =
        std::all_of(unexplained_.begin(), unexplained_.end(), [&](Point p) { return near_corner(p); });
    return finish(undecided_ || !explained ? SearchStatus::partial : SearchStatus::complete);
  }

 private:
  bool may_be_zero(Interval g) const { return !(g.lo > margin_ || g.hi < -margin_); }

  void examine(const Box& box) {
    const auto bound = surface_.derivatives(box.x, box.y);
    if (!may_be_zero(bound.x) || !may_be_zero(bound.y)) return;
    // A plain: every point of it is as critical as the next, and none is worth a word. Ten margins, so that no box on
    // its rim is neither plain nor slope.
    if (!is_smaller_than(plain_share, box) && std::max(bound.x.magnitude(), bound.y.magnitude()) < 10 * margin_)
      return give_up();
    if (corners_ && corners_->none_in(box.x, box.y, margin_)) return;

    const Point c = box.middle();
    const auto at = surface_.derivatives(c);
    const Interval dx = box.x - c.x, dy = box.y - c.y;
    if (!may_be_zero(at.x + bound.xx * dx + bound.xy * dy) || !may_be_zero(at.y + bound.xy * dx + bound.yy * dy))
      return;

    const Zeros zeros = zeros_in(box);
    if (zeros == Zeros::none) return;
    if (zeros == Zeros::one) {
      if (auto p = polish(c)) {
        // The same proof says that H is regular all over the box: however narrow the valley, the signs decide.
        if (std::abs(p->at.x - c.x) < box.x.width() && std::abs(p->at.y - c.y) < box.y.width())
          p->kind = kind_of_regular(p->curvature);
        keep(*p);
      }
      return;
    }
    const double share = std::max(box.x.width() / domain_.width(), box.y.width() / domain_.height());
    const bool all_critical = std::hypot(bound.x.magnitude(), bound.y.magnitude()) <= found_.tolerance;
    if ((share < edge_share && near_plain(box, share)) || (all_critical && near_plain(box, corner_share)))
      return give_up();
    if (is_smaller_than(smallest_share, box)) {
      // A degenerate point explains why nothing could be proved here, and so does a corner. A regular one does not:
      // there may be others beside it.
      if (!keep_unproved(box)) unexplained_.push_back(box.middle());
      return;
    }
    halve(box);
  }

  void give_up() { undecided_ = true; }

  // Along the edge of a plain every point is critical as those of the plain are: nothing that a smaller box would show.
  // Looks beside the box, as far as its own width and then up to this share of the domain.
  bool near_plain(const Box& box, double farthest_share) const {
    double rx = box.x.width(), ry = box.y.width();
    do {
      for (const double x : {box.x.lo - rx, box.x.hi + rx})
        for (const double y : {box.y.lo - ry, box.y.hi + ry})
          if (is_flat(surface_.derivatives({x, y}))) return true;
      rx *= 2;
      ry *= 2;
    } while (rx <= farthest_share * domain_.width() && ry <= farthest_share * domain_.height());
    return false;
  }

  // Right beside a corner, or a point that is flat to a high order, rounding alone decides; the point explains it.
  bool near_corner(Point at) const {
    return std::any_of(found_.points.begin(), found_.points.end(), [&](const CriticalPoint& p) {
      return (p.corner || p.kind == Kind::degenerate) && std::abs(p.at.x - at.x) < beside_share * domain_.width() &&
             std::abs(p.at.y - at.y) < beside_share * domain_.height();
    });
  }

  // Whether a point was found that explains an undecided box.
  bool keep_unproved(const Box& box) {
    const auto corners = corners_ ? corners_->in(box.x, box.y) : std::vector<CriticalPoint>();
    for (CriticalPoint p : corners) {
      p.loss = surface_.derivatives(p.at).value;
      keep(p);
    }
    const auto p = polish(box.middle());
    const bool smooth = p && !(corners_ && corners_->at(p->at));
    if (smooth) keep(*p);
    return !corners.empty() || (smooth && p->kind == Kind::degenerate);
  }

  // Krawczyk's operator on the box made a little larger, so that a point on the seam of two boxes is inside one of
  // them: K = c − Y g(c) + (I − Y H(X))(X − c), Y = H(c)⁻¹. K inside X proves one and only one zero in X, and K apart
  // from X that there is none: in narrow valleys, where the gradient's own intervals say so only of very small boxes.
  enum class Zeros { none, one, unknown };
  Zeros zeros_in(const Box& box) const {
    const double rx = 0.55 * box.x.width(), ry = 0.55 * box.y.width();
    const Point c = box.middle();
    const auto at = surface_.derivatives(c);
    const double det = at.xx * at.yy - at.xy * at.xy;
    if (!std::isfinite(det) || det == 0) return Zeros::unknown;
    const Interval x(c.x - rx, c.x + rx), y(c.y - ry, c.y + ry);
    const auto h = surface_.derivatives(x, y);
    const double yxx = at.yy / det, yxy = -at.xy / det, yyy = at.xx / det;
    const Interval ex(-rx, rx), ey(-ry, ry);
    const Interval kx =
        -(yxx * at.x + yxy * at.y) + (1.0 - (yxx * h.xx + yxy * h.xy)) * ex - (yxx * h.xy + yxy * h.yy) * ey;
    const Interval ky =
        -(yxy * at.x + yyy * at.y) - (yxy * h.xx + yyy * h.xy) * ex + (1.0 - (yxy * h.xy + yyy * h.yy)) * ey;
    if (kx.lo > -rx && kx.hi < rx && ky.lo > -ry && ky.hi < ry) return Zeros::one;
    // What rounding may do to g(c), and so to K.
    const double sx = margin_ * (std::abs(yxx) + std::abs(yxy)), sy = margin_ * (std::abs(yxy) + std::abs(yyy));
    const bool apart = kx.lo > rx + sx || kx.hi < -rx - sx || ky.lo > ry + sy || ky.hi < -ry - sy;
    return apart ? Zeros::none : Zeros::unknown;
  }

  // Not in the middle: the zeros of symmetric functions love middles.
  void halve(const Box& box) {
    constexpr double share = 0.4871;
    Box first = box, second = box;
    if (box.x.width() * domain_.height() > box.y.width() * domain_.width())
      first.x.hi = second.x.lo = box.x.lo + share * box.x.width();
    else
      first.y.hi = second.y.lo = box.y.lo + share * box.y.width();
    for (const Box& half : {first, second}) (is_smaller_than(small_share, half) ? small_ : open_).push_back(half);
  }
  bool is_smaller_than(double share, const Box& box) const {
    return box.x.width() < share * domain_.width() && box.y.width() < share * domain_.height();
  }

  // Newton's method on ∇L = 0, in the least-squares sense where H is singular; only where ‖∇L‖ reaches the tolerance.
  std::optional<CriticalPoint> polish(Point p) const {
    auto at = surface_.derivatives(p);
    double norm = std::hypot(at.x, at.y);
    for (int i = 0; i < 200 && norm > 0; ++i) {
      const EigenPairs h = eigen_pairs(at.xx, at.xy, at.yy);
      const double largest = std::max(std::abs(h.lambda[0]), std::abs(h.lambda[1]));
      if (!std::isfinite(largest)) return std::nullopt;
      Point q = p;
      for (int k = 0; k < 2; ++k) {
        if (std::abs(h.lambda[static_cast<std::size_t>(k)]) <= 1e-14 * largest) continue;
        const Point u = h.u[static_cast<std::size_t>(k)];
        const double s = -(u.x * at.x + u.y * at.y) / h.lambda[static_cast<std::size_t>(k)];
        q.x += s * u.x;
        q.y += s * u.y;
      }
      const auto next = surface_.derivatives(q);
      const double next_norm = std::hypot(next.x, next.y);
      if (!(next_norm < norm)) break;
      p = q;
      at = next;
      norm = next_norm;
    }
    // Newton's method only crawls to a degenerate point: where a coordinate of zero is as good, it is the exact one.
    const Point snapped{std::abs(p.x) < smallest_share * domain_.width() ? 0.0 : p.x,
                        std::abs(p.y) < smallest_share * domain_.height() ? 0.0 : p.y};
    const auto there = surface_.derivatives(snapped);
    if (std::hypot(there.x, there.y) <= norm) p = snapped, at = there, norm = std::hypot(there.x, there.y);
    if (!(norm <= found_.tolerance) || !std::isfinite(at.value)) return std::nullopt;
    const EigenPairs pairs = eigen_pairs(at.xx, at.xy, at.yy);
    return CriticalPoint{p, at.value, norm, pairs, kind_of(pairs, scales_.hessian)};
  }

  void keep(const CriticalPoint& p) {
    const double slack_x = 1e-9 * domain_.width(), slack_y = 1e-9 * domain_.height();
    const Domain slack{domain_.x_min - slack_x, domain_.x_max + slack_x, domain_.y_min - slack_y,
                       domain_.y_max + slack_y};
    if (!slack.contains(p.at)) return;
    for (CriticalPoint& known : found_.points)
      if (std::abs(known.at.x - p.at.x) < same_share * domain_.width() &&
          std::abs(known.at.y - p.at.y) < same_share * domain_.height()) {
        // What was proved of it from one box holds for all.
        const Kind kind = known.kind == Kind::degenerate ? p.kind : known.kind;
        if (p.gradient_norm < known.gradient_norm) known = p;
        known.kind = kind;
        return;
      }
    found_.points.push_back(p);
    if (p.kind == Kind::degenerate) ++degenerate_;
  }

  CriticalPoints finish(SearchStatus status) {
    found_.status = status;
    std::sort(found_.points.begin(), found_.points.end(), [](const CriticalPoint& a, const CriticalPoint& b) {
      return std::tie(a.loss, a.at.x, a.at.y) < std::tie(b.loss, b.at.x, b.at.y);
    });
    return std::move(found_);
  }

  const Surface& surface_;
  const Domain domain_;
  const std::stop_token stop_;
  const Scales scales_;
  std::optional<Corners> corners_;
  double margin_ = 0;
  std::vector<Box> open_, small_;
  bool undecided_ = false;
  std::vector<Point> unexplained_;  // boxes that could not be decided, as small as they get
  std::size_t degenerate_ = 0;
  CriticalPoints found_;
};

}  // namespace

CriticalPoints find_critical_points(const Surface& surface, const Domain& domain, std::stop_token stop) {
  return Search(surface, domain, std::move(stop)).run();
}

}  // namespace fallline
