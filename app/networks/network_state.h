// What the network panel remembers between frames.
#pragma once

namespace fallline {

struct NetworkState {};

}  // namespace fallline
