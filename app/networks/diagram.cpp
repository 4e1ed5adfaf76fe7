#include "app/networks/diagram.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

constexpr std::size_t most_weights = 1200;  // drawn, of all layers together

// Of the pieces of a maxout unit, the one whose parameter is greatest.
struct Greatest {
  std::size_t piece;
  double value;
};
Greatest greatest(std::span<const double> theta, std::size_t first, std::size_t stride, std::size_t pieces) {
  Greatest best{0, theta[first]};
  for (std::size_t k = 1; k < pieces; ++k)
    if (const double value = theta[first + k * stride]; std::abs(value) > std::abs(best.value)) best = {k, value};
  return best;
}

double largest(std::span<const double> values) {
  double most = 0;
  for (const double v : values) most = std::max(most, std::abs(v));
  return most > 0 && std::isfinite(most) ? most : 1;
}

float strength_of(double value, double most) {
  return std::isfinite(value) ? static_cast<float>(std::abs(value) / most) : 1.0f;
}

}  // namespace

DiagramLayout lay_out(const nn::NetworkSpec& network, ImVec2 low, ImVec2 high, std::vector<std::size_t>& scrolled,
                      const ui::Theme& theme) {
  std::vector<std::size_t> widths{network.inputs};
  for (const nn::LayerSpec& layer : network.layers) widths.push_back(layer.width);
  scrolled.resize(widths.size());
  const std::size_t widest = *std::ranges::max_element(widths);
  const float height = high.y - low.y, width = high.x - low.x;
  // One line more says how many there are beside those shown.
  const auto room = static_cast<std::size_t>(std::max(1.0f, std::floor(height / theme.px(9))));
  const std::size_t most = std::min(DiagramLayout::most_shown, room);
  const std::size_t lines = std::min(widest, most) + (widest > most ? 1 : 0);
  DiagramLayout l;
  l.pitch = std::min(std::max(theme.px(33), 0.065f * height), height / static_cast<float>(lines));
  l.spacing = width / static_cast<float>(widths.size());
  l.side = std::clamp(std::min(0.84f * l.pitch, 0.5f * l.spacing), theme.px(4), std::max(theme.px(27), 0.05f * height));
  for (std::size_t c = 0; c < widths.size(); ++c) {
    const std::size_t shown = std::min(widths[c], most);
    scrolled[c] = std::min(scrolled[c], widths[c] - shown);
    const auto extent = static_cast<float>(shown - 1 + (shown < widths[c] ? 1 : 0));
    l.columns.push_back({std::round(low.x + l.spacing * (static_cast<float>(c) + 0.5f)),
                         std::round(0.5f * (low.y + high.y - l.pitch * extent)), scrolled[c], shown, widths[c]});
  }
  return l;
}

std::vector<DiagramWeight> weights_shown(const nn::NetworkSpec& network, std::span<const double> theta,
                                         const DiagramLayout& layout) {
  std::vector<DiagramWeight> all;
  const std::size_t most = std::max<std::size_t>(16, most_weights / network.layers.size());
  const float half = 0.5f * layout.side;
  for (const nn::ParameterBlock& block : nn::layout(network)) {
    const bool bias = block.name[0] == 'b' && !block.name.starts_with("beta");
    if (block.name[0] != 'W' && !bias) continue;
    const std::size_t l = block.layer, pieces = nn::pieces(network.layers[l]);
    const DiagramColumn &from = layout.columns[l], &to = layout.columns[l + 1];
    const double scale = largest(theta.subspan(block.offset, block.size()));
    const std::size_t begin = all.size();
    for (std::size_t u = 0; u < to.shown; ++u)
      for (std::size_t i = 0; i < (bias ? 1 : from.shown); ++i) {
        const std::size_t unit = to.first + u, column = bias ? 0 : from.first + i;
        const std::size_t first = block.offset + unit * pieces * block.columns + column;
        const auto [piece, value] = greatest(theta, first, block.columns, pieces);
        const ImVec2 c = layout.centre(l + 1, u);
        DiagramWeight w{l, unit, piece, {}, first + piece * block.columns, value, strength_of(value, scale), {}, {}};
        if (bias) {
          w.from = w.to = {c.x - half, c.y + half};
        } else {
          const ImVec2 at = layout.centre(l, i);
          w.input = column;
          w.from = {at.x + half, at.y};
          w.to = {c.x - half, c.y};
        }
        all.push_back(w);
      }
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, all.end(), [](const DiagramWeight& a, const DiagramWeight& b) { return a.strength < b.strength; });
    if (const std::size_t count = all.size() - begin; !bias && count > most)
      all.erase(first, first + static_cast<std::ptrdiff_t>(count - most));
  }
  return all;
}

DiagramCurve curve_of(const DiagramWeight& w) {
  const float bend = 0.45f * (w.to.x - w.from.x);
  return {w.from, {w.from.x + bend, w.from.y}, {w.to.x - bend, w.to.y}, w.to};
}

ImVec2 DiagramCurve::at(float t) const {
  const float s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
  return {a * from.x + b * near_from.x + c * near_to.x + d * to.x,
          a * from.y + b * near_from.y + c * near_to.y + d * to.y};
}

float distance(const DiagramWeight& w, ImVec2 p) {
  if (!w.input) return std::hypot(p.x - w.to.x, p.y - w.to.y);
  if (p.x < w.from.x || p.x > w.to.x) return INFINITY;
  constexpr int pieces = 14;
  const DiagramCurve curve = curve_of(w);
  float least = INFINITY;
  ImVec2 a = curve.from;
  for (int i = 1; i <= pieces; ++i) {
    const ImVec2 b = curve.at(static_cast<float>(i) / pieces);
    const ImVec2 d(b.x - a.x, b.y - a.y);
    const float length = std::max(1e-6f, d.x * d.x + d.y * d.y);
    const float t = std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / length, 0.0f, 1.0f);
    least = std::min(least, std::hypot(p.x - a.x - t * d.x, p.y - a.y - t * d.y));
    a = b;
  }
  return least;
}

}  // namespace fallline
