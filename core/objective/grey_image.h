// GreyImage: a picture in shades of grey. A cheap value: copies share their pixels.
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace fallline {

class GreyImage {
 public:
  static constexpr int smallest_side = 2, largest_side = 128;  // pixels
  using Pixels = std::vector<std::uint8_t>;                    // 0 black … 255 white, row by row from the top

  // Nothing if there can be an image of this size, else what is wrong with it.
  static std::optional<std::string> refuse_size(std::int64_t columns, std::int64_t rows);

  // Of a size that is not refused.
  GreyImage(int columns, int rows, Pixels pixels)
      : columns_(columns), rows_(rows), pixels_(std::make_shared<const Pixels>(std::move(pixels))) {
    assert(!refuse_size(columns, rows));
    assert(pixels_->size() == static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  }

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  const Pixels& pixels() const { return *pixels_; }
  bool same_size(const GreyImage& other) const { return columns_ == other.columns_ && rows_ == other.rows_; }

  friend bool operator==(const GreyImage& a, const GreyImage& b) {
    return a.same_size(b) && (a.pixels_ == b.pixels_ || *a.pixels_ == *b.pixels_);
  }

 private:
  int columns_, rows_;
  std::shared_ptr<const Pixels> pixels_;
};

// Middle grey all over, to be painted on.
GreyImage blank_image(int columns = 64, int rows = 64);

}  // namespace fallline
