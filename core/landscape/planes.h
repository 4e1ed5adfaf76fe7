// Planes through θ-space, θ(u, v) = θ* + u d₁ + v d₂, on which the loss of n parameters is seen as a surface; lines, of
// one direction; and the projection of θ on them.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "objective/objective.h"

namespace fallline {

struct Plane {
  Eigen::VectorXd origin, d1, d2;  // d₂ of no entries: a line
  std::string text;                // which plane it is, in a sentence

  bool line() const { return d2.size() == 0; }
};

// θ(u, v), written to `theta`.
void point_on(const Plane& plane, double u, double v, Eigen::Ref<Eigen::VectorXd> theta);

// The point of the plane nearest to θ, and the distance left out, ‖θ − θ(u, v)‖. On a line v = 0.
struct Projection {
  double u, v, distance;
};
Projection project(const Plane& plane, ConstVector theta);

// A plane, or why there is none: what is wrong and what is expected.
using PlaneOr = std::variant<Plane, std::string>;

// Along parameters i and j, counted from 0; names for the text.
PlaneOr weights_plane(ConstVector theta, std::size_t i, std::size_t j, std::string_view first_name,
                      std::string_view second_name);

// Parameters that belong together: a matrix of weights, row by row, a row for each unit; or something else, such as
// biases.
struct ParameterRun {
  std::size_t offset, rows, columns;
  bool is_weight;
};
// Two directions of chance, filter-normalized: of every row of a matrix of weights, the direction has the length that
// the row has in θ*; in all else (biases, normalization, slopes) it is zero. Source: Li, Xu, Taylor, Studer &
// Goldstein, NeurIPS 2018, §4, with the biases left alone as in their code.
PlaneOr random_plane(ConstVector theta, std::span<const ParameterRun> runs, std::uint64_t seed);

// The two leading principal components of a path, n × points, about its mean; through θ*, mostly the last point. With
// the shares of the path's variance along them. Time and memory grow with the square of the lesser of n and the points:
// a long path is to be thinned out.
struct PrincipalPlane {
  Plane plane;
  double first_share = 0, second_share = 0;
};
std::variant<PrincipalPlane, std::string> principal_plane(const Eigen::MatrixXd& path, ConstVector theta);

// Along two eigenvectors of the Hessian at θ, of unit length.
Plane eigenvector_plane(ConstVector theta, const Eigen::VectorXd& first, double first_lambda,
                        const Eigen::VectorXd& second, double second_lambda);

// Through three points: a is the origin, b lies on the u-axis; the axes are orthonormal.
PlaneOr three_point_plane(ConstVector a, ConstVector b, ConstVector c);

// θ(u) = a + u (b − a): at a for u = 0, at b for u = 1. Source: Goodfellow, Vinyals & Saxe, ICLR 2015.
PlaneOr line_between(ConstVector a, ConstVector b);

}  // namespace fallline
