#include "optimizer_ceilings.h"

#include <cmath>

namespace fallline::bench {
namespace {

using Values = std::span<const double>;

// Each optimizer is a functor (g_x, g_y, p) that changes p; one that looks ahead says from where it wants the gradient.

struct Sgd {
  double eta;
  explicit Sgd(Values v) : eta(v[0]) {}
  void operator()(double gx, double gy, Point& p) {
    p.x -= eta * gx;
    p.y -= eta * gy;
  }
};

struct Momentum {
  double eta, alpha, vx = 0, vy = 0;
  explicit Momentum(Values v) : eta(v[0]), alpha(v[1]) {}
  void operator()(double gx, double gy, Point& p) {
    vx = alpha * vx - eta * gx;
    vy = alpha * vy - eta * gy;
    p.x += vx;
    p.y += vy;
  }
};

struct Nesterov : Momentum {
  using Momentum::Momentum;
  Point from(Point p) const { return {p.x + alpha * vx, p.y + alpha * vy}; }
};

struct AdaGrad {
  double eta, delta, rx = 0, ry = 0;
  explicit AdaGrad(Values v) : eta(v[0]), delta(v[1]) {}
  void operator()(double gx, double gy, Point& p) {
    rx += gx * gx;
    ry += gy * gy;
    p.x -= eta * gx / (delta + std::sqrt(rx));
    p.y -= eta * gy / (delta + std::sqrt(ry));
  }
};

struct RmsProp {
  double eta, rho, delta, rx = 0, ry = 0;
  explicit RmsProp(Values v) : eta(v[0]), rho(v[1]), delta(v[2]) {}
  void operator()(double gx, double gy, Point& p) {
    rx = rho * rx + (1 - rho) * gx * gx;
    ry = rho * ry + (1 - rho) * gy * gy;
    p.x -= eta * gx / std::sqrt(delta + rx);
    p.y -= eta * gy / std::sqrt(delta + ry);
  }
};

struct AdaDelta {
  double eta, rho, epsilon, ex = 0, ey = 0, dx = 0, dy = 0;
  explicit AdaDelta(Values v) : eta(v[0]), rho(v[1]), epsilon(v[2]) {}
  void operator()(double gx, double gy, Point& p) {
    ex = rho * ex + (1 - rho) * gx * gx;
    ey = rho * ey + (1 - rho) * gy * gy;
    const double ux = std::sqrt((dx + epsilon) / (ex + epsilon)) * gx;
    const double uy = std::sqrt((dy + epsilon) / (ey + epsilon)) * gy;
    dx = rho * dx + (1 - rho) * ux * ux;
    dy = rho * dy + (1 - rho) * uy * uy;
    p.x -= eta * ux;
    p.y -= eta * uy;
  }
};

struct Adam {
  double eta, beta1, beta2, delta, power1 = 1, power2 = 1, sx = 0, sy = 0, rx = 0, ry = 0;
  explicit Adam(Values v) : eta(v[0]), beta1(v[1]), beta2(v[2]), delta(v[3]) {}
  void operator()(double gx, double gy, Point& p) {
    power1 *= beta1;
    power2 *= beta2;
    const double c1 = 1 / (1 - power1), c2 = 1 / (1 - power2);
    sx = beta1 * sx + (1 - beta1) * gx;
    sy = beta1 * sy + (1 - beta1) * gy;
    rx = beta2 * rx + (1 - beta2) * gx * gx;
    ry = beta2 * ry + (1 - beta2) * gy * gy;
    p.x -= eta * (sx * c1) / (std::sqrt(rx * c2) + delta);
    p.y -= eta * (sy * c1) / (std::sqrt(ry * c2) + delta);
  }
};

struct Gradient {
  double x, y;
};
Gradient rosenbrock_gradient(Point p) {
  const double w = p.y - p.x * p.x;
  return {-2 * (1 - p.x) - 400 * p.x * w, 200 * w};
}
double rosenbrock(Point p) {
  const double u = 1 - p.x, w = p.y - p.x * p.x;
  return u * u + 100 * w * w;
}

template <class Optimizer>
Point run(Values values, Point p, std::size_t steps) {
  Optimizer optimizer(values);
  for (std::size_t i = 0; i < steps; ++i) {
    Point at = p;
    if constexpr (requires { optimizer.from(p); }) at = optimizer.from(p);
    const Gradient g = rosenbrock_gradient(at);
    optimizer(g.x, g.y, p);
  }
  return p;
}

template <class Optimizer>
Point run_with_rows(Values values, Point p, std::size_t steps, const TraceRows& rows) {
  Optimizer optimizer(values);
  Gradient g = rosenbrock_gradient(p);
  for (std::size_t i = 0; i < steps; ++i) {
    if constexpr (requires { optimizer.from(p); }) g = rosenbrock_gradient(optimizer.from(p));
    optimizer(g.x, g.y, p);
    g = rosenbrock_gradient(p);
    rows.x[i] = p.x;
    rows.y[i] = p.y;
    rows.loss[i] = rosenbrock(p);
    rows.gradient_norm[i] = std::sqrt(g.x * g.x + g.y * g.y);
  }
  return p;
}

template <class Optimizer>
constexpr OptimizerCeiling entry(std::string_view key, double learning_rate) {
  return {key, learning_rate, run<Optimizer>, run_with_rows<Optimizer>};
}

constexpr OptimizerCeiling all[] = {
    entry<Sgd>("sgd", 1e-3),        entry<Momentum>("momentum", 2e-4), entry<Nesterov>("nesterov", 2e-4),
    entry<AdaGrad>("adagrad", 0.5), entry<RmsProp>("rmsprop", 1e-3),   entry<AdaDelta>("adadelta", 1),
    entry<Adam>("adam", 1e-2),
};

}  // namespace

std::span<const OptimizerCeiling> optimizer_ceilings() { return all; }

}  // namespace fallline::bench
