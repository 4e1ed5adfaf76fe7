#include "app/render/colour_map.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "embedded_colour_maps.h"

namespace fallline::render {
namespace {

constexpr std::size_t entries = 256;

using Bytes = std::array<std::uint8_t, 3>;
using Table = std::array<Bytes, entries>;

// One entry a line, "red green blue" in bytes; lines that begin with # are comments.
Table parse(std::string_view text) {
  Table table{};
  std::size_t entry = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    assert(entry < entries);
    const char* position = line.data();
    for (std::uint8_t& part : table[entry]) {
      if (*position == ' ') ++position;
      position = std::from_chars(position, line.data() + line.size(), part).ptr;
    }
    ++entry;
  }
  assert(entry == entries);
  return table;
}

const Table& table(ColourMap map) {
  static const std::array<Table, colour_maps.size()> tables{
      parse(embedded_colour_maps::viridis), parse(embedded_colour_maps::cividis), parse(embedded_colour_maps::magma),
      parse(embedded_colour_maps::grey)};
  return tables[static_cast<std::size_t>(map)];
}

}  // namespace

ColourMap find_colour_map(std::string_view key) {
  for (const ColourMapInfo& info : colour_maps)
    if (info.key == key) return info.map;
  return ColourMap::viridis;
}

Rgb colour(ColourMap map, double t) {
  const double position = t > 0.0 ? std::min(t, 1.0) * (entries - 1) : 0.0;
  const std::size_t low = std::min(static_cast<std::size_t>(position), entries - 2);
  const double weight = position - static_cast<double>(low);
  const Bytes& from = table(map)[low];
  const Bytes& to = table(map)[low + 1];
  const auto part = [&](std::size_t k) {
    return static_cast<float>(((1.0 - weight) * from[k] + weight * to[k]) / 255.0);
  };
  return {part(0), part(1), part(2)};
}

}  // namespace fallline::render
