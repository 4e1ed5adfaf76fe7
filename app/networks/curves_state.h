// What the curves remember between frames.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/networks/record_curves.h"
#include "app/plot/plot.h"
#include "session/network_view.h"

namespace fallline {

struct CurvesState {
  struct Slot {
    std::optional<CurveKind> kind;  // that the rest belongs to
    plot::PlotState plot;
    std::size_t layer = 0;  // of histograms
    struct Heat {           // as drawn last
      struct Look {
        int version = 0;
        ImU32 colour = 0;
        plot::Axis x{}, y{};
        friend bool operator==(const Look&, const Look&) = default;
      } look;
      ui::DrawRecord drawn;
    } heat;
  };
  std::array<Slot, 4> slots;
  RecordCurves curves;
  // Curves as they were, under the live ones, to compare with.
  struct Ghost {
    int colour;
    NetworkRecords records;
  };
  std::vector<Ghost> ghosts;
};

// Keeps the curves of the racers that are shown, by colour, as they are now.
void pin_ghosts(CurvesState& state, const NetworkSnapshot& snapshot, std::span<const bool> shown);

}  // namespace fallline
