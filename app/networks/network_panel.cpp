#include "app/networks/frame.h"

namespace fallline {

void draw_network_panel(NetworksFrame&) {}

}  // namespace fallline
