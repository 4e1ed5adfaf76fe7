// The catalogue of blocks: the parts of which every optimizer is a chain, as a person can choose them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "optim/block_chain.h"

namespace fallline {

// What a block does, in the order in which a chain usually has them.
enum class BlockGroup { schedule, gradient, memory, scale, step, weights, average };

// Where a block goes that is added to a method: around it, or nowhere, since it would change the method itself.
enum class BlockPlace { inside, before, after };

struct BlockInfo {
  std::string_view key, label;
  std::string_view formula;  // u is the update so far
  std::string_view source;
  BlockGroup group;
  BlockPlace place;
  std::span<const Parameter> parameters;
  optim::AnyPart (*make)(std::span<const double> values);
};

std::span<const BlockInfo> blocks();
const BlockInfo* find_block(std::string_view key);
std::vector<std::string_view> block_keys();

std::string_view name_of(BlockGroup group);

// The parts, in order. Needs specs that fit the table.
optim::BlockChain block_chain(std::span<const BlockSpec> specs);

// With the parameters' initial values.
BlockSpec block_spec(const BlockInfo& info);

}  // namespace fallline
