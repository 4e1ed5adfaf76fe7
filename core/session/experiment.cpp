#include "session/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "objective/penalized.h"

namespace fallline {

RacerSpec racer_spec(const OptimizerInfo& info, int colour) {
  return {std::string(info.key), initial_values(info.parameters), colour, {}};
}

Experiment default_experiment() {
  Experiment e;
  change_surface(e, *find_surface("himmelblau"));
  e.racers = {{"sgd", {0.004}, 0},
              {"momentum", {0.0015, 0.9}, 1},
              {"adam", {0.08, 0.9, 0.999, 1e-8}, 2},
              {"rmsprop", {0.03, 0.9, 1e-6, 0}, 3}};
  return e;
}

void change_surface(Experiment& e, const SurfaceInfo& info) {
  e.surface = surface_spec(info);
  e.domain = info.domain;
  e.start = info.start;
  e.log_height = info.log_height;
}

void change_surface(Experiment& e, const Formula& formula) {
  e.surface = surface_spec(formula);
  e.domain = {-3, 3, -3, 3};
  e.start = {-2, 1};
  e.log_height = false;
}

void change_surface(Experiment& e, const GreyImage& image) {
  e.surface = surface_spec(image);
  e.domain = image_domain(image.columns(), image.rows());
  e.start = {0.7 * e.domain.x_min, 0.6 * e.domain.y_max};
  e.log_height = false;
}

void change_formula(Experiment& e, const Formula& formula) {
  SurfaceSpec changed = surface_spec(formula);
  const auto before = parameters(e.surface);
  for (std::size_t i = 0; i < changed.values.size(); ++i)
    if (const auto old = find_parameter(before, parameters(changed)[i].key)) changed.values[i] = e.surface.values[*old];
  e.surface = std::move(changed);
}

std::optional<int> free_colour(const Experiment& e) {
  for (int colour = 0; colour < static_cast<int>(most_racers); ++colour)
    if (std::none_of(e.racers.begin(), e.racers.end(), [&](const RacerSpec& r) { return r.colour == colour; }))
      return colour;
  return std::nullopt;
}

const OptimizerInfo& info(const RacerSpec& spec) {
  const OptimizerInfo* found = find_optimizer(spec.optimizer);
  assert(found);
  return *found;
}

std::shared_ptr<const Surface> make_surface(const Experiment& e) {
  return penalized(make_surface(e.surface), e.l1, e.l2);
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

std::optional<std::string> refuse(const Experiment& e) {
  if (auto why = refuse(e.surface)) return why;
  if (auto why = refuse(e.domain)) return why;
  if (auto why = refuse_start(e.start)) return why;
  if (!(e.noise >= 0 && e.noise <= highest_noise))
    return fmt::format("noise: {}; a number from 0 to {} is expected", e.noise, highest_noise);
  for (const auto& [name, weight] : {std::pair("l1", e.l1), std::pair("l2", e.l2)})
    if (!(weight >= 0 && weight <= highest_penalty))
      return fmt::format("{}: {}; a number from 0 to {} is expected", name, weight, highest_penalty);
  if (e.batch_size > most_samples)
    return fmt::format("batch_size: {}; a whole number from 0 (all samples) to {} is expected", e.batch_size,
                       most_samples);
  if (e.steps < 1 || e.steps > most_steps)
    return fmt::format("steps: {}; a whole number from 1 to {} is expected", e.steps, most_steps);
  if (e.racers.size() > most_racers)
    return fmt::format("racers: {} of them; at most {} are expected", e.racers.size(), most_racers);
  for (std::size_t i = 0; i < e.racers.size(); ++i) {
    const RacerSpec& racer = e.racers[i];
    const std::string path = fmt::format("racers[{}]", i);
    const OptimizerInfo* optimizer = find_optimizer(racer.optimizer);
    if (!optimizer) return path + ".optimizer: " + unknown("optimizer", racer.optimizer, optimizer_keys());
    if (auto why = refuse_values(path + ".options", optimizer->parameters, racer.values)) return why;
    if (auto why = refuse_blocks(path + ".blocks", *optimizer, racer.blocks)) return why;
    if (racer.colour < 0 || racer.colour >= static_cast<int>(most_racers))
      return fmt::format("{}.colour: {}; a whole number from 0 to {} is expected", path, racer.colour, most_racers - 1);
    for (std::size_t j = 0; j < i; ++j)
      if (e.racers[j].colour == racer.colour)
        return fmt::format("{}.colour: {} is taken by racers[{}]; each racer has its own", path, racer.colour, j);
  }
  return std::nullopt;
}

}  // namespace fallline
