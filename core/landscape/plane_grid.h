// The loss on a grid over a plane or a line through θ-space, coarse to fine; and the Hessian's extreme eigenvalues.
#pragma once

#include <functional>

#include "curvature/spectrum.h"
#include "landscape/grid.h"
#include "landscape/planes.h"
#include "math/parallel_blocks.h"

namespace fallline {

struct PlaneGridOptions {
  Domain window;                // u from x_min to x_max, v from y_min to y_max
  int columns = 65, rows = 65;  // of a line: one row
  int coarsest = 16;            // distance of the points of the first pass; a power of two
  unsigned threads = all_threads();
};

struct PlaneGridProgress {
  // Between two blocks of points: the share of the points that is there, up to 1.
  std::function<void(double)> share = [](double) {};
  // After a pass: the points whose column and row are multiples of `stride` are there, all others NaN.
  std::function<void(const Grid& grid, int stride)> pass = [](const Grid&, int) {};
};

// Every point is computed once, in passes of half the distance each, and its value depends neither on the threads nor
// on the passes. The edges are points of the grid. A stop request ends it early, with the points that are missing NaN.
// `progress` is called in the thread of the caller. For a picture, nn::SinglePrecision of a network is enough.
Grid evaluate_plane(const Objective& objective, const Plane& plane, const Batch& batch, const PlaneGridOptions& options,
                    std::stop_token stop = {}, const PlaneGridProgress& progress = {});

// λ_min and λ_max of the Hessian over the plane; NaN where they could not be had. By the dense matrix up to
// `most_dense_points` parameters, above by Lanczos.
struct CurvatureGrid {
  Grid lowest, highest;
  double residual = 0;  // the greatest ‖H u − λ u‖ / max |λ|
  std::size_t products = 0;
};
inline constexpr std::size_t most_dense_points = 100;
CurvatureGrid evaluate_plane_curvature(const Objective& objective, const Plane& plane, const Batch& batch,
                                       const PlaneGridOptions& options, std::stop_token stop = {},
                                       const PlaneGridProgress& progress = {});

}  // namespace fallline
