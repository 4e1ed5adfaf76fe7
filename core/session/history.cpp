#include "session/history.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace fallline {
namespace {

constexpr auto chunk_size = HistoryChunk::size, block = HistoryChunk::block;
constexpr float infinity = std::numeric_limits<float>::infinity();

// Four floats side by side, as every machine has them; ±∞ and NaN do not count.
struct Extremes {
  static constexpr std::size_t lanes = 4;
  typedef float Floats __attribute__((vector_size(lanes * sizeof(float))));
  typedef float Anywhere __attribute__((vector_size(lanes * sizeof(float)), aligned(alignof(float)), may_alias));

  Floats low = Floats{} + infinity, high = Floats{} - infinity;

  void include(Floats v) {
    low = ((v < low) & (v > -infinity)) ? v : low;
    high = ((v > high) & (v < infinity)) ? v : high;
  }
};

std::pair<float, float> finite_extent(const float* values, std::size_t count) {
  Extremes extremes;
  std::size_t i = 0;
  for (; i + Extremes::lanes <= count; i += Extremes::lanes)
    extremes.include(*reinterpret_cast<const Extremes::Anywhere*>(values + i));
  for (; i < count; ++i) extremes.include(Extremes::Floats{} + values[i]);
  std::pair<float, float> all{infinity, -infinity};
  for (std::size_t lane = 0; lane < Extremes::lanes; ++lane)
    all = {std::min(all.first, extremes.low[lane]), std::max(all.second, extremes.high[lane])};
  return all;
}

// Least x, greatest x, least y, greatest y: whether `a` goes farther to side k than `b`.
bool farther(std::size_t side, const HistoryChunk::Turn& a, const HistoryChunk::Turn& b) {
  switch (side) {
    case 0:
      return a.x < b.x;
    case 1:
      return a.x > b.x;
    case 2:
      return a.y < b.y;
    default:
      return a.y > b.y;
  }
}

HistoryChunk::Turn turn_at(const HistoryChunk& chunk, std::size_t i) {
  return {chunk.x[i], chunk.y[i], chunk.curves[static_cast<std::size_t>(Curve::loss)][i],
          static_cast<std::uint32_t>(i)};
}

std::array<std::uint8_t, 4> turns_of_block(const double* x, const double* y) {
  std::array<std::size_t, 4> far{};
  for (std::size_t i = 1; i < block; ++i) {
    if (x[i] < x[far[0]]) far[0] = i;
    if (x[i] > x[far[1]]) far[1] = i;
    if (y[i] < y[far[2]]) far[2] = i;
    if (y[i] > y[far[3]]) far[3] = i;
  }
  std::array<std::uint8_t, 4> turns;
  std::transform(far.begin(), far.end(), turns.begin(), [](std::size_t i) { return static_cast<std::uint8_t>(i); });
  return turns;
}

void find_turns(HistoryChunk& chunk) {
  chunk.turns.fill(turn_at(chunk, 0));
  for (std::size_t b = 0; b < HistoryChunk::blocks; ++b)
    for (std::size_t side = 0; side < 4; ++side)
      if (const auto turn = turn_at(chunk, b * block + chunk.block_turns[b][side]);
          farther(side, turn, chunk.turns[side]))
        chunk.turns[side] = turn;
}

}  // namespace

Point HistoryView::at(std::size_t step) const {
  assert(step < size_);
  const HistoryChunk& chunk = *(*chunks_)[step / chunk_size];
  return {chunk.x[step % chunk_size], chunk.y[step % chunk_size]};
}

double HistoryView::value(Curve curve, std::size_t step) const {
  assert(step < size_);
  return double{(*chunks_)[step / chunk_size]->curves[static_cast<std::size_t>(curve)][step % chunk_size]};
}

std::pair<double, double> HistoryView::extent(Curve curve, std::size_t first, std::size_t last) const {
  last = std::min(last, size_);
  const auto c = static_cast<std::size_t>(curve);
  std::pair<float, float> all{infinity, -infinity};
  const auto include = [&](std::pair<float, float> e) {
    all.first = std::min(all.first, e.first);
    all.second = std::max(all.second, e.second);
  };
  for (std::size_t i = first; i < last;) {
    const HistoryChunk& chunk = *(*chunks_)[i / chunk_size];
    const std::size_t in_chunk = i % chunk_size, next_block = i - i % block + block;
    if (i % block == 0 && next_block <= last) {
      include(chunk.extents[c][in_chunk / block]);
      i = next_block;
    } else {
      const std::size_t end = std::min(next_block, last);
      include(finite_extent(&chunk.curves[c][in_chunk], end - i));
      i = end;
    }
  }
  return {all.first, all.second};
}

std::size_t HistoryView::turns_of(std::size_t first, std::size_t last, std::array<Turn, 4>& turns) const {
  const std::size_t origin = first - first % chunk_size;
  turns.fill(turn_at(*(*chunks_)[first / chunk_size], first % chunk_size));
  const auto include = [&](Turn turn, std::size_t chunk_start) {
    turn.step += static_cast<std::uint32_t>(chunk_start - origin);
    for (std::size_t side = 0; side < 4; ++side)
      if (farther(side, turn, turns[side])) turns[side] = turn;
  };
  for (std::size_t i = first; i < last;) {
    const HistoryChunk& chunk = *(*chunks_)[i / chunk_size];
    const std::size_t in_chunk = i % chunk_size, start = i - in_chunk;
    if (in_chunk == 0 && i + chunk_size <= last) {
      for (const Turn& turn : chunk.turns) include(turn, start);
      i += chunk_size;
    } else if (i % block == 0 && i + block <= last) {
      for (const std::uint8_t t : chunk.block_turns[in_chunk / block]) include(turn_at(chunk, in_chunk + t), start);
      i += block;
    } else {
      include(turn_at(chunk, in_chunk), start);
      ++i;
    }
  }
  const auto by_step = [](const Turn& a, const Turn& b) { return a.step < b.step; };
  std::sort(turns.begin(), turns.end(), by_step);
  const auto same = [](const Turn& a, const Turn& b) { return a.step == b.step; };
  return static_cast<std::size_t>(std::unique(turns.begin(), turns.end(), same) - turns.begin());
}

void History::append(const Surface& surface, std::span<const double> x, std::span<const double> y,
                     std::span<const double> loss, std::span<const double> gradient_norm) {
  std::array<double, chunk_size> xx, xy, yy;
  for (std::size_t done = 0; done < x.size();) {
    const std::size_t from = now_.size_ % chunk_size, count = std::min(x.size() - done, chunk_size - from);
    if (from == 0) begin_chunk();
    HistoryChunk& chunk = *(*now_.chunks_)[now_.size_ / chunk_size];
    std::copy_n(&x[done], count, &chunk.x[from]);
    std::copy_n(&y[done], count, &chunk.y[from]);
    surface.derivatives(x.subspan(done, count), y.subspan(done, count),
                        {.xx = xx.data(), .xy = xy.data(), .yy = yy.data()});
    auto& [losses, norms, lambda_min, lambda_max] = chunk.curves;
    for (std::size_t i = 0; i < count; ++i) {
      const double mean = 0.5 * (xx[i] + yy[i]), half = 0.5 * (xx[i] - yy[i]);
      const double radius = std::sqrt(half * half + xy[i] * xy[i]);
      losses[from + i] = static_cast<float>(loss[done + i]);
      norms[from + i] = static_cast<float>(gradient_norm[done + i]);
      lambda_min[from + i] = static_cast<float>(mean - radius);
      lambda_max[from + i] = static_cast<float>(mean + radius);
    }
    for (std::size_t b = from / block; b < (from + count) / block; ++b) {
      for (std::size_t c = 0; c < curve_count; ++c)
        chunk.extents[c][b] = finite_extent(&chunk.curves[c][b * block], block);
      chunk.block_turns[b] = turns_of_block(&chunk.x[b * block], &chunk.y[b * block]);
    }
    if (from + count == chunk_size) find_turns(chunk);
    done += count;
    now_.size_ += count;
  }
}

void History::begin_chunk() {
  const std::size_t count = now_.size_ / chunk_size;
  if (!now_.chunks_ || count == now_.chunks_->size()) {
    auto longer = now_.chunks_ ? *now_.chunks_ : HistoryView::Chunks();
    longer.resize(std::max<std::size_t>(4, 2 * count));
    now_.chunks_ = std::make_shared<HistoryView::Chunks>(std::move(longer));
  }
  (*now_.chunks_)[count] = std::make_shared_for_overwrite<HistoryChunk>();
}

void History::truncate(std::size_t size) {
  if (size >= now_.size_) return;
  const std::size_t whole = size / chunk_size, rest = size % chunk_size;
  auto kept = HistoryView::Chunks(now_.chunks_->begin(), now_.chunks_->begin() + static_cast<std::ptrdiff_t>(whole));
  if (rest != 0) kept.push_back(std::make_shared<HistoryChunk>(*(*now_.chunks_)[whole]));
  now_.chunks_ = std::make_shared<HistoryView::Chunks>(std::move(kept));
  now_.size_ = size;
}

}  // namespace fallline
