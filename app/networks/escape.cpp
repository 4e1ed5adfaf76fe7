#include "app/networks/escape.h"

#include <algorithm>

namespace fallline {
namespace {

constexpr int lengths = 12;              // on each side
constexpr double shortest_share = 1e-3;  // of ‖θ‖

std::vector<double> moved(ConstVector theta, const Eigen::VectorXd& u, double length) {
  std::vector<double> result(theta.begin(), theta.end());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += length * u[static_cast<Eigen::Index>(i)];
  return result;
}

}  // namespace

Escape find_escape(const Objective& objective, ConstVector theta, ConstVector memory, const Eigen::VectorXd& u,
                   double shortest) {
  std::vector<double> averages(memory.begin(), memory.end());
  const Batch batch{.memory = averages};
  Escape best{0, objective.value(theta, batch)};
  double length = shortest;
  for (int k = 0; k < lengths; ++k, length *= 2)
    for (const double along : {length, -length})
      if (const double loss = objective.value(moved(theta, u, along), batch); loss < best.loss) best = {along, loss};
  return best;
}

void escape_along(NetworkSession& session, int colour, const Eigen::VectorXd& u) {
  const auto snapshot = session.snapshot();
  const auto racer = std::ranges::find_if(snapshot->racers, [&](const auto& r) { return r.spec.colour == colour; });
  if (racer == snapshot->racers.end() || static_cast<Eigen::Index>(racer->theta.size()) != u.size()) return;
  const double size = Eigen::Map<const Eigen::VectorXd>(racer->theta.data(), u.size()).norm();
  const Escape escape =
      find_escape(racer->objective(), racer->theta, racer->memory, u, shortest_share * std::max(size, 1e-3));
  if (escape.length != 0) session.move_parameters(colour, moved(racer->theta, u, escape.length));
}

}  // namespace fallline
