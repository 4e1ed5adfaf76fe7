// The confusion matrix of the racer in focus at the step that is shown; of numbers the residuals.
#pragma once

#include <Eigen/Core>

#include "app/networks/frame.h"

namespace fallline {

// Fills `size` at the cursor.
void draw_confusion(NetworksFrame& frame, ImVec2 size);

// Samples of a row's class that are taken for a column's.
Eigen::MatrixXi confusion_counts(const Dataset& data, const Eigen::MatrixXd& outputs);
// The share of what is taken for a class that is of it, and of what is of it that is taken for it; NaN of nothing.
double precision_of(const Eigen::MatrixXi& counts, Eigen::Index label);
double recall_of(const Eigen::MatrixXi& counts, Eigen::Index label);

}  // namespace fallline
