// InputPlane: the part of the input space that views show. Of networks with two inputs or more the first two features,
// the others at the mean of the training samples; of one input a stretch of it.
#pragma once

#include "objective/surface.h"
#include "training/watch.h"

namespace fallline {

struct InputPlane {
  Domain window;            // around the samples of all parts; of one input only x counts
  Eigen::RowVectorXd rest;  // a value for each input
  bool curve() const { return rest.size() == 1; }
};

InputPlane input_plane(const training::Parts& parts);

// Inputs at the middles of columns × rows cells, row by row from below: a sample each.
Eigen::MatrixXd inputs_on(const InputPlane& plane, int columns, int rows);

}  // namespace fallline
