#include "app/networks/frame.h"

namespace fallline {

void draw_network_data_panel(NetworksFrame&) {}

}  // namespace fallline
