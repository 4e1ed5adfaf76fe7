#include "landscape/plane_grid.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <mutex>

namespace fallline {
namespace {

using Eigen::Index;

// The numbers of a block of points: half a megabyte stays near the core that works on it. Where memory allows, there
// are enough of them to fill the lanes of an objective that takes points side by side.
constexpr std::size_t numbers_of_block = std::size_t{1} << 16, most_of_block = 64;
constexpr std::size_t most_numbers_of_block = std::size_t{1} << 18, lanes_of_block = 16;

std::size_t points_of_block(std::size_t dimension) {
  const std::size_t least = std::clamp<std::size_t>(most_numbers_of_block / dimension, 1, lanes_of_block);
  return std::clamp(numbers_of_block / dimension, least, most_of_block);
}

struct Cell {
  int column, row;
};

// The points of a pass that no coarser one has had.
std::vector<Cell> cells_of_pass(const PlaneGridOptions& o, int stride) {
  std::vector<Cell> cells;
  for (int row = 0; row < o.rows; row += stride)
    for (int column = 0; column < o.columns; column += stride)
      if (stride == o.coarsest || column % (2 * stride) != 0 || row % (2 * stride) != 0) cells.push_back({column, row});
  return cells;
}

// Between the ends, which are exact.
double coordinate(double from, double to, int i, int count) {
  return count == 1 ? from : std::lerp(from, to, static_cast<double>(i) / (count - 1));
}

Grid empty_grid(const PlaneGridOptions& o) {
  Grid grid{o.window, o.columns, o.rows, {}};
  grid.values.assign(static_cast<std::size_t>(o.columns) * static_cast<std::size_t>(o.rows),
                     std::numeric_limits<double>::quiet_NaN());
  return grid;
}

std::size_t index(const PlaneGridOptions& o, Cell c) {
  return static_cast<std::size_t>(c.row) * static_cast<std::size_t>(o.columns) + static_cast<std::size_t>(c.column);
}

void place(const Plane& plane, const PlaneGridOptions& o, Cell c, Eigen::Ref<Eigen::VectorXd> theta) {
  point_on(plane, coordinate(o.window.x_min, o.window.x_max, c.column, o.columns),
           coordinate(o.window.y_min, o.window.y_max, c.row, o.rows), theta);
}

// Pass after pass, work(cells) for blocks of cells; shown(stride) after each pass.
template <class Work, class Shown>
void in_passes(const PlaneGridOptions& o, std::size_t block, const std::stop_token& stop,
               const PlaneGridProgress& progress, const Work& work, const Shown& shown) {
  assert(o.columns >= 1 && o.rows >= 1 && std::has_single_bit(static_cast<unsigned>(o.coarsest)));
  const double total = static_cast<double>(o.columns) * o.rows;
  std::size_t before = 0;
  for (int stride = o.coarsest; stride >= 1 && !stop.stop_requested(); stride /= 2) {
    const std::vector<Cell> cells = cells_of_pass(o, stride);
    const std::size_t blocks = (cells.size() + block - 1) / block;
    const auto cells_of = [&](std::size_t i) {
      return std::span(cells).subspan(i * block, std::min(block, cells.size() - i * block));
    };
    for_each_block(
        blocks, o.threads, stop, [&](std::size_t i) { work(cells_of(i)); },
        [&](std::size_t done) {
          progress.share(static_cast<double>(before + std::min(done * block, cells.size())) / total);
        });
    if (stop.stop_requested()) return;
    before += cells.size();
    progress.share(static_cast<double>(before) / total);
    shown(stride);
  }
}

}  // namespace

Grid evaluate_plane(const Objective& objective, const Plane& plane, const Batch& batch, const PlaneGridOptions& o,
                    std::stop_token stop, const PlaneGridProgress& progress) {
  assert(!plane.line() || o.rows == 1);
  const std::size_t n = objective.dimension();
  Grid grid = empty_grid(o);
  const auto work = [&](std::span<const Cell> cells) {
    const auto count = static_cast<Index>(cells.size());
    Eigen::MatrixXd points(static_cast<Index>(n), count);
    std::vector<double> losses(cells.size());
    for (Index i = 0; i < count; ++i) place(plane, o, cells[static_cast<std::size_t>(i)], points.col(i));
    objective.values(points, losses, batch);
    for (std::size_t i = 0; i < cells.size(); ++i) grid.values[index(o, cells[i])] = losses[i];
  };
  in_passes(o, points_of_block(n), stop, progress, work, [&](int stride) { progress.pass(grid, stride); });
  return grid;
}

CurvatureGrid evaluate_plane_curvature(const Objective& objective, const Plane& plane, const Batch& batch,
                                       const PlaneGridOptions& o, std::stop_token stop,
                                       const PlaneGridProgress& progress) {
  assert(!plane.line() || o.rows == 1);
  CurvatureGrid result{empty_grid(o), empty_grid(o)};
  std::mutex mutex;  // of the residual and the count
  const auto work = [&](std::span<const Cell> cells) {
    std::vector<double> theta(objective.dimension());
    place(plane, o, cells[0], Eigen::Map<Eigen::VectorXd>(theta.data(), static_cast<Index>(theta.size())));
    const Spectrum s = theta.size() <= most_dense_points
                           ? dense_spectrum(objective, theta, batch, true, stop)
                           : extreme_spectrum(objective, theta, batch, {.highest = 1, .tolerance = 1e-4}, stop);
    const std::lock_guard lock(mutex);
    result.products += s.products;
    if (s.lambda.size() == 0) return;
    const double low = s.lambda[0], high = s.lambda[s.lambda.size() - 1];
    result.lowest.values[index(o, cells[0])] = low;
    result.highest.values[index(o, cells[0])] = high;
    const double size = std::max(std::abs(low), std::abs(high));
    if (size > 0) result.residual = std::max(result.residual, s.residuals.maxCoeff() / size);
  };
  in_passes(o, 1, stop, progress, work, [&](int stride) { progress.pass(result.highest, stride); });
  return result;
}

}  // namespace fallline
