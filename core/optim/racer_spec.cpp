#include "optim/racer_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace fallline {

RacerSpec racer_spec(const OptimizerInfo& info, int colour) {
  return {std::string(info.key), initial_values(info.parameters), colour, {}};
}

std::optional<int> free_colour(std::span<const RacerSpec> racers) {
  for (int colour = 0; colour < static_cast<int>(most_racers); ++colour)
    if (std::none_of(racers.begin(), racers.end(), [&](const RacerSpec& r) { return r.colour == colour; }))
      return colour;
  return std::nullopt;
}

const OptimizerInfo& info(const RacerSpec& spec) {
  const OptimizerInfo* found = find_optimizer(spec.optimizer);
  assert(found);
  return *found;
}

bool same_method(const RacerSpec& a, const RacerSpec& b) {
  return a.optimizer == b.optimizer &&
         std::equal(a.blocks.begin(), a.blocks.end(), b.blocks.begin(), b.blocks.end(),
                    [](const BlockSpec& p, const BlockSpec& q) { return p.key == q.key; });
}

std::optional<double> learning_rate(const RacerSpec& spec) {
  if (const auto lr = find_parameter(info(spec).parameters, "lr")) return spec.values[*lr];
  for (const BlockSpec& block : spec.blocks)
    if (const auto lr = find_parameter(find_block(block.key)->parameters, "lr")) return block.values[*lr];
  return std::nullopt;
}

std::string name_of(const RacerSpec& spec) {
  const std::string_view name = info(spec).label;
  if (spec.blocks.empty() || spec.optimizer == own_chain().key) return std::string(name);
  if (spec.blocks.size() == 1) return fmt::format("{} + {}", name, find_block(spec.blocks[0].key)->label);
  return fmt::format("{} + {} blocks", name, spec.blocks.size());
}

RacerSpec opened_up(const RacerSpec& spec) {
  return {std::string(own_chain().key), {}, spec.colour, whole_chain(info(spec), spec.values, spec.blocks)};
}

std::vector<double> all_values(const RacerSpec& spec) { return all_values(spec.values, spec.blocks); }

std::optional<std::string> refuse_blocks(std::string_view where, const OptimizerInfo& method,
                                         std::span<const BlockSpec> blocks) {
  if (blocks.size() > most_blocks)
    return fmt::format("{}: {} of them; at most {} are expected", where, blocks.size(), most_blocks);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", where, i);
    const BlockInfo* block = find_block(blocks[i].key);
    if (!block) return path + ".block: " + unknown("block", blocks[i].key, block_keys());
    if (method.blocks && block->place == BlockPlace::inside)
      return fmt::format("{}.block: {} would change {} itself; it is expected in an own chain (optimizer \"{}\")", path,
                         block->key, method.key, own_chain().key);
    if (auto why = refuse_values(path + ".options", block->parameters, blocks[i].values)) return why;
  }
  return std::nullopt;
}

std::optional<std::string> refuse(std::span<const RacerSpec> racers) {
  if (racers.size() > most_racers)
    return fmt::format("racers: {} of them; at most {} are expected", racers.size(), most_racers);
  for (std::size_t i = 0; i < racers.size(); ++i) {
    const RacerSpec& racer = racers[i];
    const std::string path = fmt::format("racers[{}]", i);
    const OptimizerInfo* optimizer = find_optimizer(racer.optimizer);
    if (!optimizer) return path + ".optimizer: " + unknown("optimizer", racer.optimizer, optimizer_keys());
    if (auto why = refuse_values(path + ".options", optimizer->parameters, racer.values)) return why;
    if (auto why = refuse_blocks(path + ".blocks", *optimizer, racer.blocks)) return why;
    if (racer.colour < 0 || racer.colour >= static_cast<int>(most_racers))
      return fmt::format("{}.colour: {}; a whole number from 0 to {} is expected", path, racer.colour, most_racers - 1);
    for (std::size_t j = 0; j < i; ++j)
      if (racers[j].colour == racer.colour)
        return fmt::format("{}.colour: {} is taken by racers[{}]; each racer has its own", path, racer.colour, j);
  }
  return std::nullopt;
}

}  // namespace fallline
