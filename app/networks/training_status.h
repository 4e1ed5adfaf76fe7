// How the training of a racer stands, in a few words, and why it is said.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fallline {

enum class Standing { diverged, at_the_edge, gradient_flat, near_saddle, near_minimum, small_gradient, descending };
std::string_view words(Standing standing);  // "near a saddle", …

// ‖∇L‖ is small up to this share of what it was at the start.
inline constexpr double small_gradient_share = 0.05;
// λ_min < 0 counts from this share of max |λ| on: below it, a minimum is hard to tell from its flat surroundings.
inline constexpr double negative_share = 0.01;
// ‖H ∇L‖ / (max |λ| ‖∇L‖) up to which the gradient leads along what is flat.
inline constexpr double flat_share = 1e-3;
// The edge of stability is reached from this share of it on: on average λ_max hovers there (Cohen et al. 2021).
inline constexpr double edge_share = 0.9;

struct TrainingFacts {
  bool diverged = false;
  double gradient_norm = 0, first_gradient_norm = 0;  // here and at the start
  struct Curvature {
    double lambda_min, lambda_max, flatness;
  };
  std::optional<Curvature> curvature = {};  // if it was read
  std::optional<double> edge = {};          // λ_max from which the racer's steps overshoot more than they correct
};

struct TrainingStatus {
  Standing standing;
  std::string why;  // a sentence
};

// The first that holds: diverged; λ_max at the edge; and where ‖∇L‖ is small, gradient-flat, near a saddle, near a
// minimum, or nothing but small as long as λ is not known. Else descending.
TrainingStatus training_status(const TrainingFacts& facts);

}  // namespace fallline
