// ColourTable: a few colours that stand for all of some pictures.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "app/render/image.h"

namespace fallline::exporting {

using Bytes3 = std::array<std::uint8_t, 3>;

// How often which colours occur, to 6 bits a channel.
class ColourCount {
 public:
  ColourCount();
  void add(const render::Image& image);

 private:
  friend class ColourTable;
  struct Bin {
    std::uint64_t pixels = 0;
    std::array<std::uint64_t, 3> sums{};  // of red, green, blue
  };
  std::vector<Bin> bins_;
};

class ColourTable {
 public:
  // At most `most` colours: boxes of colours are halved where their error is largest, at their mean. Errors count with
  // the square root of how often a colour occurs, so that thin lines keep theirs beside large grounds.
  ColourTable(const ColourCount& count, std::size_t most);

  const std::vector<Bytes3>& colours() const { return colours_; }
  // The colour nearest to this one: its index.
  std::uint8_t index(const std::uint8_t* rgb);

 private:
  std::vector<Bytes3> colours_;
  std::vector<std::int16_t> nearest_;  // of each bin, -1 while unknown
};

}  // namespace fallline::exporting
