// Files of a network's parameters: NPZ where the name ends in .npz, else JSON, an object with a list for each block
// (W1 a list of rows), running averages behind the parameters. Numbers read back as they were.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>

#include "nn/weights.h"

namespace fallline {

// What went wrong, `PATH: REASON`, or nothing. `memory`: the running averages that go with θ; empty: none are written.
std::optional<std::string> save_weights(const std::string& path, const nn::NetworkSpec& network,
                                        std::span<const double> theta, std::span<const double> memory);

// Or what is wrong: `PATH: WHERE: WHY`.
std::variant<nn::Weights, std::string> load_weights(const std::string& path, const nn::NetworkSpec& network);

}  // namespace fallline
