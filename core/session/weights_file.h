// Files of a network's parameters: NPZ where the name ends in .npz, else JSON, an object with a list for each block
// (W1 a list of rows). Numbers read back as they were.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "nn/network_spec.h"

namespace fallline {

// What went wrong, `PATH: REASON`, or nothing.
std::optional<std::string> save_weights(const std::string& path, std::span<const nn::ParameterBlock> blocks,
                                        std::span<const double> theta);

// θ, or what is wrong: `PATH: WHERE: WHY`.
std::variant<std::vector<double>, std::string> load_weights(const std::string& path,
                                                            std::span<const nn::ParameterBlock> blocks);

}  // namespace fallline
