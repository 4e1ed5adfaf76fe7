#include "app/networks/frame.h"

namespace fallline {

void draw_boundary_panel(NetworksFrame&) {}

}  // namespace fallline
