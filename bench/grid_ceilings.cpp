#include "grid_ceilings.h"

#include <cmath>
#include <numbers>

#include "math/pack.h"

namespace fallline::bench {
namespace {

using std::numbers::pi;

// Each surface as the formulas a person would derive and write down: value(x, y) and all(x, y).

Pack sq(Pack t) { return t * t; }

struct Himmelblau {
  static Pack value(Pack x, Pack y) { return sq(x * x + y - 11) + sq(x + y * y - 7); }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const Pack u = x * x + y - 11, v = x + y * y - 7;
    return {u * u + v * v,         4 * x * u + 2 * v, 2 * u + 4 * y * v,
            8 * x * x + 4 * u + 2, 4 * (x + y),       8 * y * y + 4 * v + 2};
  }
};

struct Rosenbrock {
  static Pack value(Pack x, Pack y) { return sq(1 - x) + 100 * sq(y - x * x); }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const Pack u = 1 - x, w = y - x * x;
    return {u * u + 100 * w * w, -2 * u - 400 * x * w, 200 * w, 2 - 400 * w + 800 * x * x, -400 * x, 200};
  }
};

struct Beale {
  static Pack value(Pack x, Pack y) {
    return sq(1.5 - x + x * y) + sq(2.25 - x + x * y * y) + sq(2.625 - x + x * y * y * y);
  }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const Pack y2 = y * y, y3 = y2 * y, p = y - 1, q = y2 - 1, r = y3 - 1;
    const Pack a = 1.5 + x * p, b = 2.25 + x * q, c = 2.625 + x * r;
    const Pack s = a + 2 * y * b + 3 * y2 * c;  // ∂L/∂y = 2 x s
    return {a * a + b * b + c * c,
            2 * (p * a + q * b + r * c),
            2 * x * s,
            2 * (p * p + q * q + r * r),
            2 * s + 2 * x * (p + 2 * y * q + 3 * y2 * r),
            2 * x * (x * (1 + 4 * y2 + 9 * y2 * y2) + 2 * b + 6 * y * c)};
  }
};

struct Quadratic {  // κ = 20, φ = 30°
  static constexpr double xx = 0.5 * (0.75 + 20 * 0.25), yy = 0.5 * (0.25 + 20 * 0.75);
  static constexpr double xy = (1 - 20) * 0.43301270189221932;
  static Pack value(Pack x, Pack y) { return xx * x * x + xy * x * y + yy * y * y; }
  static Derivatives<Pack> all(Pack x, Pack y) {
    return {xx * x * x + xy * x * y + yy * y * y, 2 * xx * x + xy * y, xy * x + 2 * yy * y, 2 * xx, xy, 2 * yy};
  }
};

struct StyblinskiTang {
  static Pack value(Pack x, Pack y) {
    const Pack x2 = x * x, y2 = y * y;
    return 0.5 * ((x2 - 16) * x2 + 5 * x + (y2 - 16) * y2 + 5 * y);
  }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const Pack x2 = x * x, y2 = y * y;
    return {value(x, y), (2 * x2 - 16) * x + 2.5, (2 * y2 - 16) * y + 2.5, 6 * x2 - 16, 0, 6 * y2 - 16};
  }
};

struct SixHumpCamel {
  static Pack value(Pack x, Pack y) {
    const Pack x2 = x * x, y2 = y * y;
    return (4 - 2.1 * x2 + x2 * x2 * (1.0 / 3)) * x2 + x * y + (4 * y2 - 4) * y2;
  }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const Pack x2 = x * x, y2 = y * y, x4 = x2 * x2;
    return {(4 - 2.1 * x2 + x4 * (1.0 / 3)) * x2 + x * y + (4 * y2 - 4) * y2,
            (8 - 8.4 * x2 + 2 * x4) * x + y,
            x + (16 * y2 - 8) * y,
            8 - 25.2 * x2 + 10 * x4,
            1,
            48 * y2 - 8};
  }
};

struct Saddle {
  static Pack value(Pack x, Pack y) { return x * x - y * y; }
  static Derivatives<Pack> all(Pack x, Pack y) { return {x * x - y * y, 2 * x, -2 * y, 2, 0, -2}; }
};

struct MonkeySaddle {
  static Pack value(Pack x, Pack y) { return x * (x * x - 3 * y * y); }
  static Derivatives<Pack> all(Pack x, Pack y) {
    return {x * (x * x - 3 * y * y), 3 * (x * x - y * y), -6 * x * y, 6 * x, -6 * y, -6 * x};
  }
};

struct DegenerateBowl {
  static Pack value(Pack x, Pack y) { return x * x + sq(y * y); }
  static Derivatives<Pack> all(Pack x, Pack y) { return {x * x + sq(y * y), 2 * x, 4 * y * y * y, 2, 0, 12 * y * y}; }
};

// These two rest on the Pack's own sine, cosine and exponential, as ours do.

struct Rastrigin {
  static Pack value(Pack x, Pack y) { return 20.0 + x * x + y * y - 10.0 * (cos(2 * pi * x) + cos(2 * pi * y)); }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const SinCos u = sincos(2 * pi * x), v = sincos(2 * pi * y);
    return {20.0 + x * x + y * y - 10.0 * (u.cos + v.cos),
            2.0 * x + 20 * pi * u.sin,
            2.0 * y + 20 * pi * v.sin,
            2.0 + 40 * pi * pi * u.cos,
            0.0,
            2.0 + 40 * pi * pi * v.cos};
  }
};

struct Ackley {
  static Pack value(Pack x, Pack y) {
    return (20 + std::numbers::e) - 20.0 * exp(-0.2 * sqrt(0.5 * (x * x + y * y))) -
           exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y)));
  }
  static Derivatives<Pack> all(Pack x, Pack y) {
    const SinCos u = sincos(2 * pi * x), v = sincos(2 * pi * y);
    // r = √(½(x² + y²)): ∂r/∂x = x/2r. a = 20 exp(−r/5), b = exp(½(cos 2πx + cos 2πy)).
    const Pack r2 = 0.5 * (x * x + y * y), inverse = 1.0 / sqrt(r2), r = r2 * inverse;
    const Pack a = 20.0 * exp(-0.2 * r), b = exp(0.5 * (u.cos + v.cos));
    const Pack rx = 0.5 * x * inverse, ry = 0.5 * y * inverse, half = 0.5 * inverse;
    const Pack bx = -pi * u.sin, by = -pi * v.sin;
    const Pack slope = 0.2 * a, bend = slope * (inverse + 0.2);
    return {(20 + std::numbers::e) - a - b,
            slope * rx - b * bx,
            slope * ry - b * by,
            slope * half - bend * rx * rx - b * (bx * bx - 2 * pi * pi * u.cos),
            -(bend * rx * ry) - b * bx * by,
            slope * half - bend * ry * ry - b * (by * by - 2 * pi * pi * v.cos)};
  }
};

template <class Surface>
void value(const double* x, const double* y, std::size_t count, const DerivativeRows& rows) {
  double* const value = rows.value;
  for (std::size_t i = 0; i < count; i += Pack::lanes)
    Surface::value(Pack::load(x + i), Pack::load(y + i)).store(value + i);
}

template <class Surface>
void all(const double* x, const double* y, std::size_t count, const DerivativeRows& rows) {
  const auto [value, gx, gy, xx, xy, yy] = rows;
  for (std::size_t i = 0; i < count; i += Pack::lanes) {
    const auto d = Surface::all(Pack::load(x + i), Pack::load(y + i));
    d.value.store(value + i), d.x.store(gx + i), d.y.store(gy + i);
    d.xx.store(xx + i), d.xy.store(xy + i), d.yy.store(yy + i);
  }
}

template <class Surface>
constexpr GridCeiling entry(std::string_view key) {
  return {key, value<Surface>, all<Surface>};
}

constexpr GridCeiling ceilings[] = {
    entry<Himmelblau>("himmelblau"),
    entry<Rosenbrock>("rosenbrock"),
    entry<Beale>("beale"),
    entry<Quadratic>("quadratic"),
    entry<StyblinskiTang>("styblinski_tang"),
    entry<SixHumpCamel>("six_hump_camel"),
    entry<Ackley>("ackley"),
    entry<Rastrigin>("rastrigin"),
    entry<Saddle>("saddle"),
    entry<MonkeySaddle>("monkey_saddle"),
    entry<DegenerateBowl>("degenerate"),
};

}  // namespace

std::span<const GridCeiling> grid_ceilings() { return ceilings; }

}  // namespace fallline::bench
