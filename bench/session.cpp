// What a person waits for: all paths computed again while a slider moves, a snapshot, the critical points of a new
// surface, the scrubbing of a long run, networks in training.
#include <limits>
#include <string>
#include <thread>

#include "curvature/critical_points.h"
#include "data/data_sets.h"
#include "session/runner.h"
#include "side_by_side.h"
#include "training/trainee.h"

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

// Two racers of 2-8-8-1 on 500 points, played at full speed, beside the bare steps; the counters are of one step of
// one.
void train(benchmark::State& state) {
  training::NetworkExperiment e = training::default_network_experiment();
  const auto parameters = find_data_set(e.data.set)->parameters;
  e.data.values = initial_values(parameters);
  e.data.values[*find_parameter(parameters, "samples")] = 500;
  e.network = nn::network_spec(2, {8, 8}, 0);
  e.steps = 500'000;
  const auto setup = std::get<training::Setup>(training::set_up(e, std::get<Dataset>(training::load(e.data))));
  const auto bare = [&] {
    std::vector<training::Trainee> trainees;
    for (const RacerSpec& spec : e.racers)
      trainees.emplace_back(make_racer(setup.start.size(), info(spec), spec.values, spec.blocks), setup.parts.training,
                            setup.sampling, setup.start);
    for (std::int64_t step = 0; step < e.steps; step += 1000)
      for (training::Trainee& trainee : trainees) trainee.advance(1000);
  };
  const auto played = [&] {
    NetworkRunner runner(e, [] {}, {.speed = std::numeric_limits<double>::infinity()});
    runner.send(command::Play{true});
    while (runner.snapshot()->step < e.steps) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  side_by_side(state, static_cast<double>(e.steps * std::ssize(e.racers)), played, bare);
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
  add("train", bench::train);
  for (const SurfaceInfo& info : surfaces())
    add("critical_points/" + std::string(info.key), [&info](benchmark::State& s) { bench::critical_points(s, info); });
  return bench::run(argc, argv);
}
