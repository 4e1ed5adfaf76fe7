#include "app/plot/decimate.h"

#include <algorithm>
#include <cmath>

namespace fallline::plot {
namespace {

class Pen {
 public:
  explicit Pen(const Visit& visit) : visit_(visit) {}

  void lift() { down_ = false; }
  bool is_down() const { return down_; }
  float y() const { return y_; }  // needs a pen that is down

  void to(float x, float y) {
    // Points that fall on the last one only cost triangles.
    if (down_ && std::abs(x_ - x) < 0.05f && std::abs(y_ - y) < 0.05f) return;
    visit_(x, y, !down_);
    down_ = true;
    x_ = x;
    y_ = y;
  }

 private:
  const Visit& visit_;
  bool down_ = false;
  float x_ = 0, y_ = 0;  // where it was put last
};

void all_values(const Series& series, std::size_t first, std::size_t last, const Axis& x, const Axis& y, Pen pen) {
  for (std::size_t i = first; i < last; ++i) {
    const double v = series.value(i);
    if (std::isfinite(v)) {
      pen.to(x.pixel(series.first_step + static_cast<double>(i)), y.pixel(v));
    } else {
      pen.lift();
    }
  }
}

void column(const Series& series, std::size_t first, std::size_t last, float x, const Axis& y, Pen& pen) {
  const auto [low, high] = extent_of(series, first, last);
  if (!std::isfinite(low) || !std::isfinite(high)) {
    pen.lift();
    return;
  }
  const double begin = series.value(first), end = series.value(last - 1);
  // Where the values fill a tall stretch its two ends say all; going back to where it began and ended would lay most of
  // the ink three times.
  constexpr float tall = 6.0f;  // pixels
  const float bottom = y.pixel(low), top = y.pixel(high);
  if (std::abs(top - bottom) > tall && last - first > 16) {
    const bool up = !pen.is_down() || std::abs(pen.y() - bottom) <= std::abs(pen.y() - top);
    pen.to(x, up ? bottom : top);
    pen.to(x, up ? top : bottom);
    return;
  }
  if (std::isfinite(begin)) pen.to(x, y.pixel(begin));
  // The order within the column cannot be seen; the one that ends nearer to the last value doubles back least.
  const bool rising = !std::isfinite(end) || std::abs(end - high) <= std::abs(end - low);
  pen.to(x, rising ? bottom : top);
  pen.to(x, rising ? top : bottom);
  if (std::isfinite(end)) pen.to(x, y.pixel(end));
}

}  // namespace

void decimate(const Series& series, const Axis& x, const Axis& y, const Visit& visit) {
  if (series.count == 0 || !(x.range.span() > 0.0)) return;
  // One step more at either side, for the lines that enter the picture.
  const double count = static_cast<double>(series.count);
  const double first = std::clamp(std::floor(x.range.low - series.first_step), 0.0, count);
  const double last = std::clamp(std::ceil(x.range.high - series.first_step) + 1.0, first, count);
  const auto i0 = static_cast<std::size_t>(first), i1 = static_cast<std::size_t>(last);
  const auto columns = static_cast<std::size_t>(std::max(1.0f, std::ceil(x.length())));
  Pen pen(visit);
  if (i1 - i0 <= 2 * columns) {
    all_values(series, i0, i1, x, y, pen);
    return;
  }
  std::size_t at = i0;
  for (std::size_t c = 0; c < columns && at < i1; ++c) {
    const float left = x.start + static_cast<float>(c);
    const double edge = std::ceil(x.value(left + 1.0f) - series.first_step);
    const std::size_t next =
        c + 1 == columns ? i1 : static_cast<std::size_t>(std::clamp(edge, static_cast<double>(at), last));
    if (next == at) continue;
    column(series, at, next, left + 0.5f, y, pen);
    at = next;
  }
}

}  // namespace fallline::plot
