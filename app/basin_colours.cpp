#include "app/basin_colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fallline {
namespace {

using Colour = std::array<double, 3>;  // 0…1

constexpr std::uint32_t first_colours[] = {0x2fa59b, 0xcf9f35, 0x6a74d6, 0xb25a97,
                                           0x86a83e, 0xbe5b41, 0x5b93b8, 0xbba983};
constexpr std::uint32_t night = 0x07090e, paper = 0xf6f2e6;

Colour unpacked(std::uint32_t rgb) {
  return {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0};
}

std::uint8_t byte(double share) { return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0))); }

Colour mixed(const Colour& a, const Colour& b, double t) {
  return {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])};
}

// From 0, the soonest arrivals, to 1, the latest, on a logarithmic scale, without the few at both ends.
class Lateness {
 public:
  explicit Lateness(const Basins& b) {
    std::vector<std::int32_t> all;
    for (std::size_t i = 0; i < b.ends.size(); ++i)
      if (b.ends[i] >= 0) all.push_back(b.arrivals[i]);
    if (all.empty()) return;
    const auto quantile = [&](double share) {
      const auto at = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
      std::nth_element(all.begin(), at, all.end());
      return std::log1p(*at);
    };
    low_ = quantile(0.02);
    high_ = std::max(quantile(0.99), low_ + 0.5);
  }
  double operator()(std::int32_t arrival) const {
    return std::clamp((std::log1p(arrival) - low_) / (high_ - low_), 0.0, 1.0);
  }

 private:
  double low_ = 0, high_ = 1;
};

Colour shaded(const Colour& colour, double lateness) {
  return lateness < 0.4 ? mixed(colour, unpacked(paper), 0.28 * (1 - lateness / 0.4))
                        : mixed(colour, unpacked(night), 0.66 * std::pow((lateness - 0.4) / 0.6, 1.2));
}

// Golden angles apart: any number of hues that no two neighbours of the list share.
std::uint32_t further_colour(std::size_t goal) {
  const double hue = 6 * std::fmod(0.618033988749895 * static_cast<double>(goal), 1.0), low = 0.36, high = 0.72;
  const auto wave = [&](double shift) {
    const double k = std::fmod(hue + shift, 6.0);
    return std::uint32_t{byte(high - (high - low) * std::clamp(std::min(k, 4 - k), 0.0, 1.0))};
  };
  return wave(5) << 16 | wave(3) << 8 | wave(1);
}

}  // namespace

std::uint32_t basin_colour(std::size_t goal) {
  return goal < std::size(first_colours) ? first_colours[goal] : further_colour(goal);
}

std::uint32_t colour_of_no_basin(std::int16_t end) { return end == Basins::out ? night : 0x3a404c; }

std::vector<std::uint8_t> basin_pixels(const Basins& b) {
  const Lateness lateness(b);
  std::vector<std::uint8_t> pixels;
  pixels.reserve(4 * b.ends.size());
  for (std::size_t i = 0; i < b.ends.size(); ++i) {
    const std::int16_t end = b.ends[i];
    const Colour colour = end >= 0
                              ? shaded(unpacked(basin_colour(static_cast<std::size_t>(end))), lateness(b.arrivals[i]))
                              : unpacked(colour_of_no_basin(end));
    for (const double share : colour) pixels.push_back(byte(share));
    pixels.push_back(255);
  }
  return pixels;
}

}  // namespace fallline
