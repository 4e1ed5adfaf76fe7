#include "training/watched_columns.h"

#include <fmt/format.h>

#include <limits>

namespace fallline::training {
namespace {

struct Column {
  std::string_view name;
  double (*of)(const Watched&);
};
constexpr Column columns[] = {
    {"step", [](const Watched& w) { return static_cast<double>(w.step); }},
    {"epoch", [](const Watched& w) { return w.epoch; }},
    {"loss", [](const Watched& w) { return w.training.loss; }},
    {"penalty", [](const Watched& w) { return w.penalty; }},
    {"accuracy", [](const Watched& w) { return w.training.accuracy; }},
    {"validation_loss", [](const Watched& w) { return w.validation.loss; }},
    {"validation_accuracy", [](const Watched& w) { return w.validation.accuracy; }},
    {"test_loss", [](const Watched& w) { return w.test.loss; }},
    {"test_accuracy", [](const Watched& w) { return w.test.accuracy; }},
    {"grad_norm", [](const Watched& w) { return w.gradient_norm; }},
    {"learning_rate", [](const Watched& w) { return w.learning_rate; }},
    {"least_rate", [](const Watched& w) { return w.least_rate; }},
    {"median_rate", [](const Watched& w) { return w.median_rate; }},
    {"greatest_rate", [](const Watched& w) { return w.greatest_rate; }},
};

struct LayerColumn {
  std::string_view name;
  double LayerWatch::*of;
};
constexpr LayerColumn layer_columns[] = {{"mean_gradient", &LayerWatch::mean_gradient},
                                         {"update_ratio", &LayerWatch::update_ratio},
                                         {"dead", &LayerWatch::dead}};

}  // namespace

std::vector<std::string> watched_columns(std::size_t layers) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.emplace_back(column.name);
  for (std::size_t l = 1; l <= layers; ++l)
    for (const LayerColumn& column : layer_columns) names.push_back(fmt::format("{}_{}", column.name, l));
  return names;
}

std::vector<double> watched_values(const Watched& seen, std::size_t layers) {
  std::vector<double> values;
  for (const Column& column : columns) values.push_back(column.of(seen));
  for (std::size_t l = 0; l < layers; ++l)
    for (const LayerColumn& column : layer_columns)
      values.push_back(l < seen.layers.size() ? seen.layers[l].*column.of : std::numeric_limits<double>::quiet_NaN());
  return values;
}

}  // namespace fallline::training
