#include "session/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "objective/penalized.h"

namespace fallline {

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

std::shared_ptr<const Surface> make_surface(const Experiment& e) {
  return penalized(make_surface(e.surface), e.l1, e.l2);
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
  return refuse(e.racers);
}

}  // namespace fallline
