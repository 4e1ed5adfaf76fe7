// A layer's histograms over time: as a heat map below the least, the middle and the greatest number.
#pragma once

#include "app/networks/curve_contents.h"
#include "app/networks/histogram_strips.h"

namespace fallline {

CurveContent histogram_content(const NetworksFrame& frame, const HistogramStrips::Strip* strip);

// Draws what was drawn last if it would look the same.
void draw_histograms(const NetworksFrame& frame, const HistogramStrips::Strip& strip, CurvesState::Slot::Heat& heat,
                     ImDrawList& list, const plot::Layout& layout);

}  // namespace fallline
