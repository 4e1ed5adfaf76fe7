#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace fallline::plot {

struct LineStyle {
  float width = 1.75f;  // pixels at 1×
  bool dashed = false;
  friend bool operator==(const LineStyle&, const LineStyle&) = default;
};

// What stands at the last finite value.
enum class EndMark { none, dot, cross };

// A curve over step numbers: value(i) belongs to step first_step + i. Values that are not finite are gaps.
struct Series {
  std::string label;
  std::uint32_t colour = 0xffffffff;  // as Dear ImGui packs one (ImU32)
  std::size_t count = 0;
  double first_step = 0.0;
  std::function<double(std::size_t)> value;
  // Smallest and largest finite value among first <= i < last, NaN where there is none. Where it costs less than
  // looking at each value (a pyramid of blocks), a plot of n steps costs a few calls for each pixel column whatever n
  // is; empty, every value in view is looked at on every frame.
  std::function<std::pair<double, double>(std::size_t first, std::size_t last)> extent;
  // Another number whenever a value may be another; then what was drawn for one frame serves the next. 0: drawn anew on
  // every frame.
  int version = 0;
  LineStyle style;
  EndMark end = EndMark::none;
  bool listed = true;       // in the legend and the readout
  bool* visible = nullptr;  // switched by the legend; none: always shown

  bool shown() const { return visible == nullptr || *visible; }
  double last_step() const { return first_step + static_cast<double>(count) - 1.0; }  // count >= 1
};

// The extent over first <= i < last, by the fast way if there is one.
std::pair<double, double> extent_of(const Series& series, std::size_t first, std::size_t last);

}  // namespace fallline::plot
