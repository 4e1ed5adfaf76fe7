// RacerSpec: a racer as a person chooses it, an entry of the catalogue with further blocks around it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "optim/recipes.h"

namespace fallline {

inline constexpr std::size_t most_racers = 8;   // as many as there are colours to tell them apart
inline constexpr std::size_t most_blocks = 16;  // of one racer

struct RacerSpec {
  std::string optimizer;               // a key of optimizers()
  std::vector<double> values;          // in the order of its parameters
  int colour = 0;                      // which of the racer colours; also what tells one racer from another
  std::vector<BlockSpec> blocks = {};  // around the method, or, of the own chain, all of it
  friend bool operator==(const RacerSpec&, const RacerSpec&) = default;
};

RacerSpec racer_spec(const OptimizerInfo& info, int colour);

// The lowest colour that no racer has; nothing when all are taken.
std::optional<int> free_colour(std::span<const RacerSpec> racers);

// The same optimizer but for its options.
bool same_method(const RacerSpec& a, const RacerSpec& b);

// The racer's η: of its method, or, of an own chain, of the first block that has one.
std::optional<double> learning_rate(const RacerSpec& spec);

// "SGD + Clip by norm", "SGD + 3 blocks".
std::string name_of(const RacerSpec& spec);

// The same chain with all of it as blocks that can be moved: an own chain.
RacerSpec opened_up(const RacerSpec& spec);

// The options of the racer and of its blocks, as Racer::set_options() takes them.
std::vector<double> all_values(const RacerSpec& spec);

// The table's entry; only for racers that refuse() passed.
const OptimizerInfo& info(const RacerSpec& spec);

// Nothing if these blocks may stand around the method; else what is wrong and where, beginning with `where`.
std::optional<std::string> refuse_blocks(std::string_view where, const OptimizerInfo& method,
                                         std::span<const BlockSpec> blocks);

// Nothing if these can race; else what is wrong, where (`racers[1].options.lr`), and what is expected.
std::optional<std::string> refuse(std::span<const RacerSpec> racers);

}  // namespace fallline
