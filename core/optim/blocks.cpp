#include "optim/blocks.h"

#include <algorithm>

#include "optim/block_entry.h"

namespace fallline {

std::span<const BlockInfo> blocks() {
  static const std::vector<BlockInfo> all = [] {
    std::vector<BlockInfo> joined;
    for (const auto table : {optim::first_order_blocks(), optim::second_order_blocks()})
      joined.insert(joined.end(), table.begin(), table.end());
    std::stable_sort(joined.begin(), joined.end(), [](const auto& a, const auto& b) { return a.group < b.group; });
    return joined;
  }();
  return all;
}

const BlockInfo* find_block(std::string_view key) {
  for (const BlockInfo& b : blocks())
    if (b.key == key) return &b;
  return nullptr;
}

std::vector<std::string_view> block_keys() {
  std::vector<std::string_view> keys;
  for (const BlockInfo& b : blocks()) keys.push_back(b.key);
  return keys;
}

std::string_view name_of(BlockGroup group) {
  constexpr std::string_view names[] = {"Schedule", "Gradient", "Memory", "Scale", "Step", "Weights", "Average"};
  return names[static_cast<std::size_t>(group)];
}

optim::BlockChain block_chain(std::span<const BlockSpec> specs) {
  std::vector<optim::AnyPart> parts;
  for (const BlockSpec& spec : specs) parts.push_back(find_block(spec.key)->make(spec.values));
  return optim::BlockChain(std::move(parts));
}

BlockSpec block_spec(const BlockInfo& info) { return {std::string(info.key), initial_values(info.parameters)}; }

}  // namespace fallline
