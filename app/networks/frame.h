// The panels of the Networks lab: one file each.
#pragma once

#include "app/frame.h"
#include "app/networks/scene.h"
#include "app/networks/state.h"
#include "session/network_snapshot.h"

namespace fallline {

Run run_of(const NetworkSnapshot& snapshot, const NetworksScene& scene);

struct NetworksFrame : Frame {
  const NetworkSnapshot& snapshot;
  const NetworksScene& scene;
  NetworksState& own;
};

// Fills `size` from the corner of the screen.
void draw_networks_layout(NetworksFrame& frame, ImVec2 size);

void draw_network_data_panel(NetworksFrame& frame);
void draw_network_panel(NetworksFrame& frame);
// Views: each fills what is left of its window, its caption included.
void draw_boundary_panel(NetworksFrame& frame);
void draw_diagram_panel(NetworksFrame& frame);
void draw_landscape_panel(NetworksFrame& frame);
void draw_network_curvature_panel(NetworksFrame& frame);
// The slot of NetworkView::curves.
void draw_network_curve(NetworksFrame& frame, std::size_t slot);

// Of its snapshot and view; null without racers.
const NetworkRacerSnapshot* focused_racer(const NetworksFrame& frame);

// The network that the racer in focus trains, to be edited: its own if it has one, else the one that all share.
nn::NetworkSpec& network_in_focus(NetworksFrame& frame);

}  // namespace fallline
