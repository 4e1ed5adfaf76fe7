#include "objective/gaussian_blur.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

// In one direction: along lines of `count` numbers a `step` apart, that begin `next` apart. Beyond its ends a line goes
// on as it ends.
void blur(std::vector<double>& values, const std::vector<double>& weights, int lines, int count, int next, int step) {
  const int radius = static_cast<int>(weights.size()) - 1;
  std::vector<double> line(static_cast<std::size_t>(count));
  for (int l = 0; l < lines; ++l) {
    double* const begin = &values[static_cast<std::size_t>(l * next)];
    for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = begin[i * step];
    const auto at = [&](int i) { return line[static_cast<std::size_t>(std::clamp(i, 0, count - 1))]; };
    for (int i = 0; i < count; ++i) {
      double sum = weights[0] * at(i);
      for (int k = 1; k <= radius; ++k) sum += weights[static_cast<std::size_t>(k)] * (at(i - k) + at(i + k));
      begin[i * step] = sum;
    }
  }
}

// Weights of the pixel itself and of those k away on each side; their sum over both sides is 1.
std::vector<double> gaussian(double sigma) {
  constexpr double reach = 4;  // in σ; what is left out is below a thousandth of a level of grey
  std::vector<double> weights{1};
  double sum = 1;
  for (int k = 1; k <= reach * sigma; ++k) {
    weights.push_back(std::exp(-0.5 * (k / sigma) * (k / sigma)));
    sum += 2 * weights.back();
  }
  for (double& w : weights) w /= sum;
  return weights;
}

}  // namespace

void gaussian_blur(std::vector<double>& values, int columns, int rows, double sigma) {
  const std::vector<double> weights = gaussian(sigma);
  blur(values, weights, rows, columns, columns, 1);
  blur(values, weights, columns, rows, 1, columns);
}

}  // namespace fallline
