// What the files that declare optimizers share. recipes.cpp puts their tables together.
#pragma once

#include "optim/parameters.h"
#include "optim/racer_of.h"
#include "optim/recipes.h"

namespace fallline::optim {

// The tables: one a family of methods.
std::span<const OptimizerInfo> descent_optimizers();
std::span<const OptimizerInfo> adaptive_optimizers();
std::span<const OptimizerInfo> second_order_optimizers();
std::span<const OptimizerInfo> proximal_optimizers();

// Of a recipe: a function of the values of an optimizer's parameters that returns its Chain.
using Values = std::span<const double>;

template <auto recipe>
std::unique_ptr<Racer> make_racer_of(std::size_t dimension, Values values) {
  using Recipe = decltype(recipe(values));
  if (dimension == 2) return std::make_unique<RacerOf<Eigen::Array2d, Recipe>>(dimension, recipe, values);
  return std::make_unique<RacerOf<Eigen::ArrayXd, Recipe>>(dimension, recipe, values);
}

// The same with a chain put together while the program runs, where a step is too dear for a few calls to be felt.
std::unique_ptr<Racer> make_block_racer(std::size_t dimension, std::function<std::vector<BlockSpec>(Values)> chain,
                                        Values values);
template <auto recipe>
std::unique_ptr<Racer> make_block_racer_of(std::size_t dimension, Values values) {
  return make_block_racer(
      dimension, [](Values v) { return recipe(v).specs(); }, values);
}

template <auto recipe>
std::vector<BlockSpec> blocks_of(Values values) {
  return recipe(values).specs();
}

}  // namespace fallline::optim
