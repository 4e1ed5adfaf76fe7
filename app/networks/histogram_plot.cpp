#include "app/networks/histogram_plot.h"

#include <algorithm>
#include <cmath>

#include "app/plot/layout.h"

namespace fallline {
namespace {

constexpr float narrowest = 3;  // of a column, in units at 1×

void draw_column(ImDrawList& list, const training::Histogram& h, const plot::Layout& l, float left, float right,
                 ImU32 colour) {
  if (h.counts.empty()) return;
  const auto most = static_cast<float>(*std::ranges::max_element(h.counts));
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    if (h.counts[i] == 0) continue;
    const float bottom = l.y.pixel(h.edge(i)), top = std::min(l.y.pixel(h.edge(i + 1)), bottom - 1);
    // By the square root, so that the tails are seen too.
    list.AddRectFilled({left, top}, {right, bottom},
                       ui::faded(colour, std::sqrt(static_cast<float>(h.counts[i]) / most)));
  }
}

}  // namespace

CurveContent histogram_content(const NetworksFrame& f, const HistogramStrips::Strip* strip) {
  CurveContent content;
  if (const NetworkRacerSnapshot* r = focused_racer(f)) content.subtitle = name_of(r->spec);
  if (!strip) return content;
  const ImU32 edge = ui::faded(f.theme.dim, 0.6f);
  content.series.push_back(step_series(strip->least, strip->version, "least", edge));
  content.series.push_back(step_series(strip->greatest, strip->version, "greatest", edge));
  content.series.push_back(step_series(strip->median, strip->version, "median", f.theme.text));
  for (plot::Series& s : content.series) s.style.width = 1.25f;
  return content;
}

void draw_histograms(const NetworksFrame& f, const HistogramStrips::Strip& strip, CurvesState::Slot::Heat& heat,
                     ImDrawList& list, const plot::Layout& l) {
  const ImU32 colour = f.theme.racer(static_cast<std::size_t>(strip.key.colour));
  CurvesState::Slot::Heat::Look look{strip.version, colour, l.x, l.y};
  if (heat.look != look || !heat.drawn.usable()) {
    heat.drawn.record([&](ImDrawList& on) {
      float drawn = l.x.start;
      for (std::size_t i = 0; i < strip.columns.size(); ++i) {
        const bool last = i + 1 == strip.columns.size();
        const float right =
            last ? std::max(l.x.pixel(static_cast<double>(strip.columns[i].step() + f.snapshot.record_spacing)),
                            drawn + f.theme.px(narrowest))
                 : l.x.pixel(static_cast<double>(strip.columns[i + 1].step()));
        if (right < drawn + f.theme.px(narrowest)) continue;
        draw_column(on, strip.columns[i].histogram, l, drawn, right, colour);
        drawn = right;
      }
    });
    heat.look = look;
  }
  heat.drawn.replay(list);
}

}  // namespace fallline
