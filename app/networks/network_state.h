// What the network panel remembers between frames.
#pragma once

#include <cstddef>
#include <set>

namespace fallline {

struct NetworkState {
  bool layer_by_layer = false;     // each layer has a line of its own
  bool training_unfolded = false;  // its options show
  std::set<std::size_t> unfolded;  // of these lines: 0 the inputs, then the layers
};

}  // namespace fallline
