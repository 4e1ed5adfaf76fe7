#include "app/networks/boundary_dots.h"

#include <algorithm>
#include <cmath>

#include "app/panels/on_picture.h"

namespace fallline {
namespace {

// How much of a pixel at distance d lies between two radii.
float covered(float d, float inner, float outer) {
  const float in = std::clamp(d - inner + 0.5f, 0.0f, 1.0f), out = std::clamp(outer - d + 0.5f, 0.0f, 1.0f);
  return std::min(in, out);
}

std::uint32_t part(ImU32 colour, int shift) { return (colour >> shift) & 255u; }

// Lays a colour over what is there, neither of them premultiplied.
void lay(ImU32& under, ImU32 colour, float share) {
  const float a = share * static_cast<float>(part(colour, IM_COL32_A_SHIFT)) / 255;
  if (a <= 0.004f) return;
  if (a >= 0.996f) {
    under = colour;
    return;
  }
  const float b = (1 - a) * static_cast<float>(part(under, IM_COL32_A_SHIFT)) / 255, both = a + b;
  const auto mix = [&](int shift) {
    const float v = (a * static_cast<float>(part(colour, shift)) + b * static_cast<float>(part(under, shift))) / both;
    return static_cast<std::uint32_t>(v + 0.5f);
  };
  under = IM_COL32(mix(IM_COL32_R_SHIFT), mix(IM_COL32_G_SHIFT), mix(IM_COL32_B_SHIFT), 255 * both + 0.5f);
}

float line_of(float r) { return std::max(1.2f, 0.36f * r); }
// How far the ink reaches from the centre.
float reach_of(const Dot& dot, float r) { return r + (dot.marked ? 1.7f : 0.7f) * line_of(r) + 0.5f; }

void draw_dot(const Dot& dot, float r, float d, ImU32& pixel) {
  const float line = line_of(r);
  if (dot.shape == DotShape::disc && d < r - 0.5f * line - 0.5f) {
    pixel = dot.colour;
    return;
  }
  if (dot.shape == DotShape::disc) {
    lay(pixel, picture_halo, covered(d, -1, r + 0.3f * line));
    lay(pixel, dot.colour, covered(d, -1, r - 0.5f * line));
  } else {
    lay(pixel, picture_halo, 0.6f * covered(d, r - 1.5f * line, r + 0.7f * line));
    lay(pixel, dot.colour, covered(d, r - line, r));
    if (dot.shape == DotShape::eyed_ring) lay(pixel, dot.colour, covered(d, -1, 0.3f * r));
  }
  if (dot.marked) lay(pixel, picture_ink, covered(d, r + line, r + 1.7f * line));
}

}  // namespace

std::vector<ImU32> draw_dots(int columns, int rows, std::span<const Dot> dots, float radius) {
  std::vector<ImU32> pixels(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
  for (const Dot& dot : dots) {
    const float reach = reach_of(dot, radius);
    if (!(dot.x > -reach && dot.y > -reach && dot.x < static_cast<float>(columns) + reach &&
          dot.y < static_cast<float>(rows) + reach))
      continue;
    const int left = std::max(0, static_cast<int>(dot.x - reach)), low = std::max(0, static_cast<int>(dot.y - reach));
    const int right = std::min(columns - 1, static_cast<int>(dot.x + reach));
    const int high = std::min(rows - 1, static_cast<int>(dot.y + reach));
    for (int j = low; j <= high; ++j)
      for (int i = left; i <= right; ++i) {
        const float dx = static_cast<float>(i) + 0.5f - dot.x, dy = static_cast<float>(j) + 0.5f - dot.y;
        const float squared = dx * dx + dy * dy;
        if (squared >= reach * reach) continue;
        const auto place =
            static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i);
        draw_dot(dot, radius, std::sqrt(squared), pixels[place]);
      }
  }
  return pixels;
}

}  // namespace fallline
