// What the comparison of networks asks of another library: 2-…-1 networks of tanh, squared error, all in double unless
// it says otherwise, on one core.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string_view>
#include <vector>

namespace fallline::bench {

struct NetworkTask {
  std::vector<std::size_t> widths;  // 2-16-16-1: {2, 16, 16, 1}
  std::vector<double> start;        // parameters, layer by layer: W row by row, then b
  Eigen::MatrixXd x;                // samples × 2
  Eigen::VectorXd y;
  Eigen::MatrixXd points;  // of the grid, one a column
};

// Those that a library leaves out are null.
struct NetworkMethods {
  std::string_view name;
  std::string_view package;  // Debian's and Ubuntu's
  // `steps` steps of Adam (η = 1e-3) from the start on `batch` samples after the other; the mean loss before the last.
  double (*train)(const NetworkTask&, std::size_t batch, std::size_t steps) = nullptr;
  // The loss at every point.
  std::vector<double> (*grid)(const NetworkTask&, bool single) = nullptr;
  // Of the Hessian at the start, ascending: all by the dense matrix; the greatest ones by so many products.
  Eigen::VectorXd (*eigenvalues)(const NetworkTask&) = nullptr;
  Eigen::VectorXd (*top)(const NetworkTask&, Eigen::Index products) = nullptr;
};

NetworkMethods libtorch_networks();
NetworkMethods ensmallen_networks();

}  // namespace fallline::bench
