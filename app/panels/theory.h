// The parts of the theory panel, one file each.
#pragma once

#include "app/panels/panels.h"

namespace fallline {

// The theory of the racer at this index of the snapshot, worked out once for each snapshot.
const LocalTheory& theory_of(const SurfacesFrame& frame, std::size_t racer);

// The index of the racer in focus in the snapshot; nothing without racers.
std::optional<std::size_t> focused_index(const SurfacesFrame& frame);

void draw_phase_diagram(SurfacesFrame& frame);
void draw_rates(SurfacesFrame& frame);
void draw_error_curves(SurfacesFrame& frame);

}  // namespace fallline
