#include "app/level_lines.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

namespace fallline {
namespace {

constexpr int none = -1;

class Tracer {
 public:
  Tracer(std::span<const float> field, int columns, int rows, float level)
      : field_(field), columns_(columns), rows_(rows), level_(level), ends_(2 * field.size(), {none, none}) {
    assert(field.size() == static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int j = 0; j + 1 < rows; ++j)
      for (int i = 0; i + 1 < columns; ++i) cross_cell(i, j);
  }

  std::vector<std::vector<ImVec2>> lines() const {
    std::vector<std::vector<ImVec2>> all;
    std::vector<bool> used(segments_.size(), false);
    const auto follow = [&](int segment, int edge) {
      std::vector<ImVec2> line{point(edge)};
      while (segment != none && !used[static_cast<std::size_t>(segment)]) {
        used[static_cast<std::size_t>(segment)] = true;
        const auto [a, b] = segments_[static_cast<std::size_t>(segment)];
        edge = edge == a ? b : a;
        line.push_back(point(edge));
        const auto [one, other] = ends_[static_cast<std::size_t>(edge)];
        segment = one == segment ? other : one;
      }
      if (line.size() > 1) all.push_back(std::move(line));
    };
    // Open lines from their ends first; what is left then is closed.
    for (std::size_t s = 0; s < segments_.size(); ++s)
      for (const int edge : segments_[s])
        if (!used[s] && ends_[static_cast<std::size_t>(edge)][1] == none) follow(static_cast<int>(s), edge);
    for (std::size_t s = 0; s < segments_.size(); ++s)
      if (!used[s]) follow(static_cast<int>(s), segments_[s][0]);
    return all;
  }

 private:
  int node(int i, int j) const { return j * columns_ + i; }
  float value(int n) const { return field_[static_cast<std::size_t>(n)]; }

  // Edge 2n goes right from node n, edge 2n + 1 up.
  ImVec2 point(int edge) const {
    const int from = edge / 2, to = edge % 2 == 0 ? from + 1 : from + columns_;
    const float t = std::clamp((level_ - value(from)) / (value(to) - value(from)), 0.0f, 1.0f);
    const auto x = static_cast<float>(from % columns_), y = static_cast<float>(from / columns_);
    return edge % 2 == 0 ? ImVec2(x + t, y) : ImVec2(x, y + t);
  }

  void add(int a, int b) {
    const auto segment = static_cast<int>(segments_.size());
    segments_.push_back({a, b});
    for (const int edge : {a, b}) {
      auto& ends = ends_[static_cast<std::size_t>(edge)];
      (ends[0] == none ? ends[0] : ends[1]) = segment;
    }
  }

  void cross_cell(int i, int j) {
    const std::array corners{node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)};
    float sum = 0;
    for (const int n : corners) sum += value(n);
    if (!std::isfinite(sum)) return;
    const auto below = [&](std::size_t k) { return value(corners[k]) < level_; };
    // In the order of the corners: bottom, right, top, left.
    const std::array edges{2 * corners[0], 2 * corners[1] + 1, 2 * corners[3], 2 * corners[0] + 1};
    std::array<int, 4> crossed{};
    std::size_t count = 0;
    for (std::size_t k = 0; k < 4; ++k)
      if (below(k) != below((k + 1) % 4)) crossed[count++] = edges[k];
    if (count == 2) add(crossed[0], crossed[1]);
    if (count != 4) return;
    // A saddle: the middle tells which two opposite corners hang together.
    const bool joins_first = (0.25f * sum < level_) == below(0);
    add(crossed[0], joins_first ? crossed[1] : crossed[3]);
    add(crossed[2], joins_first ? crossed[3] : crossed[1]);
  }

  std::span<const float> field_;
  int columns_, rows_;
  float level_;
  std::vector<std::array<int, 2>> segments_;  // the two edges each one joins
  std::vector<std::array<int, 2>> ends_;      // of each edge: the segments that end on it
};

}  // namespace

std::vector<std::vector<ImVec2>> level_lines(std::span<const float> field, int columns, int rows, float level) {
  if (columns < 2 || rows < 2) return {};
  return Tracer(field, columns, rows, level).lines();
}

}  // namespace fallline
