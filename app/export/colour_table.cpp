#include "app/export/colour_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace fallline::exporting {
namespace {

constexpr int bits = 6;
constexpr std::size_t bin_count = std::size_t{1} << (3 * bits);

std::size_t bin_of(const std::uint8_t* rgb) {
  const auto part = [&](int k) { return static_cast<std::size_t>(rgb[k] >> (8 - bits)); };
  return part(0) << (2 * bits) | part(1) << bits | part(2);
}

struct Colour {
  std::array<double, 3> rgb;
  double pixels, weight;
};

// A stretch of the list of colours.
struct Cell {
  std::size_t first, last;
  double error = 0;  // weighted, squared, along the axis where it is largest
  std::size_t axis = 0;
  double mean = 0;  // weighted, on that axis
};

Cell measured(const std::vector<Colour>& colours, std::size_t first, std::size_t last) {
  Cell cell{first, last};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    double weight = 0, sum = 0, squares = 0;
    for (std::size_t i = first; i < last; ++i) {
      const double v = colours[i].rgb[axis];
      weight += colours[i].weight;
      sum += colours[i].weight * v;
      squares += colours[i].weight * v * v;
    }
    const double error = squares - sum * sum / weight;
    if (axis == 0 || error > cell.error) cell = {first, last, error, axis, sum / weight};
  }
  return cell;
}

Bytes3 mean_colour(const std::vector<Colour>& colours, const Cell& cell) {
  std::array<double, 3> sum{};
  double pixels = 0;
  for (std::size_t i = cell.first; i < cell.last; ++i) {
    pixels += colours[i].pixels;
    for (std::size_t k = 0; k < 3; ++k) sum[k] += colours[i].pixels * colours[i].rgb[k];
  }
  Bytes3 mean;
  for (std::size_t k = 0; k < 3; ++k) mean[k] = static_cast<std::uint8_t>(std::lround(sum[k] / pixels));
  return mean;
}

}  // namespace

ColourCount::ColourCount() : bins_(bin_count) {}

void ColourCount::add(const render::Image& image) {
  for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
    Bin& bin = bins_[bin_of(&image.rgba[i])];
    ++bin.pixels;
    for (std::size_t k = 0; k < 3; ++k) bin.sums[k] += image.rgba[i + k];
  }
}

ColourTable::ColourTable(const ColourCount& count, std::size_t most) : nearest_(bin_count, -1) {
  std::vector<Colour> colours;
  for (const auto& bin : count.bins_) {
    if (bin.pixels == 0) continue;
    const auto pixels = static_cast<double>(bin.pixels);
    const auto mean = [&](std::size_t k) { return static_cast<double>(bin.sums[k]) / pixels; };
    colours.push_back({{mean(0), mean(1), mean(2)}, pixels, std::sqrt(pixels)});
  }
  if (colours.empty()) colours.push_back({{0, 0, 0}, 1, 1});
  std::vector<Cell> cells{measured(colours, 0, colours.size())};
  while (cells.size() < most) {
    const auto worst =
        std::max_element(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.error < b.error; });
    const Cell cell = *worst;
    if (!(cell.error > 0.5)) break;
    const auto begin = colours.begin();
    const auto middle =
        std::partition(begin + static_cast<std::ptrdiff_t>(cell.first), begin + static_cast<std::ptrdiff_t>(cell.last),
                       [&](const Colour& c) { return c.rgb[cell.axis] <= cell.mean; });
    const auto cut = static_cast<std::size_t>(middle - begin);
    if (cut == cell.first || cut == cell.last) break;  // rounding has the last word
    *worst = measured(colours, cell.first, cut);
    cells.push_back(measured(colours, cut, cell.last));
  }
  for (const Cell& cell : cells) colours_.push_back(mean_colour(colours, cell));
}

std::uint8_t ColourTable::index(const std::uint8_t* rgb) {
  std::int16_t& known = nearest_[bin_of(rgb)];
  if (known >= 0) return static_cast<std::uint8_t>(known);
  int best = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < colours_.size(); ++i) {
    int distance = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const int d = int{rgb[k]} - int{colours_[i][k]};
      distance += d * d;
    }
    if (distance < best) best = distance, known = static_cast<std::int16_t>(i);
  }
  return static_cast<std::uint8_t>(known);
}

}  // namespace fallline::exporting
