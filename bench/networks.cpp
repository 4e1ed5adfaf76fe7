// Networks beside the ceilings: training, the loss on a grid, Hessians.
#include <string>

#include "curvature/spectrum.h"
#include "landscape/plane_grid.h"
#include "network_job.h"
#include "nn/single_precision.h"
#include "optim/recipes.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

// Steps of Adam; the counters are of one example.
void train(benchmark::State& state, const NetworkCeiling& ceiling, std::size_t batch) {
  const Job job(ceiling);
  const auto racer = find_optimizer("adam")->make(job.start.size(), initial_values(find_optimizer("adam")->parameters));
  const std::size_t steps = (batch == samples ? 16u : 256u) * 16 / ceiling.widths[1];
  const Sampling sampling{.seed = 1, .batch_size = batch, .whole = false};
  std::vector<double> theta = job.start;
  // On all samples both take the same steps.
  racer->place(job.objective, job.start);
  racer->advance(job.objective, {.whole = false}, 8, {});
  const double theirs = ceiling.train(theta, job.x, job.y, samples, samples, 8);
  if (!agree(racer->loss(), theirs)) return state.SkipWithError("the two losses differ");
  const auto ours = [&] {
    racer->place(job.objective, job.start);
    racer->advance(job.objective, sampling, steps, {});
  };
  const auto ceilings = [&] {
    theta = job.start;
    benchmark::DoNotOptimize(ceiling.train(theta, job.x, job.y, samples, batch, steps));
  };
  side_by_side(state, static_cast<double>(steps * batch), ours, ceilings);
  state.counters["millions_a_second"] = 1e3 / state.counters["ns"];
}

// The loss at points of a plane; the counters are of one point.
void grid(benchmark::State& state, const NetworkCeiling& ceiling) {
  const Job job(ceiling);
  const Eigen::MatrixXd at = points_of(job);
  std::vector<double> values(points), theirs(points);
  const auto ours = [&] { job.objective.values(at, values, {}); };
  const auto ceilings = [&] {
    for (std::size_t i = 0; i < points; ++i)
      theirs[i] = ceiling.loss({at.col(static_cast<Eigen::Index>(i)).data(), job.start.size()}, job.x, job.y, samples);
  };
  side_by_side(state, points, ours, ceilings);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!agree(values[i], theirs[i])) return state.SkipWithError("the two losses differ");
}

// The same in single precision.
void single_grid(benchmark::State& state, const NetworkCeiling& ceiling) {
  const Job job(ceiling);
  const nn::SinglePrecision single(job.objective);
  const Eigen::MatrixXd at = points_of(job);
  const Eigen::MatrixXf at_single = at.cast<float>();
  const std::vector<float> x(job.x.begin(), job.x.end()), y(job.y.begin(), job.y.end());
  std::vector<double> values(points), theirs(points);
  const auto ours = [&] { single.values(at, values, {}); };
  const auto ceilings = [&] {
    for (std::size_t i = 0; i < points; ++i)
      theirs[i] = ceiling.single_loss({at_single.col(static_cast<Eigen::Index>(i)).data(), job.start.size()}, x, y);
  };
  side_by_side(state, points, ours, ceilings);
  for (std::size_t i = 0; i < points; ++i)
    if (std::abs(values[i] - theirs[i]) > 1e-5 * (1 + theirs[i])) return state.SkipWithError("the two losses differ");
}

void hessian(benchmark::State& state, const NetworkCeiling& ceiling, bool eigenvalues) {
  const Job job(ceiling);
  alone(state, 1, [&] {
    if (eigenvalues)
      benchmark::DoNotOptimize(dense_spectrum(job.objective, job.start, {}, false).lambda.data());
    else
      benchmark::DoNotOptimize(job.objective.hessian(job.start, {}).data());
  });
}

void top(benchmark::State& state, const NetworkCeiling& ceiling) {
  const Job job(ceiling);
  alone(state, 1, [&] {
    benchmark::DoNotOptimize(extreme_spectrum(job.objective, job.start, {}, {.lowest = 0, .highest = 5}).lambda.data());
  });
}

}  // namespace
}  // namespace fallline::bench

int main(int argc, char** argv) {
  using namespace fallline::bench;
  for (const NetworkCeiling& ceiling : network_ceilings()) {
    const auto add = [&](std::string_view what, auto job) {
      benchmark::RegisterBenchmark((name(ceiling) + "/" + std::string(what)).c_str(), job)->UseManualTime();
    };
    add("train_32", [&](benchmark::State& s) { train(s, ceiling, 32); });
    add("train_all", [&](benchmark::State& s) { train(s, ceiling, samples); });
    add("grid", [&](benchmark::State& s) { grid(s, ceiling); });
    add("single_grid", [&](benchmark::State& s) { single_grid(s, ceiling); });
    if (ceiling.widths[1] < 64) {
      add("hessian", [&](benchmark::State& s) { hessian(s, ceiling, false); });
      add("eigenvalues", [&](benchmark::State& s) { hessian(s, ceiling, true); });
    } else {
      add("top_5", [&](benchmark::State& s) { top(s, ceiling); });
    }
  }
  return run(argc, argv);
}
