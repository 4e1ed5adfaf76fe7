// What stands in a plot of the curves: series, lines and words of each kind that is drawn as lines.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/networks/frame.h"

namespace fallline {

struct CurveContent {
  std::string subtitle;
  std::vector<plot::Series> series;
  std::vector<plot::ReferenceLine> lines;
};

// A curve over steps as a series. The curve must live as long.
plot::Series step_series(const StepCurve& values, int version, std::string label, ImU32 colour);

// How a kind is drawn, whatever there is to draw.
struct CurveDrawing {
  CurveKind kind;
  std::array<std::string_view, 2> short_titles;             // for narrow plots, the longer first
  bool log = false;                                         // at first
  bool log_switch = false;                                  // no kind with negative numbers has one
  CurveContent (*content)(NetworksFrame& frame) = nullptr;  // null: this kind is not drawn as lines
};
const CurveDrawing& drawing_of(CurveKind kind);

}  // namespace fallline
