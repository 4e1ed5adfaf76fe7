// What networks are measured on: 512 samples of a function of two variables, networks of tanh, the squared error.
#pragma once

#include <cmath>
#include <memory>
#include <string>

#include "math/random.h"
#include "network_ceilings.h"
#include "nn/network_objective.h"

namespace fallline::bench {

inline constexpr std::size_t samples = 512;  // whole packs, and whole batches of 32

inline std::shared_ptr<const Dataset> data() {
  auto made = std::make_shared<Dataset>();
  made->x.resize(samples, 2);
  made->y.resize(samples, 1);
  Random random(4);
  for (Eigen::Index i = 0; i < made->x.rows(); ++i) {
    made->x(i, 0) = 2 * random.uniform() - 1;
    made->x(i, 1) = 2 * random.uniform() - 1;
    made->y(i, 0) = std::sin(3 * made->x(i, 0)) * made->x(i, 1);
  }
  return made;
}

struct Job {
  explicit Job(const NetworkCeiling& c)
      : ceiling(c),
        samples_of(data()),
        spec(nn::network_spec(2, {c.widths.begin() + 1, c.widths.end() - 1}, 1)),
        objective(spec, {"mse"}, samples_of),
        start(nn::initial_parameters(spec, 1)),
        x(samples_of->x.data(), 2 * samples),
        y(samples_of->y.data(), samples) {}
  const NetworkCeiling& ceiling;
  std::shared_ptr<const Dataset> samples_of;
  nn::NetworkSpec spec;
  nn::NetworkObjective objective;
  std::vector<double> start;
  std::span<const double> x, y;
};

inline std::string name(const NetworkCeiling& c) {
  std::string text;
  for (const std::size_t width : c.widths) {
    if (!text.empty()) text += '-';
    text += std::to_string(width);
  }
  return text;
}

inline constexpr std::size_t points = 64;

// On a line through the start.
inline Eigen::MatrixXd points_of(const Job& job) {
  const Eigen::Map<const Eigen::VectorXd> start(job.start.data(), static_cast<Eigen::Index>(job.start.size()));
  return start * Eigen::RowVectorXd::LinSpaced(points, 0.5, 1.8);
}

}  // namespace fallline::bench
