#include "optim/line_search.h"

#include <algorithm>

namespace fallline::optim {
namespace {

bool finite(const AlongRay& a) { return std::isfinite(a.value) && std::isfinite(a.slope); }

class Search {
 public:
  Search(const Ray& ray, const AlongRay& start, const WolfeOptions& options)
      : ray_(ray), start_(start), options_(options) {}

  WolfeStep run(double first) {
    AlongRay before = start_;
    for (double alpha = first; trials_ < options_.max_trials;) {
      const AlongRay now = look(alpha);
      if (!goes_down(now) || (before.alpha > 0 && now.value >= before.value)) return zoom(before, now);
      if (flat(now)) return end(now);
      if (now.slope >= 0) return zoom(now, before);
      if (alpha >= options_.longest) return end(now);
      const double step = now.alpha - before.alpha;
      const double wanted = cubic_minimizer(before, now);  // NaN: on it goes
      before = now;
      alpha =
          wanted > now.alpha ? std::clamp(wanted, now.alpha + 0.1 * step, now.alpha + 9 * step) : now.alpha + 3 * step;
      alpha = std::min(alpha, options_.longest);
    }
    return end(before);
  }

 private:
  AlongRay look(double alpha) {
    ++trials_;
    return ray_(alpha);
  }
  bool goes_down(const AlongRay& a) const {
    return finite(a) && a.value <= start_.value + options_.c1 * a.alpha * start_.slope;
  }
  bool flat(const AlongRay& a) const { return std::abs(a.slope) <= -options_.c2 * start_.slope; }
  WolfeStep end(const AlongRay& a) const { return {a, trials_, a.alpha > 0 && goes_down(a) && flat(a)}; }

  // Of a bracket: `low` goes down enough and is the lowest so far, and φ′(low) points towards `high`.
  WolfeStep zoom(AlongRay low, AlongRay high) {
    bool halve = false;
    while (trials_ < options_.max_trials) {
      const double width = high.alpha - low.alpha;
      const double alpha = halve ? low.alpha + 0.5 * width : inside(low, high);
      if (alpha == low.alpha || alpha == high.alpha) break;  // the bracket is down to rounding
      const AlongRay now = look(alpha);
      if (!goes_down(now) || now.value >= low.value) {
        high = now;
      } else {
        if (flat(now)) return end(now);
        if (now.slope * width >= 0) high = low;
        low = now;
      }
      halve = std::abs(high.alpha - low.alpha) > 0.66 * std::abs(width);
    }
    return end(low);
  }

  // The minimizer of the interpolating cubic, kept off the ends of the bracket; nearer to `low` where `high` is no
  // number.
  static double inside(const AlongRay& low, const AlongRay& high) {
    const double width = high.alpha - low.alpha;
    if (!finite(high)) return low.alpha + 0.1 * width;
    const double share = (cubic_minimizer(low, high) - low.alpha) / width;
    return low.alpha + (std::isfinite(share) ? std::clamp(share, 0.02, 0.98) : 0.5) * width;
  }

  const Ray& ray_;
  const AlongRay start_;
  const WolfeOptions options_;
  int trials_ = 0;
};

}  // namespace

WolfeStep search_wolfe(const Ray& ray, const AlongRay& start, double first, const WolfeOptions& options) {
  if (!finite(start) || !(start.slope < 0) || !(first > 0)) return {start, 0, false};
  return Search(ray, start, options).run(first);
}

double cubic_minimizer(const AlongRay& a, const AlongRay& b) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.alpha - b.alpha);
  const double d2 = std::copysign(std::sqrt(d1 * d1 - a.slope * b.slope), b.alpha - a.alpha);
  const double share = (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  return b.alpha - (b.alpha - a.alpha) * share;
}

}  // namespace fallline::optim
