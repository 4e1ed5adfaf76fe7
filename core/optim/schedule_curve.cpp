#include "optim/schedule_curve.h"

#include <algorithm>
#include <limits>

#include "optim/blocks.h"

namespace fallline {
namespace {

bool is_schedule(const BlockSpec& block) { return find_block(block.key)->group == BlockGroup::schedule; }

}  // namespace

bool has_schedule(std::span<const BlockSpec> chain) { return std::ranges::any_of(chain, is_schedule); }

std::vector<double> schedule_curve(std::span<const BlockSpec> chain, std::size_t steps,
                                   std::span<const double> losses) {
  using V = Eigen::Array2d;
  std::vector<optim::AnyPart> parts;
  for (const BlockSpec& block : chain)
    if (is_schedule(block)) parts.push_back(find_block(block.key)->make(block.values));
  const optim::BlockChain schedules(std::move(parts));
  auto states = schedules.initial_states<V>(V::Zero());
  std::vector<double> factors(steps);
  for (std::size_t i = 0; i < steps; ++i) {
    optim::Step<V> step{.gradient = V::Zero(), .update = V::Zero(), .t = static_cast<std::int64_t>(i) + 1};
    step.loss = i < losses.size() ? losses[i] : std::numeric_limits<double>::quiet_NaN();
    schedules.apply(states, step, [](auto&&...) {});
    factors[i] = step.rate;
  }
  return factors;
}

}  // namespace fallline
