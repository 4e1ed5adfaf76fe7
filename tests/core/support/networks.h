// Experiments with networks that tests train.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "math/random.h"
#include "training/network_experiment.h"

namespace fallline::test {

inline Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  Eigen::MatrixXd m(rows, columns);
  Random random(seed);
  for (double& v : m.reshaped()) v = random.normal();
  return m;
}

// Standard normal features, classes by turns.
inline Dataset random_classes(std::size_t count, std::size_t features, int classes) {
  Dataset data{.x = random_matrix(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(features), 11),
               .y = Eigen::MatrixXd(static_cast<Eigen::Index>(count), 0),
               .classes = classes};
  for (std::size_t i = 0; i < count; ++i) data.label.push_back(static_cast<int>(i) % classes);
  return data;
}

inline Dataset numbers(Eigen::MatrixXd x, Eigen::MatrixXd y) { return {.x = std::move(x), .y = std::move(y)}; }

inline training::Setup setup_of(const training::NetworkExperiment& e) {
  auto setup = training::set_up(e, std::get<Dataset>(training::load(e.data)));
  if (const auto* why = std::get_if<std::string>(&setup)) ADD_FAILURE() << *why;
  return std::get<training::Setup>(std::move(setup));
}

// Why the experiment is refused; empty if it is not.
inline std::string refusal(const training::NetworkExperiment& e) {
  const auto data = training::load(e.data);
  if (const auto* why = std::get_if<std::string>(&data)) return *why;
  const auto setup = training::set_up(e, std::get<Dataset>(data));
  const auto* why = std::get_if<std::string>(&setup);
  return why ? *why : "";
}

}  // namespace fallline::test
