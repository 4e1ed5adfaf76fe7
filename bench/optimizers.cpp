// Steps of every optimizer of the table on Rosenbrock's function, through Racer::advance(), beside the ceilings; and
// from many starts at once.
#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include "objective/surface.h"
#include "optim/many_starts.h"
#include "optimizer_ceilings.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

// Started anew after each run: paths as a person sees them, not the endless end where every number underflows.
constexpr std::size_t steps = 4096;
constexpr Point start{-1.2, 1};
constexpr auto items = static_cast<double>(steps);

struct Rows {
  std::vector<double> x = std::vector<double>(steps), y = x, loss = x, norm = x;
  TraceRows trace() { return {x.data(), y.data(), loss.data(), norm.data()}; }
};

const OptimizerCeiling* find_ceiling(std::string_view key) {
  for (const OptimizerCeiling& c : optimizer_ceilings())
    if (c.key == key) return &c;
  return nullptr;
}

// The first steps only: further on, rounding alone drives the oscillating paths apart.
bool same_path(Racer& racer, const Surface& surface, const OptimizerCeiling& ceiling, std::span<const double> values) {
  constexpr std::size_t few = 64;
  Rows ours, theirs;
  racer.place(surface, std::array{start.x, start.y});
  if (racer.advance(surface, {}, few, ours.trace()) != few) return false;
  ceiling.run_with_rows(values, start, few, theirs.trace());
  const Point end = ceiling.run(values, start, few);
  const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.begin() + few, b.begin(), agree);
  };
  return same(ours.x, theirs.x) && same(ours.y, theirs.y) && same(ours.loss, theirs.loss) &&
         same(ours.norm, theirs.norm) && agree(end.x, theirs.x[few - 1]) && agree(end.y, theirs.y[few - 1]);
}

void optimizer(benchmark::State& state, const OptimizerInfo& info, bool with_rows) {
  const auto surface = find_surface("rosenbrock")->make({});
  const OptimizerCeiling* ceiling = find_ceiling(info.key);
  std::vector<double> values = initial_values(info.parameters);
  if (ceiling) values[0] = ceiling->learning_rate;
  const auto racer = info.make(2, values);
  if (ceiling && !same_path(*racer, *surface, *ceiling, values)) return state.SkipWithError("the two paths differ");

  Rows rows;
  const TraceRows trace = with_rows ? rows.trace() : TraceRows{};
  const auto ours = [&] {
    racer->place(*surface, std::array{start.x, start.y});
    racer->advance(*surface, {}, steps, trace);
  };
  if (!ceiling) return alone(state, items, ours);
  side_by_side(state, items, ours, [&] {
    benchmark::DoNotOptimize(with_rows ? ceiling->run_with_rows(values, start, steps, trace)
                                       : ceiling->run(values, start, steps));
  });
}

// From many starts at once, an item being a step of one of them, beside one path. The counters are
//   ns, one_ns   of the quickest run, an item
//   times_one    our speed from many starts as a multiple of that along one path
void many_starts(benchmark::State& state, const OptimizerInfo& info) {
  constexpr std::size_t starts = 1024, steps_of_many = 512;
  const auto surface = find_surface("rosenbrock")->make({});
  const OptimizerCeiling* ceiling = find_ceiling(info.key);
  std::vector<double> values = initial_values(info.parameters);
  if (ceiling) values[0] = ceiling->learning_rate;
  const auto racer = info.make(2, values);
  const auto many = make_many_starts(*surface, {}, info, values, {});
  const std::vector<double> x(starts, start.x), y(starts, start.y);
  const auto along_one = [&] {
    racer->place(*surface, std::array{start.x, start.y});
    racer->advance(*surface, {}, steps, {});
  };
  const auto from_many = [&] {
    many->place(x, y);
    many->advance(steps_of_many);
  };
  double many_best = std::numeric_limits<double>::infinity(), one_best = many_best;
  for (auto _ : state) {
    const double time = seconds(from_many);
    state.SetIterationTime(time);
    many_best = std::min(many_best, time / (starts * steps_of_many));
    one_best = std::min(one_best, seconds(along_one) / items);
  }
  state.counters["ns"] = 1e9 * many_best;
  state.counters["one_ns"] = 1e9 * one_best;
  state.counters["times_one"] = one_best / many_best;
}

}  // namespace
}  // namespace fallline::bench

int main(int argc, char** argv) {
  using namespace fallline;
  for (const OptimizerInfo& info : optimizers()) {
    benchmark::RegisterBenchmark((std::string(info.key) + "/many").c_str(), [&info](benchmark::State& s) {
      bench::many_starts(s, info);
    })->UseManualTime();
    for (const bool rows : {false, true})
      benchmark::RegisterBenchmark((std::string(info.key) + (rows ? "/rows" : "/bare")).c_str(),
                                   [&info, rows](benchmark::State& s) { bench::optimizer(s, info, rows); })
          ->UseManualTime();
  }
  return bench::run(argc, argv);
}
