// Times one job beside another in turns, so that whatever slows the machine slows both.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace fallline::bench {

template <class Job>
double seconds(Job& job) {
  const auto start = std::chrono::steady_clock::now();
  job();
  benchmark::ClobberMemory();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Both jobs do `items` items of work. The time reported is that of `ours`; the counters are
//   ns, ceiling_ns   of the quickest run, an item: what a quiet machine would give
//   of_ceiling       our speed as a share of the ceiling's, from the same two
template <class Ours, class Ceiling>
void side_by_side(benchmark::State& state, double items, Ours ours, Ceiling ceiling) {
  double ours_best = std::numeric_limits<double>::infinity(), ceiling_best = ours_best;
  for (auto _ : state) {
    const double time = seconds(ours);
    state.SetIterationTime(time);
    ours_best = std::min(ours_best, time);
    ceiling_best = std::min(ceiling_best, seconds(ceiling));
  }
  state.counters["ns"] = 1e9 * ours_best / items;
  state.counters["ceiling_ns"] = 1e9 * ceiling_best / items;
  state.counters["of_ceiling"] = ceiling_best / ours_best;
}

// A job that has no ceiling: the quickest run, an item.
template <class Ours>
void alone(benchmark::State& state, double items, Ours ours) {
  double best = std::numeric_limits<double>::infinity();
  for (auto _ : state) {
    const double time = seconds(ours);
    state.SetIterationTime(time);
    best = std::min(best, time);
  }
  state.counters["ns"] = 1e9 * best / items;
}

// Whether two results agree as far as two orders of the same arithmetic must.
inline bool agree(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}); }

inline int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace fallline::bench
