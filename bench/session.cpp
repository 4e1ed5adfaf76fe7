// What a person waits for: all paths computed again while a slider moves, a snapshot, the critical points of a new
// surface, the scrubbing of a long run.
#include <string>

#include "curvature/critical_points.h"
#include "session/session.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr std::int64_t steps = 1000;

// As many racers as there may be: each optimizer of the table in turn, from the first on.
Experiment crowd(const SurfaceInfo& surface, std::int64_t length) {
  Experiment e = default_experiment();
  change_surface(e, surface);
  e.steps = length;
  e.racers.clear();
  for (std::size_t i = 0; i < most_racers; ++i) {
    e.racers.push_back(racer_spec(optimizers()[i % optimizers().size()], static_cast<int>(i)));
    e.racers.back().values[0] = 1e-3;
  }
  return e;
}

// The same function as a person would type it.
Experiment typed(Experiment e, const SurfaceInfo& surface) {
  change_formula(e, std::get<Formula>(Formula::parse(surface.plain)));
  return e;
}

// A slider that all racers feel, moved a little: everything is computed again from the start.
void replay(benchmark::State& state, const Experiment& experiment) {
  Session session(experiment);
  session.show(steps);
  session.compute();
  Experiment next = session.experiment();
  alone(state, steps * most_racers, [&] {
    next.start.x += 1e-6;
    session.edit(next);
    session.compute();
    benchmark::DoNotOptimize(session.snapshot());
  });
}

void snapshot(benchmark::State& state) {
  Session session(crowd(*find_surface("himmelblau"), steps));
  session.show(steps);
  session.compute();
  alone(state, 1, [&] { benchmark::DoNotOptimize(session.snapshot()); });
}

void critical_points(benchmark::State& state, const SurfaceInfo& info) {
  const auto surface = info.make(initial_values(info.parameters));
  alone(state, 1, [&] { benchmark::DoNotOptimize(find_critical_points(*surface, info.domain)); });
}

// Jumps to and fro in a run of a million steps of every optimizer, always the same few.
void scrub(benchmark::State& state) {
  constexpr std::int64_t length = 1'000'000, jumps = 16;
  Session session(crowd(*find_surface("himmelblau"), length));
  session.show(length);
  session.compute();
  alone(state, jumps, [&] {
    for (std::int64_t i = 0; i < jumps; ++i) {
      session.show((i + 1) * 618'033 % length);
      benchmark::DoNotOptimize(session.snapshot());
    }
  });
}

}  // namespace
}  // namespace fallline::bench

int main(int argc, char** argv) {
  using namespace fallline;
  const auto add = [](const std::string& name, auto job) {
    benchmark::RegisterBenchmark(name.c_str(), job)->UseManualTime()->Unit(benchmark::kMicrosecond);
  };
  for (const SurfaceInfo& info : surfaces()) {
    add("replay/" + std::string(info.key),
        [&info](benchmark::State& s) { bench::replay(s, bench::crowd(info, bench::steps)); });
    if (info.plain.empty()) continue;  // from data
    add("replay_formula/" + std::string(info.key),
        [&info](benchmark::State& s) { bench::replay(s, bench::typed(bench::crowd(info, bench::steps), info)); });
  }
  add("snapshot", bench::snapshot);
  add("scrub", bench::scrub);
  for (const SurfaceInfo& info : surfaces())
    add("critical_points/" + std::string(info.key), [&info](benchmark::State& s) { bench::critical_points(s, info); });
  return bench::run(argc, argv);
}
