#include "app/image_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "session/whole_file.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb_image.h>

namespace fallline {
namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 26;  // of a file; decoded they take four bytes each

struct Grey {
  int columns, rows;
  std::vector<double> levels;
};

double luma(const stbi_uc* rgba) {
  const double colour = 0.2126 * rgba[0] + 0.7152 * rgba[1] + 0.0722 * rgba[2], opacity = rgba[3] / 255.0;
  return 255 + opacity * (colour - 255);
}

std::optional<Grey> decode(const std::string& bytes) {
  const auto* const data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const auto size = static_cast<int>(bytes.size());
  int columns, rows, channels;
  if (!stbi_info_from_memory(data, size, &columns, &rows, &channels)) return std::nullopt;
  if (std::int64_t{columns} * rows > most_pixels) return std::nullopt;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> rgba(
      stbi_load_from_memory(data, size, &columns, &rows, &channels, 4), stbi_image_free);
  if (!rgba) return std::nullopt;
  Grey grey{columns, rows, {}};
  const std::size_t count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  for (std::size_t i = 0; i < count; ++i) grey.levels.push_back(luma(rgba.get() + 4 * i));
  return grey;
}

// Lines of `from` numbers brought to `to` of them, each the mean over its share; as columns of the result, so that
// twice of it is the image again.
std::vector<double> averaged_and_turned(const std::vector<double>& values, int from, int to) {
  const int lines = static_cast<int>(values.size()) / from;
  std::vector<double> result(static_cast<std::size_t>(lines) * static_cast<std::size_t>(to));
  for (int i = 0; i < to; ++i) {
    const double low = static_cast<double>(from) * i / to, high = static_cast<double>(from) * (i + 1) / to;
    for (int line = 0; line < lines; ++line) {
      double sum = 0;
      for (int k = static_cast<int>(low); k < high; ++k)
        sum += (std::min(high, k + 1.0) - std::max(low, static_cast<double>(k))) *
               values[static_cast<std::size_t>(line) * static_cast<std::size_t>(from) + static_cast<std::size_t>(k)];
      result[static_cast<std::size_t>(i) * static_cast<std::size_t>(lines) + static_cast<std::size_t>(line)] =
          sum / (high - low);
    }
  }
  return result;
}

}  // namespace

bool is_png_name(std::string_view path) {
  constexpr std::string_view ending = ".png";
  if (path.size() <= ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), path.end() - ending.size(),
                    [](char a, unsigned char b) { return a == std::tolower(b); });
}

std::variant<GreyImage, Unreadable> import_png(const std::string& path) {
  const auto bytes = read_whole_file(path);
  if (!bytes) return Unreadable{fmt::format("{}: cannot be read", path)};
  const auto grey = decode(*bytes);
  if (!grey) return Unreadable{fmt::format("{}: a PNG image of at most {} pixels is expected", path, most_pixels)};

  const double reduction = std::max(1.0, std::max(grey->columns, grey->rows) / double{GreyImage::largest_side});
  const auto reduced = [&](int side) {
    return std::clamp(static_cast<int>(std::lround(side / reduction)), std::min(side, GreyImage::smallest_side),
                      GreyImage::largest_side);
  };
  const int columns = reduced(grey->columns), rows = reduced(grey->rows);
  if (const auto why = GreyImage::refuse_size(columns, rows)) return Unreadable{fmt::format("{}: {}", path, *why)};
  const auto levels = averaged_and_turned(averaged_and_turned(grey->levels, grey->columns, columns), grey->rows, rows);
  GreyImage::Pixels pixels;
  for (const double level : levels) pixels.push_back(static_cast<std::uint8_t>(std::lround(level)));
  return GreyImage(columns, rows, std::move(pixels));
}

}  // namespace fallline
