// What parameters are called on the screen: W1[3,2] leads to unit 3 of layer 1 from its input 2, b1[3] is its bias.
#pragma once

#include <string>

#include "nn/network_spec.h"

namespace fallline {

std::string parameter_name(const nn::NetworkSpec& network, std::size_t parameter);

}  // namespace fallline
