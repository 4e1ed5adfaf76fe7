// The way out of a saddle: along the eigenvector of a negative eigenvalue, where L falls to both sides.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "session/network_session.h"

namespace fallline {

struct Escape {
  double length = 0;  // along u; 0: L falls to neither side
  double loss = 0;    // there
};

// Of the lengths ±2ᵏ times `shortest`, the one at which L is lowest, if that is lower than at θ. `u` is of unit length.
Escape find_escape(const Objective& objective, ConstVector theta, ConstVector memory, const Eigen::VectorXd& u,
                   double shortest);

// Moves the racer of this colour from the step shown on; it stays where it is if its parameters are not u's, or if L
// falls to neither side.
void escape_along(NetworkSession& session, int colour, const Eigen::VectorXd& u);

}  // namespace fallline
