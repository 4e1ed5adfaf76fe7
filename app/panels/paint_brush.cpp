#include "app/panels/paint_brush.h"

#include <algorithm>
#include <cmath>

#include "objective/gaussian_blur.h"
#include "objective/image_surface.h"

namespace fallline {
namespace {

constexpr double white = 255;

// Squared, from p to the nearest point between a and b.
double square_distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const double along = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
  const double ex = a.x + along * dx - p.x, ey = a.y + along * dy - p.y;
  return ex * ex + ey * ey;
}

}  // namespace

Point to_pixels(const GreyImage& image, Point at) {
  const Domain d = image_domain(image.columns(), image.rows());
  return {(at.x - d.x_min) / d.width() * image.columns(), (d.y_max - at.y) / d.height() * image.rows()};
}

Stroke::Stroke(const GreyImage& image, const Brush& brush, Point at)
    : before_(image), brush_(brush), cover_(image.pixels().size()), at_(at) {
  if (brush.kind == BrushKind::smooth) {
    smoothed_.assign(image.pixels().begin(), image.pixels().end());
    gaussian_blur(smoothed_, image.columns(), image.rows(), 0.5 * brush.radius);
  }
  move_to(at);
}

void Stroke::move_to(Point at) {
  const double sigma = 0.5 * brush_.radius, reach = 4 * sigma;
  const auto within = [&](double low, double high, int count) {
    return std::pair(std::max(0, static_cast<int>(std::floor(low - reach))),
                     std::min(count, static_cast<int>(std::ceil(high + reach))));
  };
  const auto [left, right] = within(std::min(at_.x, at.x), std::max(at_.x, at.x), before_.columns());
  const auto [top, bottom] = within(std::min(at_.y, at.y), std::max(at_.y, at.y), before_.rows());
  for (int row = top; row < bottom; ++row)
    for (int column = left; column < right; ++column) {
      double& cover = cover_[static_cast<std::size_t>(row * before_.columns() + column)];
      const double square = square_distance({column + 0.5, row + 0.5}, at_, at);
      cover = std::max(cover, std::exp(-0.5 * square / (sigma * sigma)));
    }
  at_ = at;
}

GreyImage Stroke::image() const {
  GreyImage::Pixels pixels = before_.pixels();
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const double level = pixels[i];
    const double change = brush_.kind == BrushKind::smooth  ? smoothed_[i] - level
                          : brush_.kind == BrushKind::raise ? white
                                                            : -white;
    pixels[i] =
        static_cast<std::uint8_t>(std::lround(std::clamp(level + brush_.strength * cover_[i] * change, 0.0, white)));
  }
  return {before_.columns(), before_.rows(), std::move(pixels)};
}

GreyImage inverted(const GreyImage& image) {
  GreyImage::Pixels pixels = image.pixels();
  for (std::uint8_t& level : pixels) level = static_cast<std::uint8_t>(255 - level);
  return {image.columns(), image.rows(), std::move(pixels)};
}

}  // namespace fallline
