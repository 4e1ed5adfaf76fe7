#include "session/network_planes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "curvature/spectrum.h"
#include "nn/weights.h"

namespace fallline {
namespace {

using Made = std::variant<NetworkPlane, std::string>;

constexpr std::size_t most_points = 200;  // of a path that are looked at: all of a short one
constexpr std::size_t fewest_points = 3;  // two have no plane

bool finite(ConstVector theta) {
  return std::ranges::all_of(theta, [](double v) { return std::isfinite(v); });
}

// The first and the last among them.
std::vector<const NetworkRecord*> thinned(const NetworkPath& path) {
  std::vector<const NetworkRecord*> some;
  const std::size_t count = std::min(path.size(), most_points);
  for (std::size_t i = 0; i < count; ++i) {
    const NetworkRecord& record = *path[count == 1 ? 0 : i * (path.size() - 1) / (count - 1)];
    if (finite(record.theta)) some.push_back(&record);
  }
  return some;
}

double norm(ConstVector theta) {
  return Eigen::Map<const Eigen::VectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size())).norm();
}

// Beside a θ of zeros too there is something to see.
double near(const PlaneSubject& s) { return std::max(0.05 * norm(s.theta), 1e-3); }

// At least `r` to each side of θ.
Domain window_around(const Plane& plane, const PlaneSubject& s, double r) {
  const Projection here = project(plane, s.theta);
  Domain d{here.u, here.u, here.v, here.v};
  for (const NetworkRecord* record : thinned(s.path)) {
    const Projection at = project(plane, record->theta);
    d = {std::min(d.x_min, at.u), std::max(d.x_max, at.u), std::min(d.y_min, at.v), std::max(d.y_max, at.v)};
  }
  const double margin = 0.25 * std::max(d.width(), d.height());
  return {std::min(d.x_min - margin, here.u - r), std::max(d.x_max + margin, here.u + r),
          std::min(d.y_min - margin, here.v - r), std::max(d.y_max + margin, here.v + r)};
}

// `least_radius`: of the part worth seeing, around θ, in the plane's units.
Made with(const PlaneSubject& s, PlaneOr plane, std::string text, std::array<std::string, 2> axes,
          double least_radius) {
  if (auto* why = std::get_if<std::string>(&plane)) return std::move(*why);
  auto& made = std::get<Plane>(plane);
  if (!made.d1.allFinite() || !made.d2.allFinite()) return "plane: its directions are not finite";
  const Domain window = window_around(made, s, least_radius);
  if (const auto why = refuse(window)) return "plane: the path leaves what can be shown: " + *why;
  return NetworkPlane{std::move(made), std::move(text), std::move(axes), window};
}

Made random(const PlaneSubject& s, std::uint64_t seed, std::string_view remark) {
  const nn::NetworkSpec& network = s.setup->parts.training->network();
  // A length of 1 turns each row of weights into another one of its length.
  return with(s, random_plane(s.theta, parameter_runs(network), seed),
              fmt::format("random directions, filter-normalized ({})", remark), {"d₁", "d₂"}, 1);
}

Made until_there_is_a_path(const PlaneSubject& s, std::uint64_t seed) {
  return random(s, seed, "until the path has three points");
}

Made principal(const PlaneSubject& s, std::uint64_t seed) {
  const auto points = thinned(s.path);
  if (points.size() < fewest_points) return until_there_is_a_path(s, seed);
  const auto n = static_cast<Eigen::Index>(s.theta.size());
  Eigen::MatrixXd path(n, static_cast<Eigen::Index>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i)
    path.col(static_cast<Eigen::Index>(i)) = Eigen::Map<const Eigen::VectorXd>(points[i]->theta.data(), n);
  auto found = principal_plane(path, s.theta);
  if (auto* why = std::get_if<std::string>(&found)) return std::move(*why);
  auto& [plane, first, second] = std::get<PrincipalPlane>(found);
  const auto percent = [](double share) { return fmt::format("{:.3g} %", 100 * share); };
  return with(s, std::move(plane), fmt::format("PCA of the path ({} of its variance)", percent(first + second)),
              {fmt::format("PC 1, {}", percent(first)), fmt::format("PC 2, {}", percent(second))}, near(s));
}

Made weights(const PlaneSubject& s, const std::array<std::int64_t, 2>& chosen) {
  const std::vector<nn::ParameterBlock> blocks = nn::layout(s.setup->parts.training->network());
  // What another network had more of.
  const auto at = [&](std::size_t k) { return std::min(static_cast<std::size_t>(chosen[k]), s.theta.size() - 1); };
  const std::string first = nn::parameter_name(blocks, at(0)), second = nn::parameter_name(blocks, at(1));
  return with(s, weights_plane(s.theta, at(0), at(1), first, second),
              fmt::format("{} and {}, all others as they are", first, second), {"Δ " + first, "Δ " + second}, 1);
}

Made eigenvectors(const PlaneSubject& s, const std::stop_token& stop) {
  constexpr std::size_t most_at_once = 400;  // parameters of which all eigenvectors take a moment
  const nn::NetworkObjective& objective = *s.setup->parts.training;
  std::vector<double> memory = s.memory;
  const Batch batch{.memory = memory};
  const Spectrum spectrum =
      s.theta.size() <= most_at_once
          ? dense_spectrum(objective, s.theta, batch, true, stop)
          : extreme_spectrum(objective, s.theta, batch, {.lowest = 1, .highest = 1, .tolerance = 1e-4}, stop);
  const Eigen::Index last = spectrum.lambda.size() - 1;
  if (last < 1) return "plane: the Hessian here has no two eigenvectors; it is not finite";
  const double greatest = spectrum.lambda[last], least = spectrum.lambda[0];
  return with(s, eigenvector_plane(s.theta, spectrum.u.col(last), greatest, spectrum.u.col(0), least),
              fmt::format("eigenvectors of H, λ {:.3g} and {:.3g}", greatest, least),
              {fmt::format("u, λ {:.3g}", greatest), fmt::format("u, λ {:.3g}", least)}, 1);
}

Made points(const PlaneSubject& s, std::uint64_t seed) {
  const auto path = thinned(s.path);
  if (path.size() < fewest_points) return until_there_is_a_path(s, seed);
  return with(s, three_point_plane(path.front()->theta, s.theta, path[path.size() / 2]->theta),
              "start, middle and end of the path", {"start → θ", "beside it"}, near(s));
}

}  // namespace

std::vector<ParameterRun> parameter_runs(const nn::NetworkSpec& network) {
  std::vector<ParameterRun> runs;
  for (const nn::ParameterBlock& block : nn::layout(network))
    runs.push_back({block.offset, block.rows, block.columns, block.name[0] == 'W'});
  return runs;
}

PlaneChoice plane_choice(const NetworkView& view) {
  PlaneChoice choice{.kind = view.plane};
  if (view.plane == PlaneKind::weights) choice.weights = view.weights;
  if (view.plane == PlaneKind::random) choice.seed = view.plane_seed;
  return choice;
}

Made network_plane(const PlaneSubject& subject, const PlaneChoice& choice, std::stop_token stop) {
  if (!finite(subject.theta)) return "plane: the parameters are not finite here";
  switch (choice.kind) {
    case PlaneKind::path:
      return principal(subject, choice.seed);
    case PlaneKind::random:
      return random(subject, choice.seed, fmt::format("seed {}", choice.seed));
    case PlaneKind::weights:
      return weights(subject, choice.weights);
    case PlaneKind::eigenvectors:
      return eigenvectors(subject, stop);
    case PlaneKind::points:
      break;
  }
  return points(subject, choice.seed);
}

}  // namespace fallline
