#include "session/saddle_passages.h"

#include <algorithm>

namespace fallline {
namespace {

constexpr float small = 0.25f;
constexpr std::size_t least_steps = 5, most_looked_at = 32768;

using Extent = std::pair<float, float>;

// The history in cells of some steps each.
struct Cells {
  const HistoryView& history;
  std::size_t width, count;

  Extent extent(Curve curve, std::size_t cell) const {
    if (width == HistoryChunk::block) return history.block_extent(curve, cell);
    const auto v = static_cast<float>(history.value(curve, cell));
    return {v, v};
  }
};

// For each cell: the greatest ‖∇L‖ in it, and in it and all before, and in it and all after.
std::vector<bool> slow_cells(const Cells& cells) {
  std::vector<float> norm(cells.count), after(cells.count);
  for (std::size_t c = 0; c < cells.count; ++c) norm[c] = cells.extent(Curve::gradient_norm, c).second;
  float greatest = 0;
  for (std::size_t c = cells.count; c-- > 0;) after[c] = greatest = std::max(greatest, norm[c]);
  std::vector<bool> slow(cells.count);
  greatest = 0;
  for (std::size_t c = 0; c < cells.count; ++c) {
    greatest = std::max(greatest, norm[c]);
    // A cell without a finite value has −∞ here, and is none.
    slow[c] = norm[c] >= 0 && norm[c] <= small * std::min(greatest, after[c]) &&
              cells.extent(Curve::lambda_min, c).second < 0;
  }
  return slow;
}

bool is_saddle(const Cells& cells, const SaddlePassage& stretch) {
  std::size_t bottom = stretch.first;
  for (std::size_t c = stretch.first; c <= stretch.last; ++c)
    if (cells.extent(Curve::gradient_norm, c).first < cells.extent(Curve::gradient_norm, bottom).first) bottom = c;
  return cells.extent(Curve::lambda_max, bottom).second > 0;
}

}  // namespace

std::vector<SaddlePassage> saddle_passages(const HistoryView& history) {
  const std::size_t width = history.size() <= most_looked_at ? 1 : HistoryChunk::block;
  const Cells cells{history, width, history.size() / width};
  const std::vector<bool> slow = slow_cells(cells);
  std::vector<SaddlePassage> stretches;  // in cells
  for (std::size_t c = 0; c < cells.count; ++c) {
    if (!slow[c]) continue;
    SaddlePassage next{c, c};
    while (next.last + 1 < cells.count && slow[next.last + 1]) ++next.last;
    c = next.last;
    if (!stretches.empty()) {
      SaddlePassage& previous = stretches.back();
      const std::size_t between = next.first - previous.last - 1;
      if (between < std::min(previous.last - previous.first, next.last - next.first) + 1) {
        previous.last = next.last;
        continue;
      }
    }
    stretches.push_back(next);
  }
  std::vector<SaddlePassage> passages;
  for (const SaddlePassage& s : stretches)
    if ((s.last - s.first + 1) * width >= least_steps && is_saddle(cells, s))
      passages.push_back({s.first * width, (s.last + 1) * width - 1});
  return passages;
}

}  // namespace fallline
