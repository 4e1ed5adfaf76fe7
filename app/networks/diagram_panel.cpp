#include "app/networks/frame.h"

namespace fallline {

void draw_diagram_panel(NetworksFrame&) {}

}  // namespace fallline
