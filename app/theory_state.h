// What the theory panel keeps from frame to frame.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/phase_diagram.h"
#include "app/plot/plot.h"
#include "app/widgets/draw_record.h"
#include "session/local_theory.h"

namespace fallline {

struct TheoryState {
  // Of the racers of the snapshot with this number.
  std::uint64_t version = 0;
  std::vector<LocalTheory> racers;

  struct Phase {
    PhaseDiagram diagram;
    ui::DrawRecord drawn;
    std::vector<double> look;  // what the drawing depends on beyond the diagram
    std::optional<int> held;   // the colour of the racer whose dot is dragged
    ImVec2 grab{};             // from the pointer to the dot
  } phase;

  struct Errors {  // of the racer in focus along both eigenvectors, and as predicted
    plot::PlotState plot{.log_y = true};
    std::uint64_t version = 0;
    int colour = -1;
    std::int64_t first = 0;  // step of the first error
    std::array<std::vector<double>, 2> along, predicted;
    std::array<std::int64_t, 2> predicted_from{};
    int drawn = 0;  // another number for other curves
  } errors;
};

}  // namespace fallline
