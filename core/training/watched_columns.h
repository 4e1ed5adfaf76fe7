// What is watched as the columns of a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "training/watch.h"

namespace fallline::training {

// Of one racer's records: what belongs to all of a network, then `layers` times what belongs to a layer, whose names
// end in its number, from 1.
std::vector<std::string> watched_columns(std::size_t layers);
// In the same order; NaN for what does not exist, and for layers that the network has not.
std::vector<double> watched_values(const Watched& seen, std::size_t layers);

}  // namespace fallline::training
