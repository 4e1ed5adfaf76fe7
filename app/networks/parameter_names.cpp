#include "app/networks/parameter_names.h"

#include <fmt/format.h>

namespace fallline {

std::string parameter_name(const nn::NetworkSpec& network, std::size_t parameter) {
  for (const nn::ParameterBlock& block : nn::layout(network)) {
    if (parameter < block.offset || parameter >= block.offset + block.size()) continue;
    const std::size_t i = parameter - block.offset;
    if (block.name[0] != 'W') return fmt::format("{}[{}]", block.name, i + 1);
    return fmt::format("{}[{},{}]", block.name, i / block.columns + 1, i % block.columns + 1);
  }
  return fmt::format("θ[{}]", parameter);
}

}  // namespace fallline
