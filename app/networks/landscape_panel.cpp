#include "app/networks/frame.h"

namespace fallline {

void draw_landscape_panel(NetworksFrame&) {}

}  // namespace fallline
