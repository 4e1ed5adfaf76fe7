// Networks beside the ceilings: training, the loss on a grid, Hessians.
#include <Eigen/Eigenvalues>
#include <array>
#include <string>

#include "curvature/spectrum.h"
#include "landscape/plane_grid.h"
#include "network_ceilings.h"
#include "nn/network_objective.h"
#include "nn/single_precision.h"
#include "optim/recipes.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr std::size_t samples = 512;  // whole packs, and whole batches of 32

std::shared_ptr<const Dataset> data() {
  auto made = std::make_shared<Dataset>();
  made->x.resize(samples, 2);
  made->y.resize(samples, 1);
  Random random(4);
  for (Eigen::Index i = 0; i < made->x.rows(); ++i) {
    made->x(i, 0) = 2 * random.uniform() - 1;
    made->x(i, 1) = 2 * random.uniform() - 1;
    made->y(i, 0) = std::sin(3 * made->x(i, 0)) * made->x(i, 1);
  }
  return made;
}

struct Job {
  explicit Job(const NetworkCeiling& c)
      : ceiling(c),
        samples_of(data()),
        spec(nn::network_spec(2, {c.widths.begin() + 1, c.widths.end() - 1}, 1)),
        objective(spec, {"mse"}, samples_of),
        start(nn::initial_parameters(spec, 1)),
        x(samples_of->x.data(), 2 * samples),
        y(samples_of->y.data(), samples) {}
  const NetworkCeiling& ceiling;
  std::shared_ptr<const Dataset> samples_of;
  nn::NetworkSpec spec;
  nn::NetworkObjective objective;
  std::vector<double> start;
  std::span<const double> x, y;
};

std::string name(const NetworkCeiling& c) {
  std::string text;
  for (const std::size_t width : c.widths) {
    if (!text.empty()) text += '-';
    text += std::to_string(width);
  }
  return text;
}

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

constexpr std::size_t points = 64;

// On a line through the start.
Eigen::MatrixXd points_of(const Job& job) {
  const Eigen::Map<const Eigen::VectorXd> start(job.start.data(), static_cast<Eigen::Index>(job.start.size()));
  return start * Eigen::RowVectorXd::LinSpaced(points, 0.5, 1.8);
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
