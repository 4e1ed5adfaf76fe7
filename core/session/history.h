// History: one record a step of one racer on a surface, in chunks that snapshots share without copying.
//
// θ is exact. The numbers of the curves are kept in single precision: they are for pictures, and whoever reads one as a
// number evaluates the surface at θ again. A record costs 36 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "objective/surface.h"

namespace fallline {

enum class Curve { loss, gradient_norm, lambda_min, lambda_max };
inline constexpr std::size_t curve_count = 4;

struct HistoryChunk {
  static constexpr std::size_t size = 1024, block = 64, blocks = size / block;
  std::array<double, size> x, y;
  std::array<std::array<float, size>, curve_count> curves;
  // Least and greatest finite value of each full block, so that a million points are drawn from a few thousand.
  std::array<std::array<std::pair<float, float>, blocks>, curve_count> extents;
};

// What a history held when the view was taken. Reading it is safe while the history grows; copying it costs the same
// however long it is.
class HistoryView {
 public:
  std::size_t size() const { return size_; }
  Point at(std::size_t step) const;
  double value(Curve curve, std::size_t step) const;
  // Least and greatest finite value of steps [first, last); (+∞, −∞) when there is none.
  std::pair<double, double> extent(Curve curve, std::size_t first, std::size_t last) const;

 private:
  friend class History;
  using Chunks = std::vector<std::shared_ptr<HistoryChunk>>;
  // With room at its end: chunks are put where no view looks yet, and nothing that a view may read is ever written
  // over.
  std::shared_ptr<Chunks> chunks_;
  std::size_t size_ = 0;
};

class History {
 public:
  // Appends points with their loss and gradient norm; the eigenvalues are computed here, a row at a time.
  void append(const Surface& surface, std::span<const double> x, std::span<const double> y,
              std::span<const double> loss, std::span<const double> gradient_norm);
  void truncate(std::size_t size);
  std::size_t size() const { return now_.size_; }
  const HistoryView& view() const { return now_; }

 private:
  void begin_chunk();

  HistoryView now_;
};

}  // namespace fallline
