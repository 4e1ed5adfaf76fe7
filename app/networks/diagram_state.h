// What the diagram of the network remembers between frames.
#pragma once

namespace fallline {

struct DiagramState {};

}  // namespace fallline
