#include "landscape/planes.h"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>

#include "math/orientation.h"
#include "math/random.h"

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

Eigen::Map<const VectorXd> map(ConstVector v) { return {v.data(), static_cast<Index>(v.size())}; }

// What is left of x beside the unit vector d. Twice, for where little is left.
VectorXd beside(const VectorXd& d, VectorXd x) {
  x -= d.dot(x) * d;
  x -= d.dot(x) * d;
  return x;
}

// Less than this share of a vector is what rounding leaves of it.
constexpr double rounding = 1e-12;

// The coordinate direction that d has least of, made orthogonal to it.
VectorXd any_beside(const VectorXd& d) {
  Index at = 0;
  d.cwiseAbs().minCoeff(&at);
  return beside(d, VectorXd::Unit(d.size(), at)).normalized();
}

// Normal numbers, then every row as long as it is in θ.
VectorXd filter_normalized(ConstVector theta, std::span<const ParameterRun> runs, Random random) {
  VectorXd d = VectorXd::Zero(static_cast<Index>(theta.size()));
  for (const ParameterRun& run : runs) {
    if (!run.is_weight) continue;
    for (std::size_t row = 0; row < run.rows; ++row) {
      const auto begin = static_cast<Index>(run.offset + row * run.columns), length = static_cast<Index>(run.columns);
      auto filter = d.segment(begin, length);
      random.normal({filter.data(), run.columns});
      filter *= map(theta).segment(begin, length).norm() / filter.norm();
    }
  }
  return d;
}

}  // namespace

void point_on(const Plane& plane, double u, double v, Eigen::Ref<VectorXd> theta) {
  if (plane.line())
    theta = plane.origin + u * plane.d1;
  else
    theta = plane.origin + u * plane.d1 + v * plane.d2;
}

Projection project(const Plane& plane, ConstVector theta) {
  VectorXd left = map(theta) - plane.origin;
  Projection p{0, 0, 0};
  const double length = plane.d1.norm();
  const VectorXd q1 = plane.d1 / length;
  if (plane.line()) {
    p.u = q1.dot(left) / length;
    left -= p.u * plane.d1;
  } else {
    // d₂ = shear d₁ + the part beside it, which v alone can reach.
    const VectorXd part = beside(q1, plane.d2);
    p.v = part.dot(left) / part.squaredNorm();
    left -= p.v * plane.d2;
    p.u = q1.dot(left) / length;
    left -= p.u * plane.d1;
  }
  p.distance = left.norm();
  return p;
}

PlaneOr weights_plane(ConstVector theta, std::size_t i, std::size_t j, std::string_view first_name,
                      std::string_view second_name) {
  const std::size_t n = theta.size();
  for (const std::size_t k : {i, j})
    if (k >= n) return fmt::format("plane: there is no parameter {}: numbers from 0 to {} are expected", k, n - 1);
  if (i == j) return fmt::format("plane: parameter {} twice: two different parameters are expected", i);
  const auto size = static_cast<Index>(n);
  return Plane{map(theta), VectorXd::Unit(size, static_cast<Index>(i)), VectorXd::Unit(size, static_cast<Index>(j)),
               fmt::format("Two parameters, {} and {}; all others stay.", first_name, second_name)};
}

PlaneOr random_plane(ConstVector theta, std::span<const ParameterRun> runs, std::uint64_t seed) {
  const VectorXd d1 = filter_normalized(theta, runs, Random(seed, 1));
  const VectorXd d2 = filter_normalized(theta, runs, Random(seed, 2));
  if (!(d1.norm() > 0)) return "plane: all weights are zero, so filter-normalized directions have no length";
  if (!(beside(d1.normalized(), d2).norm() > rounding * d2.norm()))
    return "plane: directions of chance coincide where fewer than two weights of a row are free";
  return Plane{
      map(theta), d1, d2,
      fmt::format("Two random directions (seed {}), filter-normalized: along each row of the weights as long as "
                  "the row itself, zero along biases and normalization.",
                  seed)};
}

std::variant<PrincipalPlane, std::string> principal_plane(const Eigen::MatrixXd& path, ConstVector theta) {
  const Index n = path.rows(), points = path.cols();
  assert(n == static_cast<Index>(theta.size()));
  if (n < 2) return "plane: one parameter has a line and no plane";
  if (points < 2) return "plane: principal components need two points of the path or more";
  if (!path.allFinite()) return "plane: the path has points that are not finite";
  const Eigen::MatrixXd centred = path.colwise() - path.rowwise().mean();
  // The lesser one of the two products with itself; they share all eigenvalues that are not zero.
  const bool many = points > n;
  Eigen::MatrixXd gram;
  if (many)
    gram.noalias() = centred * centred.transpose();
  else
    gram.noalias() = centred.transpose() * centred;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(gram);
  const Index last = gram.rows() - 1;
  const double total = gram.trace();
  if (!(total > 0)) return "plane: the path does not move";
  const auto component = [&](Index i) -> VectorXd {
    const VectorXd v = eigen.eigenvectors().col(last - i);
    return many ? v : VectorXd(centred * v);
  };
  Eigen::MatrixXd d(n, 2);
  d.col(0) = component(0).normalized();
  const double first = eigen.eigenvalues()[last] / total, second = std::max(0.0, eigen.eigenvalues()[last - 1] / total);
  const bool straight = !(second > rounding);
  d.col(1) = straight ? any_beside(d.col(0)) : beside(d.col(0), component(1)).normalized();
  orient(d);
  return PrincipalPlane{
      {map(theta), d.col(0), d.col(1),
       straight
           ? std::string("The path is straight: along it, and along one parameter made orthogonal to it.")
           : fmt::format("The two leading principal components of the path, {:.1f} % and {:.1f} % of its variance.",
                         100 * first, 100 * second)},
      first,
      straight ? 0 : second};
}

Plane eigenvector_plane(ConstVector theta, const VectorXd& first, double first_lambda, const VectorXd& second,
                        double second_lambda) {
  return {map(theta), first, second,
          fmt::format("Two eigenvectors of the Hessian, λ = {:.4g} and λ = {:.4g}.", first_lambda, second_lambda)};
}

PlaneOr three_point_plane(ConstVector a, ConstVector b, ConstVector c) {
  assert(a.size() == b.size() && a.size() == c.size());
  const VectorXd ab = map(b) - map(a), ac = map(c) - map(a);
  if (!(ab.norm() > 0)) return "plane: the first two points are one; three different points are expected";
  const VectorXd d1 = ab.normalized(), d2 = beside(d1, ac);
  if (!(d2.norm() > rounding * ac.norm()))
    return "plane: the three points lie on one line; points that span a plane are expected";
  return Plane{map(a), d1, d2.normalized(), "Through three points of the path; axes orthonormal."};
}

PlaneOr line_between(ConstVector a, ConstVector b) {
  assert(a.size() == b.size());
  const VectorXd ab = map(b) - map(a);
  if (!(ab.norm() > 0)) return "line: its two ends are one point; two different points are expected";
  return Plane{map(a), ab, {}, "The line between two points: u = 0 at the first, u = 1 at the second."};
}

}  // namespace fallline
