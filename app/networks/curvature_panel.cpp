#include "app/networks/frame.h"

namespace fallline {

void draw_network_curvature_panel(NetworksFrame&) {}

}  // namespace fallline
