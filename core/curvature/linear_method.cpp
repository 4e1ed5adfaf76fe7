#include "curvature/linear_method.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace fallline {

using Family = LinearMethod::Family;

Recurrence recurrence(const LinearMethod& m, double lambda) {
  const double q = 1 - m.eta * lambda;
  switch (m.family) {
    case Family::descent:
      return {q, 0};
    case Family::heavy_ball:
      return {m.alpha + q, m.alpha};
    case Family::nesterov:
      return {(1 + m.alpha) * q, m.alpha * q};
    case Family::newton:
      return {1 - m.eta, 0};
    case Family::saddle_free:
      return {1 - std::copysign(m.eta, lambda), 0};
  }
  return {};
}

double spectral_radius(const Recurrence& r) {
  const double square = r.a * r.a - 4 * r.b;
  return square < 0 ? std::sqrt(r.b) : 0.5 * (std::abs(r.a) + std::sqrt(square));
}

bool swings(const Recurrence& r) { return r.a * r.a < 4 * r.b; }

bool has_edge(Family family) { return family != Family::newton && family != Family::saddle_free; }

double stability_edge(Family family, double alpha, double lambda_max) {
  switch (family) {
    case Family::descent:
      return 2 / lambda_max;
    case Family::heavy_ball:
      return 2 * (1 + alpha) / lambda_max;
    case Family::nesterov:
      return 2 * (1 + alpha) / ((1 + 2 * alpha) * lambda_max);
    case Family::newton:
    case Family::saddle_free:
      break;
  }
  return 2;
}

double critical_damping(Family family, double alpha) {
  const double root = family == Family::nesterov ? (1 - alpha) / (1 + alpha) : 1 - std::sqrt(alpha);
  return root * root;
}

Tuning best_tuning(Family family, double low, double high) {
  const double kappa = high / low;
  switch (family) {
    case Family::descent:
      return {2 / (low + high), 0, (kappa - 1) / (kappa + 1)};
    case Family::heavy_ball: {
      const double sum = std::sqrt(high) + std::sqrt(low), root = (std::sqrt(kappa) - 1) / (std::sqrt(kappa) + 1);
      return {4 / (sum * sum), root * root, root};
    }
    case Family::nesterov: {
      const double root = std::sqrt(3 * kappa + 1);
      return {4 / (3 * high + low), (root - 2) / (root + 2), 1 - 2 / root};
    }
    case Family::newton:
    case Family::saddle_free:
      break;
  }
  return {1, 0, 0};
}

double steps_for_tenfold(double rate) {
  if (rate == 1) return std::numeric_limits<double>::infinity();
  return std::numbers::ln10 / std::abs(std::log(rate));
}

}  // namespace fallline
