// The catalogue as typed formulas beside its built-in surfaces: rows of a grid of 512² points, one row of results
// written over by the next. `of_ceiling` is the built-in's time as a share of the formula's. And what a person waits
// for who types a formula: the surface made of it, all paths computed again.
#include <Eigen/Core>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "math/pack.h"
#include "objective/formula.h"
#include "optim/recipes.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr std::size_t side = 512;

Formula parsed(std::string_view text) { return std::get<Formula>(Formula::parse(text)); }

// By the names of the catalogue's parameters, whose order in the formula may be another.
std::unique_ptr<const Surface> as_formula(const SurfaceInfo& info) {
  const Formula formula = parsed(info.plain);
  std::vector<double> values;
  for (const Parameter& p : formula.parameters())
    values.push_back(info.parameters[*find_parameter(info.parameters, p.key)].initial);
  return formula.surface(values);
}

void rows(benchmark::State& state, const SurfaceInfo& info, std::size_t parts) {
  const auto built_in = info.make(initial_values(info.parameters)), formula = as_formula(info);
  // Each row of points has the same x, and the y turned on by one Pack.
  // Aligned as the rows of a grid are.
  Eigen::VectorXd x_row(side), y_rows(2 * side);
  const std::span x(x_row.data(), side), y(y_rows.data(), 2 * side);
  for (std::size_t i = 0; i < side; ++i) {
    x[i] = info.domain.x_min + info.domain.width() * static_cast<double>(i) / (side - 1);
    y[i] = y[side + i] = info.domain.y_min + info.domain.height() * static_cast<double>(i) / (side - 1);
  }
  struct alignas(64) Rows : std::array<std::array<double, side>, 6> {};
  Rows ours, theirs;
  const auto job = [&](const Surface& surface, Rows& out) {
    std::array<double*, 6> to{};
    for (std::size_t k = 0; k < parts; ++k) to[k] = out[k].data();
    return [x, y, &surface, to] {
      for (std::size_t row = 0; row < side; ++row) {
        surface.derivatives(x, {&y[row * Pack::lanes % side], side}, {to[0], to[1], to[2], to[3], to[4], to[5]});
        benchmark::ClobberMemory();
      }
    };
  };
  side_by_side(state, side * side, job(*formula, ours), job(*built_in, theirs));
  for (std::size_t k = 0; k < parts; ++k)
    if (!std::equal(ours[k].begin(), ours[k].end(), theirs[k].begin(), agree))
      state.SkipWithError("the two sides differ");
}

// One path of 1000 steps: eight of them are what a slider moves.
void path(benchmark::State& state, const SurfaceInfo& info) {
  constexpr std::size_t steps = 1000;
  const auto built_in = info.make(initial_values(info.parameters)), formula = as_formula(info);
  const OptimizerInfo& adam = *find_optimizer("adam");
  const auto job = [&](const Surface& surface) {
    return [&] {
      const auto racer = adam.make(2, initial_values(adam.parameters));
      const double start[] = {info.start.x, info.start.y};
      racer->place(surface, start);
      racer->advance(surface, {}, steps, {});
      benchmark::DoNotOptimize(racer->loss());
    };
  };
  side_by_side(state, steps, job(*formula), job(*built_in));
}

// From the text to a surface that can be asked.
void compile(benchmark::State& state, const std::string& text) {
  alone(state, 1, [&] {
    const Formula formula = parsed(text);
    benchmark::DoNotOptimize(formula.surface(initial_values(formula.parameters())));
  });
}

}  // namespace
}  // namespace fallline::bench

int main(int argc, char** argv) {
  using namespace fallline;
  const auto add = [](const std::string& name, auto job) {
    benchmark::RegisterBenchmark(name.c_str(), job)->UseManualTime();
  };
  for (const SurfaceInfo& info : surfaces()) {
    if (info.plain.empty()) continue;  // from data
    const std::string key(info.key);
    add("value/" + key, [&info](benchmark::State& s) { bench::rows(s, info, 1); });
    add("all/" + key, [&info](benchmark::State& s) { bench::rows(s, info, 6); });
    add("path/" + key, [&info](benchmark::State& s) { bench::path(s, info); });
    add("compile/" + key, [&info](benchmark::State& s) { bench::compile(s, std::string(info.plain)); });
  }
  std::string sum = "x*y";
  for (int i = 2; i < 500; ++i) sum += " + sin(x + " + std::to_string(i) + "*y)";
  add("compile/sum_of_500", [sum](benchmark::State& s) { bench::compile(s, sum); });
  return bench::run(argc, argv);
}
