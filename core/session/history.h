// History: one record a step of one racer on a surface, in chunks that snapshots share without copying.
//
// θ is exact. The numbers of the curves are kept in single precision: they are for pictures, and whoever reads one as a
// number evaluates the surface at θ again. A record costs 33 bytes.
#pragma once

#include <algorithm>
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

  // Where a full block goes farthest to each side: of the steps in the block those with the least and the greatest x,
  // the least and the greatest y. The same of the whole chunk once it is full, with what is needed to draw them, side
  // by side for the cache.
  struct Turn {
    double x, y;
    float loss;
    std::uint32_t step;  // in the chunk
  };
  std::array<std::array<std::uint8_t, 4>, blocks> block_turns;
  std::array<Turn, 4> turns;
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
  // The same of block `b`, which must be full: steps [64 b, 64 (b + 1)).
  std::pair<float, float> block_extent(Curve curve, std::size_t b) const {
    const HistoryChunk& chunk = *(*chunks_)[b / HistoryChunk::blocks];
    return chunk.extents[static_cast<std::size_t>(curve)][b % HistoryChunk::blocks];
  }
  // Visits steps of [first, last) in order, as visit(step, point, loss): all of them where these are no more than
  // `most`; else, of equal parts so long that about `most` are visited in all, the steps that go farthest to each side.
  // So the box around any part is that of the steps visited in it, and a cloud of points keeps its outline.
  template <class Visit>
  void visit_outline(std::size_t first, std::size_t last, std::size_t most, Visit visit) const;

  // True only if both hold the same; what was derived from the one holds for the other.
  bool same_as(const HistoryView& other) const { return chunks_ == other.chunks_ && size_ == other.size_; }
  // True only if the first `count` steps of both are the same ones. Chunks are never written over, and one that two
  // histories share has the same ones before it in both.
  bool shares(const HistoryView& other, std::size_t count) const {
    if (count == 0 || count > size_ || count > other.size_) return false;
    const std::size_t last = (count - 1) / HistoryChunk::size;
    return (*chunks_)[last] == (*other.chunks_)[last];
  }

 private:
  friend class History;
  using Turn = HistoryChunk::Turn;
  // The steps of [first, last) that go farthest to each side, ascending, in `turns`, with steps counted from that of
  // `first`'s chunk; how many.
  std::size_t turns_of(std::size_t first, std::size_t last, std::array<Turn, 4>& turns) const;
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

template <class Visit>
void HistoryView::visit_outline(std::size_t first, std::size_t last, std::size_t most, Visit visit) const {
  last = std::min(last, size_);
  if (last <= first) return;
  if (last - first <= most) {
    for (std::size_t i = first; i < last; ++i) visit(i, at(i), value(Curve::loss, i));
    return;
  }
  std::size_t width = HistoryChunk::block;
  while (4 * (last - first) / width > most && width < last) width *= 2;
  std::array<Turn, 4> turns;
  for (std::size_t from = first; from < last;) {
    const std::size_t to = std::min(last, from - from % width + width), count = turns_of(from, to, turns);
    for (std::size_t k = 0; k < count; ++k)
      visit(from - from % HistoryChunk::size + turns[k].step, Point{turns[k].x, turns[k].y}, double{turns[k].loss});
    from = to;
  }
}

}  // namespace fallline
