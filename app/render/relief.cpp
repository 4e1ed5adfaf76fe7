#include "app/render/relief.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <queue>
#include <utility>

namespace fallline::render {
namespace {

// A grid of scalars, row by row.
struct Grid {
  int width;
  int height;
  std::vector<float> values;

  float* row(int j) { return values.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(width); }
  const float* row(int j) const {
    return values.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(width);
  }
};

// 1 on known nodes, 0 in holes.
Grid known_nodes(const Field& field) {
  Grid known{field.width, field.height, std::vector<float>(field.height_values.size())};
  std::ranges::transform(field.height_values, known.values.begin(),
                         [](float h) { return std::isfinite(h) ? 1.0f : 0.0f; });
  return known;
}

// Gives every hole the height of the nearest known node, so that nothing near its edge is interpolated towards it.
void fill_holes(Grid& heights) {
  std::queue<std::pair<int, int>> front;
  for (int j = 0; j < heights.height; ++j) {
    for (int i = 0; i < heights.width; ++i) {
      if (std::isfinite(heights.row(j)[i])) front.emplace(i, j);
    }
  }
  if (front.empty()) std::ranges::fill(heights.values, 0.0f);
  while (!front.empty()) {
    const auto [i, j] = front.front();
    front.pop();
    const float height = heights.row(j)[i];
    for (const auto& [x, y] : {std::pair{i - 1, j}, {i + 1, j}, {i, j - 1}, {i, j + 1}}) {
      if (x < 0 || y < 0 || x >= heights.width || y >= heights.height || std::isfinite(heights.row(y)[x])) continue;
      heights.row(y)[x] = height;
      front.emplace(x, y);
    }
  }
}

// Catmull-Rom weights of the four nodes around a place at t in [0, 1) between the second and the third.
std::array<float, 4> spline_weights(float t) {
  return {((-0.5f * t + 1.0f) * t - 0.5f) * t, (1.5f * t - 2.5f) * t * t + 1.0f, ((-1.5f * t + 2.0f) * t + 0.5f) * t,
          (0.5f * t - 0.5f) * t * t};
}

// Splits each gap between columns into `parts`; beyond the border the heights go on linearly.
Grid split_columns(const Grid& coarse, int parts) {
  Grid fine{(coarse.width - 1) * parts + 1, coarse.height, {}};
  fine.values.resize(static_cast<std::size_t>(fine.width) * static_cast<std::size_t>(fine.height));
  std::vector<std::array<float, 4>> weights;
  weights.reserve(static_cast<std::size_t>(parts));
  for (int part = 0; part < parts; ++part) {
    weights.push_back(spline_weights(static_cast<float>(part) / static_cast<float>(parts)));
  }
  std::vector<float> padded(static_cast<std::size_t>(coarse.width) + 2);
  for (int j = 0; j < coarse.height; ++j) {
    std::copy_n(coarse.row(j), coarse.width, padded.begin() + 1);
    padded.front() = 2.0f * padded[1] - padded[2];
    padded.back() = 2.0f * padded.end()[-2] - padded.end()[-3];
    float* out = fine.row(j);
    for (int i = 0; i + 1 < coarse.width; ++i) {
      const float* const near = &padded[static_cast<std::size_t>(i)];
      for (const auto& w : weights) *out++ = w[0] * near[0] + w[1] * near[1] + w[2] * near[2] + w[3] * near[3];
    }
    *out = coarse.row(j)[coarse.width - 1];
  }
  return fine;
}

// As split_columns, for rows.
Grid split_rows(const Grid& coarse, int parts) {
  Grid fine{coarse.width, (coarse.height - 1) * parts + 1, {}};
  fine.values.resize(static_cast<std::size_t>(fine.width) * static_cast<std::size_t>(fine.height));
  const auto beyond = [&](int edge, int inner) {
    std::vector<float> row(static_cast<std::size_t>(coarse.width));
    std::transform(coarse.row(edge), coarse.row(edge) + coarse.width, coarse.row(inner), row.begin(),
                   [](float at_edge, float inside) { return 2.0f * at_edge - inside; });
    return row;
  };
  const std::vector<float> below = beyond(0, 1);
  const std::vector<float> above = beyond(coarse.height - 1, coarse.height - 2);
  for (int j = 0; j + 1 < coarse.height; ++j) {
    const float* const near[] = {j > 0 ? coarse.row(j - 1) : below.data(), coarse.row(j), coarse.row(j + 1),
                                 j + 2 < coarse.height ? coarse.row(j + 2) : above.data()};
    for (int part = 0; part < parts; ++part) {
      const std::array<float, 4> w = spline_weights(static_cast<float>(part) / static_cast<float>(parts));
      float* const out = fine.row(j * parts + part);
      for (int i = 0; i < coarse.width; ++i) {
        out[i] = w[0] * near[0][i] + w[1] * near[1][i] + w[2] * near[2][i] + w[3] * near[3][i];
      }
    }
  }
  std::copy_n(coarse.row(coarse.height - 1), coarse.width, fine.row(fine.height - 1));
  return fine;
}

Grid split(Grid grid, int parts_x, int parts_y) {
  if (parts_x > 1) grid = split_columns(grid, parts_x);
  if (parts_y > 1) grid = split_rows(grid, parts_y);
  return grid;
}

// Into how many parts a cell is split so that `nodes` become about `wanted`.
int parts_for(int nodes, int wanted) { return std::max(1, (wanted + nodes / 2) / nodes); }

}  // namespace

Relief make_relief(const Field& field, int wanted_width, int wanted_height) {
  assert(field.width >= 2 && field.height >= 2);
  assert(field.height_values.size() == static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height));
  const int parts_x = parts_for(field.width, wanted_width);
  const int parts_y = parts_for(field.height, wanted_height);
  const bool has_holes = std::ranges::any_of(field.height_values, [](float h) { return !std::isfinite(h); });

  Grid heights{field.width, field.height, field.height_values};
  Grid coverage{};
  if (has_holes) {
    coverage = split(known_nodes(field), parts_x, parts_y);
    fill_holes(heights);
  }
  heights = split(std::move(heights), parts_x, parts_y);

  Relief relief{heights.width, heights.height, has_holes, std::vector<float>(4 * heights.values.size())};
  const int last_i = heights.width - 1;
  const int last_j = heights.height - 1;
  const auto per_u = static_cast<float>(last_i);
  const auto per_v = static_cast<float>(last_j);
  float* out = relief.texels.data();
  for (int j = 0; j <= last_j; ++j) {
    const float* const row = heights.row(j);
    const float* const below = heights.row(std::max(j - 1, 0));
    const float* const above = heights.row(std::min(j + 1, last_j));
    const float* const known = has_holes ? coverage.row(j) : nullptr;
    const float rows_per_v = per_v / static_cast<float>(std::min(j + 1, last_j) - std::max(j - 1, 0));
    const auto write = [&](int i, int left, int right) {
      *out++ = row[i];
      *out++ = (row[right] - row[left]) * per_u / static_cast<float>(right - left);
      *out++ = (above[i] - below[i]) * rows_per_v;
      *out++ = known != nullptr ? known[i] : 1.0f;
    };
    write(0, 0, 1);
    for (int i = 1; i < last_i; ++i) write(i, i - 1, i + 1);
    write(last_i, last_i - 1, last_i);
  }
  return relief;
}

}  // namespace fallline::render
