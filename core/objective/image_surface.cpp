#include "objective/image_surface.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "objective/bspline.h"
#include "objective/gaussian_blur.h"

namespace fallline {
namespace {

constexpr double longer_side = 6;

constexpr Parameter parameters_table[] = {
    {"depth", "d", "Depth", 10, 0.1, 100, Scale::log, "How far white lies above black.", 1e-6, 1e6},
    {"smoothing", "σ", "Smoothing σ", 2, 0, 16, Scale::linear,
     "Standard deviation, in pixels, of a Gaussian blur: it turns steps of grey into slopes.", 0, 32},
};

double scale_of(int columns, int rows) { return std::max(columns, rows) / longer_side; }

// Four coefficients beside each other, moving together through the spline in y.
typedef double Four __attribute__((vector_size(4 * sizeof(double))));
typedef double FourAnywhere __attribute__((vector_size(4 * sizeof(double)), aligned(alignof(double)), may_alias));

Four four(const double* from) { return *reinterpret_cast<const FourAnywhere*>(from); }

Cubic<Four> piece_in_y(const double* below, std::size_t stride) {
  return spline_piece(four(below), four(below + stride), four(below + 2 * stride), four(below + 3 * stride));
}
Cubic<double> piece_in_x(Four c) { return spline_piece(c[0], c[1], c[2], c[3]); }
Cubic<double> piece_in_x(const double* c) { return spline_piece(c[0], c[1], c[2], c[3]); }

}  // namespace

std::span<const Parameter> image_parameters() { return parameters_table; }

Domain image_domain(int columns, int rows) {
  const double x = 0.5 * columns / scale_of(columns, rows), y = 0.5 * rows / scale_of(columns, rows);
  return {-x, x, -y, y};
}

std::unique_ptr<const Surface> make_image_surface(const GreyImage& image, std::span<const double> parameters) {
  const int columns = image.columns(), rows = image.rows();
  std::vector<double> heights;
  for (int row = rows - 1; row >= 0; --row)
    for (int column = 0; column < columns; ++column)
      heights.push_back(parameters[0] / 255 * image.pixels()[static_cast<std::size_t>(row * columns + column)]);
  gaussian_blur(heights, columns, rows, parameters[1]);
  return std::make_unique<ImageSurface>(columns, rows, heights);
}

ImageSurface::ImageSurface(int columns, int rows, std::span<const double> heights)
    : scale_(scale_of(columns, rows)),
      x_{(0.5 - 0.5 * columns) / scale_, columns, scale_},
      y_{(0.5 - 0.5 * rows) / scale_, rows, scale_},
      stride_(static_cast<std::size_t>(columns + 2 * border)) {
  assert(columns <= GreyImage::largest_side);
  assert(heights.size() == static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  coefficients_.reserve(stride_ * static_cast<std::size_t>(rows + 2 * border));
  for (int row = -border; row < rows + border; ++row)
    for (int column = -border; column < columns + border; ++column)
      coefficients_.push_back(heights[static_cast<std::size_t>(std::clamp(row, 0, rows - 1) * columns +
                                                               std::clamp(column, 0, columns - 1))]);
}

double ImageSurface::Axis::position(double x) const {
  const double u = (x - centre) * scale, last = pixels;
  return u < -2 ? -2 : u > last ? last : u;  // NaN stays
}

ImageSurface::Place ImageSurface::Axis::place(double x) const {
  const double u = position(x);
  const double cell = std::floor(u >= -2 ? u : -2.0);
  return {static_cast<int>(cell), u - cell};
}

// Of one copy for all who ask, so that they are given the same number to the last bit.
[[gnu::noinline]] Derivatives<double> ImageSurface::at(double x, double y) const {
  const auto [column, t] = x_.place(x);
  const auto [row, s] = y_.place(y);
  const Cubic<Four> in_y = piece_in_y(coefficient(column - 1, row - 1), stride_);
  const Cubic<double> value = piece_in_x(in_y.value(s)), first = piece_in_x(in_y.first(s)),
                      second = piece_in_x(in_y.second(s));
  return {value.value(t),
          scale_ * value.first(t),
          scale_ * first.value(t),
          scale_ * scale_ * value.second(t),
          scale_ * scale_ * first.first(t),
          scale_ * scale_ * second.value(t)};
}

double ImageSurface::value(ConstVector theta, const Batch&) const { return at(theta[0], theta[1]).value; }

double ImageSurface::value_and_gradient(ConstVector theta, Vector gradient, const Batch&) const {
  const auto d = at(theta[0], theta[1]);
  gradient[0] = d.x;
  gradient[1] = d.y;
  return d.value;
}

Derivatives<double> ImageSurface::derivatives(Point p) const { return at(p.x, p.y); }

void ImageSurface::derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const {
  constexpr std::size_t few = 32;  // points, for which a whole row of the image is too much
  if (x.size() > few && std::all_of(y.begin(), y.end(), [&](double v) { return v == y[0]; }))
    return along_row(x, y[0], out);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto d = at(x[i], y[i]);
    if (out.value) out.value[i] = d.value;
    if (out.x) out.x[i] = d.x, out.y[i] = d.y;
    if (out.xx) out.xx[i] = d.xx, out.xy[i] = d.xy, out.yy[i] = d.yy;
  }
}

// The spline in y once for each column of the image, then that in x for each point.
void ImageSurface::along_row(std::span<const double> x, double y, const DerivativeRows& out) const {
  const auto [row, s] = y_.place(y);
  const double* const c = coefficient(-border, row - 1);
  Line value, first, second;
  for (std::size_t i = 0; i < stride_; ++i) {
    const auto in_y = spline_piece(c[i], c[i + stride_], c[i + 2 * stride_], c[i + 3 * stride_]);
    value[i] = in_y.value(s);
    first[i] = in_y.first(s) * scale_;
    second[i] = in_y.second(s) * (scale_ * scale_);
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto [column, t] = x_.place(x[i]);
    const auto from = static_cast<std::size_t>(column - 1 + border);
    const Cubic<double> v = piece_in_x(&value[from]);
    if (out.value) out.value[i] = v.value(t);
    if (!out.x && !out.xx) continue;
    const Cubic<double> f = piece_in_x(&first[from]);
    if (out.x) out.x[i] = scale_ * v.first(t), out.y[i] = f.value(t);
    if (!out.xx) continue;
    out.xx[i] = scale_ * scale_ * v.second(t);
    out.xy[i] = scale_ * f.first(t);
    out.yy[i] = piece_in_x(&second[from]).value(t);
  }
}

Derivatives<Interval> ImageSurface::derivatives(Interval x, Interval y) const {
  constexpr int few = 4;  // cells that are worth a closer look
  const Interval u(x_.position(x.lo), x_.position(x.hi)), v(y_.position(y.lo), y_.position(y.hi));
  const auto cell = [](double s) { return static_cast<int>(std::floor(s)); };
  const Cells cells{cell(u.lo), cell(u.hi), cell(v.lo), cell(v.hi)};
  Derivatives<Interval> d;
  if ((cells.last_column - cells.first_column + 1) * (cells.last_row - cells.first_row + 1) > few) {
    d = over_cells(cells);
  } else {
    const Interval none = Interval::none();
    d = {none, none, none, none, none, none};
    for (int row = cells.first_row; row <= cells.last_row; ++row)
      for (int column = cells.first_column; column <= cells.last_column; ++column)
        over_part_of_cell(column, row, {std::max(0.0, u.lo - column), std::min(1.0, u.hi - column)},
                          {std::max(0.0, v.lo - row), std::min(1.0, v.hi - row)}, d);
  }
  const double square = scale_ * scale_;
  return {d.value, scale_ * d.x, scale_ * d.y, square * d.xx, square * d.xy, square * d.yy};
}

// A derivative of a B-spline has differences of its coefficients for coefficients, and stays between the least and the
// greatest of them. In pixels.
Derivatives<Interval> ImageSurface::over_cells(const Cells& cells) const {
  const auto over = [&](int order_x, int order_y, auto difference) {
    Interval all = Interval::none();
    for (int row = cells.first_row - 1; row <= cells.last_row + 2 - order_y; ++row)
      for (int column = cells.first_column - 1; column <= cells.last_column + 2 - order_x; ++column)
        all = hull(all, difference(coefficient(column, row)));
    return all;
  };
  const std::size_t up = stride_;
  return {over(0, 0, [](const double* c) { return c[0]; }),
          over(1, 0, [](const double* c) { return c[1] - c[0]; }),
          over(0, 1, [=](const double* c) { return c[up] - c[0]; }),
          over(2, 0, [](const double* c) { return (c[2] - c[1]) - (c[1] - c[0]); }),
          over(1, 1, [=](const double* c) { return (c[up + 1] - c[up]) - (c[1] - c[0]); }),
          over(0, 2, [=](const double* c) { return (c[2 * up] - c[up]) - (c[up] - c[0]); })};
}

// The part of one cell as Bernstein's polynomials, which enclose it the more closely the smaller it is. In pixels.
void ImageSurface::over_part_of_cell(int column, int row, Interval t, Interval s, Derivatives<Interval>& bounds) const {
  const Cubic<Four> in_y = piece_in_y(coefficient(column - 1, row - 1), stride_).about(s.lo);
  const auto include = [](Interval& interval, const auto& coefficients) {
    for (const double c : coefficients) interval = hull(interval, c);
  };
  for (const Four c : bernstein<0>(in_y, s.width())) {
    const Cubic<double> in_x = piece_in_x(c).about(t.lo);
    include(bounds.value, bernstein<0>(in_x, t.width()));
    include(bounds.x, bernstein<1>(in_x, t.width()));
    include(bounds.xx, bernstein<2>(in_x, t.width()));
  }
  for (const Four c : bernstein<1>(in_y, s.width())) {
    const Cubic<double> in_x = piece_in_x(c).about(t.lo);
    include(bounds.y, bernstein<0>(in_x, t.width()));
    include(bounds.xy, bernstein<1>(in_x, t.width()));
  }
  for (const Four c : bernstein<2>(in_y, s.width()))
    include(bounds.yy, bernstein<0>(piece_in_x(c).about(t.lo), t.width()));
}

}  // namespace fallline
