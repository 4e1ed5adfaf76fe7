// NetworksState: what the views of the Networks lab share beyond the snapshot. Nothing here changes a number of the
// experiment.
#pragma once

#include <cstddef>
#include <optional>

#include "app/networks/boundary_state.h"
#include "app/networks/confusion_state.h"
#include "app/networks/curvature_state.h"
#include "app/networks/curves_state.h"
#include "app/networks/data_state.h"
#include "app/networks/diagram_state.h"
#include "app/networks/landscape_state.h"
#include "app/networks/network_state.h"

namespace fallline {

struct NetworksState {
  DataState data;
  NetworkState network;
  BoundaryState boundary;
  ConfusionState confusion;
  DiagramState diagram;
  LandscapeState landscape;
  CurvatureState curvature;
  CurvesState curves;
};

}  // namespace fallline
