#include "objective/grey_image.h"

#include <fmt/format.h>

namespace fallline {

std::optional<std::string> GreyImage::refuse_size(std::int64_t columns, std::int64_t rows) {
  const auto fits = [](std::int64_t side) { return side >= smallest_side && side <= largest_side; };
  if (fits(columns) && fits(rows)) return std::nullopt;
  return fmt::format("{} × {} pixels; sides from {} to {} are expected", columns, rows, smallest_side, largest_side);
}

GreyImage blank_image(int columns, int rows) {
  constexpr std::uint8_t middle = 128;
  return {columns, rows, GreyImage::Pixels(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), middle)};
}

}  // namespace fallline
