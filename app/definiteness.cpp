#include "app/definiteness.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

constexpr double nothing = 1e-6;  // of the largest |λ|

struct Eigenvalues {
  Grid low, high;
};

Eigenvalues evaluate(const Surface& surface, const Domain& window, int columns, int rows) {
  const auto n = static_cast<std::size_t>(columns);
  std::vector<double> x(n), y(n), xx(n), xy(n), yy(n);
  for (std::size_t i = 0; i < n; ++i)
    x[i] = window.x_min + window.width() * static_cast<double>(i) / static_cast<double>(columns - 1);
  Eigenvalues lambda{{window, columns, rows, {}}, {window, columns, rows, {}}};
  for (Grid* grid : {&lambda.low, &lambda.high}) grid->values.reserve(n * static_cast<std::size_t>(rows));
  for (int j = 0; j < rows; ++j) {
    std::fill(y.begin(), y.end(), window.y_min + window.height() * j / (rows - 1));
    surface.derivatives(x, y, {.xx = xx.data(), .xy = xy.data(), .yy = yy.data()});
    for (std::size_t i = 0; i < n; ++i) {
      const double mean = 0.5 * (xx[i] + yy[i]), half = 0.5 * (xx[i] - yy[i]);
      const double radius = std::sqrt(half * half + xy[i] * xy[i]);
      lambda.low.values.push_back(mean - radius);
      lambda.high.values.push_back(mean + radius);
    }
  }
  return lambda;
}

}  // namespace

Definiteness evaluate_definiteness(const Surface& surface, const Domain& window, int columns, int rows) {
  Eigenvalues lambda = evaluate(surface, window, columns, rows);
  const std::size_t nodes = lambda.low.values.size();
  double largest = 0;
  for (std::size_t i = 0; i < nodes; ++i)
    if (const double size = std::max(std::abs(lambda.low.values[i]), std::abs(lambda.high.values[i]));
        std::isfinite(size))
      largest = std::max(largest, size);
  Definiteness d{window, columns, rows, {}, {}, {}};
  std::array<double, 4> counts{};
  for (std::size_t i = 0; i < nodes; ++i) {
    double &low = lambda.low.values[i], &high = lambda.high.values[i];
    if (std::abs(low) <= nothing * largest) low = 0;
    if (std::abs(high) <= nothing * largest) high = 0;
    const Sign sign = !std::isfinite(low + high) ? Sign::unknown
                      : low >= 0                 ? Sign::positive
                      : high > 0                 ? Sign::indefinite
                                                 : Sign::negative;
    d.signs.push_back(sign);
    counts[static_cast<std::size_t>(sign)] += 1;
  }
  const double known = std::max(1.0, counts[0] + counts[1] + counts[2]);
  for (std::size_t k = 0; k < 3; ++k) d.shares[k] = counts[k] / known;
  constexpr double zero[] = {0};
  d.borders = {iso_lines(lambda.low, zero), iso_lines(lambda.high, zero)};
  return d;
}

}  // namespace fallline
