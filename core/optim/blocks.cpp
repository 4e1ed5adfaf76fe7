// To add a block: its part in a header of this room, its parameters, its entry.
#include "optim/blocks.h"

#include "optim/parameters.h"
#include "optim/schedules.h"

namespace fallline {
namespace {

using namespace optim;

template <class Part>
AnyPart make(std::span<const double> values) {
  return any_part(part_from<Part>(values));
}

template <class Part, std::size_t count>
consteval BlockInfo block(std::string_view label, std::string_view formula, std::string_view source, BlockGroup group,
                          BlockPlace place, const Parameter (&parameters)[count]) {
  static_assert(count == option_count<Part>);
  return {Part::key, label, formula, source, group, place, parameters, make<Part>};
}

using enum BlockGroup;
using enum BlockPlace;

constexpr Parameter learning_rate_parameters[] = {learning_rate(0.01)};
constexpr Parameter momentum_parameters[] = {momentum_alpha};
constexpr Parameter average_parameters[] = {
    fraction("beta", "β", "Memory β", 0.9, "Memory of the mean gradient, about 1/(1−β) steps long.")};
constexpr Parameter correction_parameters[] = {
    fraction("beta", "β", "Memory β", 0.9, "That of the mean which is to be corrected.")};
constexpr Parameter adam_scale_parameters[] = {
    fraction("rho", "ρ", "Memory ρ", 0.999, "Memory of the mean square gradient, about 1/(1−ρ) steps long."),
    guard("delta", "δ", 1e-8, "Keeps the division finite; outside the root.")};
constexpr Parameter rms_scale_parameters[] = {
    rho, guard("delta", "δ", 1e-6, "Keeps the division finite; inside the root."),
    toggle("epsilon_outside", "δ outside root", "Divides by √r + δ, as PyTorch does, in place of √(δ + r).")};
constexpr Parameter sum_scale_parameters[] = {
    guard("delta", "δ", 1e-7, "Keeps the division finite before any gradient was seen."),
    toggle("average", "Mean, not sum",
           "Divides by the root of the mean of all squares, √(r/t), in place of their sum.")};
constexpr Parameter delta_scale_parameters[] = {rho, guard("eps", "ε", 1e-6, "Sets the size of the first steps, √ε.")};
constexpr Parameter clip_norm_parameters[] = {{.key = "limit",
                                               .symbol = "c",
                                               .label = "Limit c",
                                               .initial = 1,
                                               .minimum = 1e-3,
                                               .maximum = 1e3,
                                               .scale = Scale::log,
                                               .meaning = "The greatest length; longer vectors are cut to it.",
                                               .lower = 0}};
constexpr Parameter decay_parameters[] = {{.key = "lambda",
                                           .symbol = "λ",
                                           .label = "Decay λ",
                                           .initial = 0.01,
                                           .minimum = 1e-5,
                                           .maximum = 10,
                                           .scale = Scale::log,
                                           .meaning = "How strongly θ is drawn to 0.",
                                           .lower = 0}};
constexpr Parameter cosine_parameters[] = {{.key = "steps",
                                            .symbol = "T",
                                            .label = "Steps T",
                                            .initial = 400,
                                            .minimum = 10,
                                            .maximum = 1e5,
                                            .scale = Scale::log,
                                            .meaning = "After how many steps the schedule is at its end.",
                                            .lower = 1,
                                            .whole = true},
                                           {.key = "floor",
                                            .symbol = "r",
                                            .label = "Floor r",
                                            .initial = 0,
                                            .minimum = 0,
                                            .maximum = 1,
                                            .scale = Scale::linear,
                                            .meaning = "What is left of the learning rate at the end, as a share.",
                                            .lower = 0}};

constexpr BlockInfo catalogue[] = {
    block<Cosine>("Cosine", "η(t) = η (r + (1−r) ½(1 + cos π t/T))", "Loshchilov & Hutter 2017", schedule, before,
                  cosine_parameters),
    block<ClipNorm>("Clip by norm", "u ← u min(1, c/‖u‖)", "Pascanu, Mikolov & Bengio 2013", gradient, before,
                    clip_norm_parameters),
    block<GradientAverage>("Mean gradient", "s ← β s + (1−β) g;  u ← s", "Kingma & Ba 2015", memory, inside,
                           average_parameters),
    block<BiasCorrection>("Bias correction", "u ← u/(1 − βᵗ)", "Kingma & Ba 2015, §3", memory, inside,
                          correction_parameters),
    block<Momentum>("Momentum", "v ← α v + u;  u ← v", "Polyak 1964", memory, inside, momentum_parameters),
    block<NesterovMomentum>("Nesterov momentum", "g at θ + α v;  v ← α v + u;  u ← v", "Sutskever et al. 2013", memory,
                            inside, momentum_parameters),
    block<AdamScale>("RMS scale, corrected", "r ← ρ r + (1−ρ) g²;  u ← u/(√(r/(1−ρᵗ)) + δ)", "Kingma & Ba 2015", scale,
                     inside, adam_scale_parameters),
    block<RmsScale>("RMS scale", "r ← ρ r + (1−ρ) g²;  u ← u/√(δ + r)", "Hinton 2012", scale, inside,
                    rms_scale_parameters),
    block<SumScale>("AdaGrad scale", "r ← r + g²;  u ← u/(δ + √r)", "Duchi, Hazan & Singer 2011", scale, inside,
                    sum_scale_parameters),
    block<DeltaScale>("AdaDelta scale", "E ← ρE + (1−ρ)g²;  u ← √(D+ε)/√(E+ε) ⊙ u;  D ← ρD + (1−ρ)u²", "Zeiler 2012",
                      scale, inside, delta_scale_parameters),
    block<LearningRate>("Learning rate", "u ← −η u", "Robbins & Monro 1951", step, inside, learning_rate_parameters),
    block<DecoupledDecay>("Decoupled decay", "u ← u − η λ θ", "Loshchilov & Hutter 2019", weights, after,
                          decay_parameters),
};

}  // namespace

std::span<const BlockInfo> blocks() { return catalogue; }

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

BlockSpec block_spec(const BlockInfo& info) { return {std::string(info.key), initial_values(info.parameters)}; }

}  // namespace fallline
