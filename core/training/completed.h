// A network on data, with what these ask for filled in.
#pragma once

#include "data/dataset.h"
#include "nn/network_objective.h"

namespace fallline::training {

// Its inputs become the data's features, and the width of its last layer, where that is 0, what targets and loss need.
nn::NetworkSpec completed(nn::NetworkSpec network, const nn::LossSpec& loss, const Dataset& data);

}  // namespace fallline::training
