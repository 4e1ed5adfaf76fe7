// Every surface on 512² points: row by row through Surface::derivatives(), beside the ceilings; and the parts
// of the landscape that are made of it.
#include <array>
#include <string>
#include <vector>

#include "grid_ceilings.h"
#include "landscape/height_map.h"
#include "math/pack.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr std::size_t side = 512;
constexpr auto items = static_cast<double>(side * side);

// One row of results, written over by the next: memory is not what is measured.
struct Row {
  std::array<std::vector<double>, 6> parts;
  explicit Row(bool all) {
    for (std::size_t k = 0; k < (all ? 6 : 1); ++k) parts[k].resize(side);
  }
  DerivativeRows rows() {
    auto& [value, x, y, xx, xy, yy] = parts;
    if (x.empty()) return {.value = value.data()};
    return {value.data(), x.data(), y.data(), xx.data(), xy.data(), yy.data()};
  }
};

void surface_rows(benchmark::State& state, const SurfaceInfo& info, bool all) {
  const auto surface = info.make(initial_values(info.parameters));
  const GridCeiling* ceiling = nullptr;
  for (const GridCeiling& c : grid_ceilings())
    if (c.key == info.key) ceiling = &c;

  // Each row of points has the same x, and the y turned on by one Pack: nothing but the rows is in the way.
  std::vector<double> x(side), y(2 * side);
  for (std::size_t i = 0; i < side; ++i) {
    x[i] = info.domain.x_min + info.domain.width() * static_cast<double>(i) / (side - 1);
    y[i] = y[side + i] = info.domain.y_min + info.domain.height() * static_cast<double>(i) / (side - 1);
  }
  const auto each_row = [&](auto evaluate) {
    for (std::size_t row = 0; row < side; ++row) {
      evaluate(&y[row * Pack::lanes % side]);
      benchmark::ClobberMemory();
    }
  };
  Row row(all), ceiling_row(all);
  const auto ours = [&] { each_row([&](const double* y_row) { surface->derivatives(x, {y_row, side}, row.rows()); }); };
  if (!ceiling) return alone(state, items, ours);

  side_by_side(state, items, ours, [&] {
    each_row(
        [&](const double* y_row) { (all ? ceiling->all : ceiling->value)(x.data(), y_row, side, ceiling_row.rows()); });
  });
  for (std::size_t k = 0; k < row.parts.size(); ++k)
    if (!std::equal(row.parts[k].begin(), row.parts[k].end(), ceiling_row.parts[k].begin(), agree))
      state.SkipWithError("the two sides differ");
}

void grid(benchmark::State& state, const SurfaceInfo& info) {
  const auto surface = info.make(initial_values(info.parameters));
  alone(state, items, [&] { benchmark::DoNotOptimize(evaluate_grid(*surface, info.domain, side, side)); });
}

// The ceiling of a map of heights: one pass of the same logarithm and nothing else.
void height_map(benchmark::State& state, bool logarithmic) {
  const SurfaceInfo& info = *find_surface("rosenbrock");
  const Grid grid = evaluate_grid(*info.make({}), info.domain, side, side);
  const HeightMap heights(grid, logarithmic);
  std::vector<float> ceiling(grid.values.size());
  const double low = heights.low(), range = heights.high() - low;
  const auto ours = [&] { benchmark::DoNotOptimize(heights.map(grid)); };
  const auto theirs = [&] {
    const double factor = logarithmic ? 1 / std::log1p(1e3) : 1 / range;
    for (std::size_t i = 0; i < ceiling.size(); i += Pack::lanes) {
      const Pack above = Pack::load(&grid.values[i]) - low;
      const Pack h = (logarithmic ? log(1.0 + above * (1e3 / range)) : above) * factor;
      for (std::size_t k = 0; k < Pack::lanes; ++k) ceiling[i + k] = static_cast<float>(h.v[k]);
    }
  };
  side_by_side(state, items, ours, theirs);
  const std::vector<float> map = heights.map(grid);
  for (std::size_t i = 0; i < map.size(); ++i)
    if (std::abs(map[i] - ceiling[i]) > 1e-6f) return state.SkipWithError("the two sides differ");
}

void height_map_fit(benchmark::State& state) {
  const SurfaceInfo& info = *find_surface("rosenbrock");
  const Grid grid = evaluate_grid(*info.make({}), info.domain, side, side);
  alone(state, items, [&] { benchmark::DoNotOptimize(HeightMap(grid, true)); });
}

}  // namespace
}  // namespace fallline::bench

int main(int argc, char** argv) {
  using namespace fallline;
  const auto add = [](const std::string& name, auto job) {
    benchmark::RegisterBenchmark(name.c_str(), job)->UseManualTime();
  };
  for (const SurfaceInfo& info : surfaces()) {
    const std::string key(info.key);
    add("value/" + key, [&info](benchmark::State& s) { bench::surface_rows(s, info, false); });
    add("all/" + key, [&info](benchmark::State& s) { bench::surface_rows(s, info, true); });
    add("evaluate_grid/" + key, [&info](benchmark::State& s) { bench::grid(s, info); });
  }
  add("height_map/linear", [](benchmark::State& s) { bench::height_map(s, false); });
  add("height_map/log", [](benchmark::State& s) { bench::height_map(s, true); });
  add("height_map/fit", bench::height_map_fit);
  return bench::run(argc, argv);
}
