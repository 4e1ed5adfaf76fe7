// KeptCurves: the curves of one plot as they were drawn last, for as long as nothing that shows in them changes.
#pragma once

#include <optional>
#include <span>
#include <utility>
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

  // Draws the series by draw(list), or what that drew last. `scale` is the theme's.
  template <class Draw>
  void draw(std::span<const Series> series, const Axis& x, const Axis& y, float scale, ImDrawList& list, Draw draw) {
    if (!are_known(series)) return draw(list);
    Look look{identities(series), x, y, scale};
    if (look != look_ || !drawn_.usable()) {
      drawn_.record(draw);
      look_ = std::move(look);
    }
    drawn_.replay(list);
  }

 private:
  struct Identity {
    int version;
    std::size_t count;
    double first_step;
    bool shown;
    std::uint32_t colour;
    LineStyle style;
    bool operator==(const Identity&) const = default;
  };
  struct Look {
    std::vector<Identity> series;
    Axis x, y;
    float scale = 0;
    bool operator==(const Look&) const = default;
  };
  struct Fit {
    std::vector<Identity> series;
    Range steps;
    AxisScale scale;
    std::optional<Range> range;
  };
  static bool are_known(std::span<const Series> series);
  static std::vector<Identity> identities(std::span<const Series> series);

  Look look_;
  ui::DrawRecord drawn_;
  std::optional<Fit> fit_;
};

}  // namespace fallline::plot
