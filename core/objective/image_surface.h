// ImageSurface: a grey image as a surface, darkness as depth, smoothed to C² by a bicubic B-spline.
//
//   L(x, y) = Σᵢₖ cᵢₖ β(u − i) β(v − k),   u and v: x and y counted in pixels, β: the cubic B-spline
//
// The coefficients are the heights of the pixels, at their centres. The longer side of the image spans [−3, 3], the
// shorter one as much as its pixels are square, around 0; the first row of the image is at the top, where y is
// greatest. Beyond its edge the outermost pixels go on for ever.
// Source: Unser, Splines: A Perfect Fit for Signal and Image Processing, IEEE Signal Processing Magazine 16 (1999).
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "objective/grey_image.h"
#include "objective/surface.h"

namespace fallline {

// depth: how far white lies above black. smoothing: standard deviation of a Gaussian blur in pixels, before the spline.
std::span<const Parameter> image_parameters();

inline constexpr std::string_view image_formula = "d Σ cᵢₖ β(u − i) β(v − k)";  // for the screen

// The rectangle that the pixels cover.
Domain image_domain(int columns, int rows);

// `parameters`: values of image_parameters().
std::unique_ptr<const Surface> make_image_surface(const GreyImage& image, std::span<const double> parameters);

class ImageSurface final : public Surface {
 public:
  // Heights row by row from the bottom; at most GreyImage::largest_side columns.
  ImageSurface(int columns, int rows, std::span<const double> heights);

  double value(ConstVector theta, const Batch& batch) const override;
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override;
  Derivatives<double> derivatives(Point p) const override;
  Derivatives<Interval> derivatives(Interval x, Interval y) const override;
  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override;

 private:
  // Coefficients on each side beyond the image: as many as make the spline constant from there on.
  static constexpr int border = 3;
  using Line = std::array<double, GreyImage::largest_side + 2 * border>;

  // Cell i lies between the centres of the pixels i and i + 1; t: where in it, from 0 to 1.
  struct Place {
    int cell;
    double t;
  };
  struct Axis {
    double centre;  // of pixel 0, in the plane
    int pixels;
    double scale;                     // pixels a unit
    double position(double x) const;  // in pixels, no further out than the spline changes
    Place place(double x) const;
  };
  struct Cells {
    int first_column, last_column, first_row, last_row;
  };

  // The coefficient of a pixel; those beside it follow, those above it a stride on.
  const double* coefficient(int column, int row) const {
    return &coefficients_[static_cast<std::size_t>(row + border) * stride_ + static_cast<std::size_t>(column + border)];
  }
  Derivatives<double> at(double x, double y) const;
  void along_row(std::span<const double> x, double y, const DerivativeRows& out) const;
  Derivatives<Interval> over_cells(const Cells& cells) const;
  void over_part_of_cell(int column, int row, Interval t, Interval s, Derivatives<Interval>& bounds) const;

  double scale_;
  Axis x_, y_;
  std::size_t stride_;
  std::vector<double> coefficients_;
};

}  // namespace fallline
