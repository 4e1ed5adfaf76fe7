// KeptCurves: the curves of one plot as they were drawn last, for as long as nothing that shows in them changes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/plot/axis.h"
#include "app/plot/fit.h"
#include "app/plot/series.h"
#include "app/widgets/draw_record.h"

namespace fallline::plot {

class KeptCurves {
 public:
  // As value_range(), looked for again only when the series or what is asked of them is another.
  std::optional<Range> fit(std::span<const Series> series, Range steps, AxisScale scale);

  // Draws the i-th of the plot's series by draw(list), or what that drew last. `scale` is the theme's.
  template <class Draw>
  void draw(std::size_t i, const Series& series, const Axis& x, const Axis& y, float scale, ImDrawList& list,
            Draw draw) {
    if (series.version == 0) return draw(list);
    if (curves_.size() <= i) curves_.resize(i + 1);
    Curve& kept = curves_[i];
    const Look look{identity(series), series.colour, series.style, x, y, scale};
    if (kept.look != look || !kept.drawn.usable()) {
      kept.drawn.record(draw);
      kept.look = look;
    }
    kept.drawn.replay(list);
  }

 private:
  struct Identity {
    int version = 0;
    std::size_t count = 0;
    double first_step = 0;
    bool shown = false;
    bool operator==(const Identity&) const = default;
  };
  struct Look {
    Identity series;
    std::uint32_t colour = 0;
    LineStyle style;
    Axis x, y;
    float scale = 0;
    bool operator==(const Look&) const = default;
  };
  struct Curve {
    Look look;
    ui::DrawRecord drawn;
  };
  struct Fit {
    std::vector<Identity> series;
    Range steps;
    AxisScale scale;
    std::optional<Range> range;
  };
  static Identity identity(const Series& s) { return {s.version, s.count, s.first_step, s.shown()}; }

  std::vector<Curve> curves_;
  std::optional<Fit> fit_;
};

}  // namespace fallline::plot
