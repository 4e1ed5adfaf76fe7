#include "app/scene.h"

namespace fallline {
namespace {

constexpr int relief_nodes = 257;

}  // namespace

Domain Scene::with_true_angles(const Domain& d, int columns, int rows) {
  if (columns < 1 || rows < 1) return d;
  const double wanted = d.height() / d.width(), have = static_cast<double>(rows) / columns;
  const double cx = 0.5 * (d.x_min + d.x_max), cy = 0.5 * (d.y_min + d.y_max);
  const double half_x = 0.5 * d.width() * std::max(1.0, wanted / have);
  const double half_y = 0.5 * d.height() * std::max(1.0, have / wanted);
  return {cx - half_x, cx + half_x, cy - half_y, cy + half_y};
}

void Scene::update(const Snapshot& snapshot, LabState& state, int map_columns, int map_rows) {
  const Experiment& e = snapshot.experiment;
  const bool new_surface = surface_ != snapshot.surface, new_domain = !(domain_ == e.domain);
  const bool other_function = function_ != e.surface.key;
  const bool new_heights = logarithmic_ != e.log_height;
  surface_ = snapshot.surface;
  domain_ = e.domain;
  function_ = e.surface.key;
  logarithmic_ = e.log_height;

  if (new_domain || state.map_window.width() <= 0)
    state.map_window = state.map_true_angles ? with_true_angles(e.domain, map_columns, map_rows) : e.domain;

  if (new_surface || new_domain) {
    relief_ = evaluate_grid(*surface_, domain_, relief_nodes, relief_nodes);
    // While a slider moves, the last points stay until the new ones come a moment later.
    if (other_function || new_domain) {
      state.picked.reset();
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

  if (map_columns < 2 || map_rows < 2) return;
  const bool new_map =
      new_surface || !(window_ == state.map_window) || map_.columns != map_columns || map_.rows != map_rows;
  if (new_map) {
    window_ = state.map_window;
    map_ = evaluate_grid(*surface_, window_, map_columns, map_rows);
  }
  if (new_map || new_heights) {
    map_heights_ = HeightMap(map_, logarithmic_);
    ++map_version_;
  }
}

}  // namespace fallline
