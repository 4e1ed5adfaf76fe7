// Eigenvalues and eigenvectors of a symmetric 2 × 2 matrix, and what they say about a point.
#pragma once

#include <array>
#include <string_view>

#include "objective/surface.h"

namespace fallline {

struct EigenPairs {
  std::array<double, 2> lambda;  // λ₁ ≤ λ₂; NaN when the matrix is not finite
  std::array<Point, 2> u;        // of unit length, u₁ ⟂ u₂
};

// [[xx, xy], [xy, yy]] by one Jacobi rotation: accurate also where the eigenvalues nearly agree.
EigenPairs eigen_pairs(double xx, double xy, double yy);

// Kinds of a critical point, by the signs of λ; `degenerate` where a λ is zero to the tolerance.
enum class Kind { minimum, maximum, saddle, degenerate };
std::string_view key(Kind kind);    // "minimum", …
std::string_view words(Kind kind);  // "local minimum", …

// |λ| ≤ zero_tolerance · max(|λ₁|, |λ₂|, scale) counts as zero; `scale` is the usual size of H around.
inline constexpr double zero_tolerance = 1e-8;
Kind kind_of(const EigenPairs& pairs, double scale);

// The number of negative eigenvalues.
int index_of(const EigenPairs& pairs);

// What the signs mean, in a sentence or two: at a critical point, and at any other (where there is a slope as well).
std::string_view explain(Kind kind);
std::string_view explain_curvature(Kind kind);
std::string_view words_for_curvature(Kind kind);  // "curves up", …

}  // namespace fallline
