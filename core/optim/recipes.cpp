#include "optim/recipes.h"

#include <algorithm>

#include "optim/recipe_entry.h"

namespace fallline {

using namespace optim;

std::span<const OptimizerInfo> optimizers() {
  static const std::vector<OptimizerInfo> all = [] {
    const std::pair<std::string_view, std::span<const OptimizerInfo>> families[] = {
        {"First order", descent_optimizers()},
        {"Adaptive", adaptive_optimizers()},
        {"Second order", second_order_optimizers()},
        {"Proximal", proximal_optimizers()}};
    std::vector<OptimizerInfo> joined;
    for (const auto& [group, table] : families)
      for (OptimizerInfo o : table) {
        o.group = group;
        joined.push_back(o);
      }
    return joined;
  }();
  return all;
}

const OptimizerInfo& own_chain() {
  static constexpr OptimizerInfo info{.key = "custom",
                                      .label = "Own chain",
                                      .hint = "of blocks",
                                      .formula = "u ← g;  u ← each block of u, in order;  θ ← θ + u",
                                      .source = "",
                                      .parameters = {},
                                      .make = nullptr,
                                      .blocks = nullptr};
  return info;
}

const OptimizerInfo* find_optimizer(std::string_view key) {
  for (const OptimizerInfo& o : optimizers())
    if (o.key == key) return &o;
  return key == own_chain().key ? &own_chain() : nullptr;
}

std::vector<std::string_view> optimizer_keys() {
  std::vector<std::string_view> keys;
  for (const OptimizerInfo& o : optimizers()) keys.push_back(o.key);
  return keys;
}

std::vector<BlockSpec> whole_chain(const OptimizerInfo& method, Values values, std::span<const BlockSpec> blocks) {
  if (!method.blocks) return {blocks.begin(), blocks.end()};
  std::vector<BlockSpec> chain = method.blocks(values);
  std::size_t before = 0;
  for (const BlockSpec& block : blocks) {
    const bool first = find_block(block.key)->place == BlockPlace::before;
    const auto at = first ? chain.begin() + static_cast<std::ptrdiff_t>(before++) : chain.end();
    chain.insert(at, block);
  }
  return chain;
}

std::unique_ptr<Racer> optim::make_block_racer(std::size_t dimension,
                                               std::function<std::vector<BlockSpec>(Values)> chain, Values values) {
  const auto make = [chain = std::move(chain)](Values now) {
    std::vector<AnyPart> parts;
    for (const BlockSpec& block : chain(now)) parts.push_back(find_block(block.key)->make(block.values));
    return BlockChain(std::move(parts));
  };
  if (dimension == 2) return std::make_unique<RacerOf<Eigen::Array2d, BlockChain>>(dimension, make, values);
  return std::make_unique<RacerOf<Eigen::ArrayXd, BlockChain>>(dimension, make, values);
}

std::unique_ptr<Racer> make_racer(std::size_t dimension, const OptimizerInfo& method, Values values,
                                  std::span<const BlockSpec> blocks) {
  if (method.make && blocks.empty()) return method.make(dimension, values);
  const auto chain = [&method, given = std::vector(blocks.begin(), blocks.end())](Values all) mutable {
    const Values of_method = all.first(method.parameters.size());
    all = all.subspan(of_method.size());
    for (BlockSpec& block : given) {
      std::copy_n(all.begin(), block.values.size(), block.values.begin());
      all = all.subspan(block.values.size());
    }
    return whole_chain(method, of_method, given);
  };
  return make_block_racer(dimension, chain, all_values(values, blocks));
}

std::vector<double> all_values(Values values, std::span<const BlockSpec> blocks) {
  std::vector<double> all(values.begin(), values.end());
  for (const BlockSpec& block : blocks) all.insert(all.end(), block.values.begin(), block.values.end());
  return all;
}

}  // namespace fallline
