#include "app/networks/frame.h"

namespace fallline {

void draw_network_curve(NetworksFrame&, std::size_t) {}

}  // namespace fallline
