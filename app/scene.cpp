#include "app/scene.h"

#include <algorithm>

#include "data/mini_batches.h"

namespace fallline {
namespace {

constexpr int relief_nodes = 257;
constexpr int batch_grain = 6, batch_nodes = 49;  // of the map; of the net
constexpr int definiteness_grain = 3;             // device pixels of the map from node to node

}  // namespace

void Scene::update(const Snapshot& snapshot, LabState& state, int map_columns, int map_rows) {
  const Experiment& e = snapshot.experiment;
  const bool new_surface = surface_ != snapshot.surface, new_domain = !(domain_ == e.domain);
  const bool other_function = !same_function(function_, e.surface);
  const bool new_heights = logarithmic_ != e.log_height;
  surface_ = snapshot.surface;
  domain_ = e.domain;
  function_ = e.surface;
  logarithmic_ = e.log_height;

  if (new_domain || state.map_window.width() <= 0) state.map_window = e.domain;

  if (new_surface || new_domain) {
    relief_ = evaluate_grid(*surface_, domain_, relief_nodes, relief_nodes);
    if (other_function) state.ghosts.clear();
    // While a slider moves, the last points stay until the new ones come a moment later.
    if (other_function || new_domain) {
      state.picked.reset();
      state.pin.reset();
      critical_ = {};
    }
    search_.start([surface = surface_, domain = domain_](
                      const std::stop_token& stop) { return find_critical_points(*surface, domain, stop); },
                  notify_);
  }
  if (auto found = search_.take()) {
    critical_ = std::move(*found);
    if (state.picked && *state.picked >= critical_.points.size()) state.picked.reset();
  }
  if (new_surface || new_domain || new_heights) {
    heights_ = HeightMap(relief_, logarithmic_);
    ++relief_version_;
  }
  // A loss that goes below zero has no logarithm.
  if (other_function) state.plots[0].log_y = heights_.low() >= 0;

  const bool goals_known = !search_.running() || !critical_.points.empty();
  if (state.view.basins && goals_known && map_columns >= 2 && map_rows >= 2)
    basins_.update(snapshot, state.view.focus, critical_, shown_window(state), map_columns, map_rows);
  else
    basins_.clear();

  if (map_columns < 2 || map_rows < 2) return update_batch(snapshot, new_surface || new_domain);
  const bool new_map =
      new_surface || !(window_ == shown_window(state)) || map_.columns != map_columns || map_.rows != map_rows;
  if (new_map) {
    window_ = shown_window(state);
    map_ = evaluate_grid(*surface_, window_, map_columns, map_rows);
  }
  if (new_map || new_heights) {
    map_heights_ = HeightMap(map_, logarithmic_);
    ++map_version_;
  }
  update_batch(snapshot, new_map || new_domain);
  if (!state.view.definiteness)
    definiteness_ = {};
  else if (new_map || definiteness_.columns == 0)
    definiteness_ = evaluate_definiteness(*surface_, window_, map_columns / definiteness_grain + 2,
                                          map_rows / definiteness_grain + 2);
}

void Scene::update_batch(const Snapshot& snapshot, bool new_grids) {
  const Experiment& e = snapshot.experiment;
  const std::size_t count = surface_->sample_count();
  if (e.batch_size == 0 || e.batch_size >= count) {
    batch_.clear();
    batch_map_ = batch_net_ = {};
    return;
  }
  MiniBatches batches(count, e.batch_size, e.seed);
  const auto samples = batches.at(snapshot.step + 1);
  if (!new_grids && std::equal(samples.begin(), samples.end(), batch_.begin(), batch_.end())) return;
  batch_.assign(samples.begin(), samples.end());
  const auto part = surface_->restricted(batch_);
  batch_net_ = evaluate_grid(*part, domain_, batch_nodes, batch_nodes);
  batch_map_ = map_.columns < 2
                   ? Grid{}
                   : evaluate_grid(*part, window_, map_.columns / batch_grain + 2, map_.rows / batch_grain + 2);
}

}  // namespace fallline
