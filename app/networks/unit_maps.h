// UnitMaps: what each unit of a network says, over the input plane and on the training samples.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include "app/networks/input_plane.h"
#include "training/network_experiment.h"

namespace fallline {

struct UnitMaps {
  static constexpr int zero_level = 128, reach = 127;  // levels on either side of 0

  struct Unit {
    double least, greatest;  // over the plane
    double zero_share;       // of the training samples; NaN where these are too many to look at
    // What the levels are parts of, |a|/scale = 1 where |a| is greatest.
    double scale() const { return std::max(std::abs(least), std::abs(greatest)); }
  };
  struct Layer {
    std::vector<Unit> units;
    std::vector<std::uint8_t> levels;  // unit after unit, columns × rows each: zero_level + reach a/scale
  };

  std::shared_ptr<const training::Setup> setup;
  std::vector<double> theta;
  InputPlane plane;
  int columns = 0, rows = 0;     // of each map, row by row from below; of one input one row
  std::vector<Layer> layers;     // the inputs first
  std::vector<double> gradient;  // of the loss on all training samples; empty where these are too many

  const std::uint8_t* map(std::size_t layer, std::size_t unit) const {
    return layers[layer].levels.data() + unit * static_cast<std::size_t>(columns * rows);
  }
};

// `memory` as in NetworkRacerSnapshot. What is not finite has the level of 0. Looks at `stop` now and then.
UnitMaps unit_maps(std::shared_ptr<const training::Setup> setup, std::vector<double> theta,
                   const std::vector<double>& memory, const std::stop_token& stop = {});

// Whether units of the layer, from 0, can be 0 for every sample and so be dead.
bool can_die(const nn::LayerSpec& layer);

}  // namespace fallline
