// Networks: ours beside hand-written ones and other libraries, each in turn so that whatever slows the machine slows
// all.
#include <fmt/format.h>

#include <functional>
#include <vector>

#include "curvature/spectrum.h"
#include "network_job.h"
#include "network_library.h"
#include "nn/single_precision.h"
#include "optim/recipes.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr int turns = 15;
constexpr Eigen::Index wanted = 5;
// Of single precision, and of sums of squares in another order.
constexpr double tolerance = 1e-5;

struct Runner {
  std::function<void()> job;  // null: it has none
  double best = std::numeric_limits<double>::infinity();
  void turn() {
    if (job) best = std::min(best, seconds(job));
  }
};

// A job, and who does it: ours first, then the ceiling, then the libraries.
struct Row {
  std::string name;
  double items, unit;  // what is printed is the time of an item, in this unit
  std::string_view unit_name;
  std::vector<Runner> runners;
};

class Comparison {
 public:
  Comparison(const NetworkCeiling& ceiling, std::span<const NetworkMethods> libraries)
      : job_(ceiling), single_(job_.objective), libraries_(libraries), at_(points_of(job_)) {
    task_ = {ceiling.widths, job_.start, job_.samples_of->x, job_.samples_of->y.col(0), at_};
    at_single_ = at_.cast<float>();
    x_single_.assign(job_.x.begin(), job_.x.end());
    y_single_.assign(job_.y.begin(), job_.y.end());
    adam_ = find_optimizer("adam")->make(job_.start.size(), initial_values(find_optimizer("adam")->parameters));
  }

  // Whether all find the same: steps on all samples, losses, eigenvalues. Says what differs.
  bool agree() {
    constexpr std::size_t steps = 8;
    ours(samples, steps)();
    const double loss = adam_->loss();
    bool same = true;
    const auto check = [&](std::string_view who, std::string_view what, double theirs, double expected) {
      if (std::abs(theirs - expected) <= tolerance * (1 + std::abs(expected))) return;
      fmt::print("{}, {}: {} {}, ours {}\n", name(job_.ceiling), who, what, theirs, expected);
      same = false;
    };
    std::vector<double> theta = job_.start, losses(points);
    check("ceiling", "loss", job_.ceiling.train(theta, job_.x, job_.y, samples, samples, steps), loss);
    job_.objective.values(at_, losses, {});
    for (const NetworkMethods& l : libraries_) {
      check(l.name, "loss", l.train(task_, samples, steps), loss);
      if (!l.grid) continue;
      for (const bool single : {false, true}) check(l.name, "loss on the grid", l.grid(task_, single)[7], losses[7]);
      if (small())
        check(l.name, "eigenvalue", l.eigenvalues(task_).tail(1)[0], spectrum().lambda.tail(1)[0]);
      else
        check(l.name, "eigenvalue", l.top(task_, products()).tail(1)[0], spectrum().lambda.tail(1)[0]);
    }
    return same;
  }

  std::vector<Row> rows() {
    std::vector<Row> all{training("train, batch of 32", 32, 256), training("train, all 512 samples", samples, 16),
                         grid("loss on a grid", false), grid("... in single precision", true)};
    Row curvature{small() ? "Hessian + eigenvalues" : "top 5 eigenvalues", 1, 1e-3, "ms", {}};
    curvature.runners.push_back({[this] { benchmark::DoNotOptimize(spectrum().lambda.data()); }});
    curvature.runners.push_back({});
    for (const NetworkMethods& l : libraries_)
      if (small() && l.eigenvalues)
        curvature.runners.push_back({[&] { l.eigenvalues(task_); }});
      else if (!small() && l.top)
        curvature.runners.push_back({[&, count = products()] { l.top(task_, count); }});
      else
        curvature.runners.push_back({});
    all.push_back(std::move(curvature));
    return all;
  }

 private:
  bool small() const { return job_.start.size() <= most_dense && job_.ceiling.widths[1] < 64; }
  Spectrum spectrum() const {
    return small() ? dense_spectrum(job_.objective, job_.start, {}, false)
                   : extreme_spectrum(job_.objective, job_.start, {}, {.lowest = 0, .highest = wanted});
  }
  Eigen::Index products() const { return static_cast<Eigen::Index>(spectrum().products); }

  std::function<void()> ours(std::size_t batch, std::size_t steps) {
    return [=, this] {
      adam_->place(job_.objective, job_.start);
      adam_->advance(job_.objective, {.seed = 1, .batch_size = batch, .whole = false}, steps, {});
    };
  }

  Row training(std::string title, std::size_t batch, std::size_t steps) {
    Row row{std::move(title), static_cast<double>(batch * steps), 1e-9, "ns an example", {}};
    row.runners.push_back({ours(batch, steps)});
    row.runners.push_back({[=, this] {
      std::vector<double> theta = job_.start;
      benchmark::DoNotOptimize(job_.ceiling.train(theta, job_.x, job_.y, samples, batch, steps));
    }});
    for (const NetworkMethods& l : libraries_) row.runners.push_back({[=, this, &l] { l.train(task_, batch, steps); }});
    return row;
  }

  Row grid(std::string title, bool single) {
    Row row{std::move(title), points, 1e-6, "us a point", {}};
    row.runners.push_back({[=, this] {
      std::vector<double> losses(points);
      (single ? static_cast<const Objective&>(single_) : job_.objective).values(at_, losses, {});
    }});
    row.runners.push_back({[=, this] {
      for (Eigen::Index i = 0; i < at_.cols(); ++i)
        if (single)
          benchmark::DoNotOptimize(
              job_.ceiling.single_loss({at_single_.col(i).data(), job_.start.size()}, x_single_, y_single_));
        else
          benchmark::DoNotOptimize(job_.ceiling.loss({at_.col(i).data(), job_.start.size()}, job_.x, job_.y, samples));
    }});
    for (const NetworkMethods& l : libraries_)
      row.runners.push_back(l.grid ? Runner{[=, this, &l] { l.grid(task_, single); }} : Runner{});
    return row;
  }

  Job job_;
  nn::SinglePrecision single_;
  std::span<const NetworkMethods> libraries_;
  Eigen::MatrixXd at_;
  Eigen::MatrixXf at_single_;
  std::vector<float> x_single_, y_single_;
  NetworkTask task_;
  std::unique_ptr<Racer> adam_;
};

void print(const Row& row) {
  const auto time = [&](const Runner& r) { return r.best / row.items / row.unit; };
  const double mine = time(row.runners[0]);
  fmt::print("  {:<26}{:<14}{:>10.2f}", row.name, row.unit_name, mine);
  for (std::size_t i = 1; i < row.runners.size(); ++i)
    if (row.runners[i].job)
      fmt::print("{:>12.2f}{:>8.2f}", time(row.runners[i]), time(row.runners[i]) / mine);
    else
      fmt::print("{:>12}{:>8}", "–", "");
  fmt::print("\n");
}

int compare() {
  std::vector<NetworkMethods> libraries;
  for (NetworkMethods (*open)() : {libtorch_networks, ensmallen_networks}) {
    NetworkMethods library = open();
    if (library.train)
      libraries.push_back(library);
    else
      fmt::print("{}: not there when this was built, left out (Debian, Ubuntu: {})\n", library.name, library.package);
  }
  fmt::print(
      "The best of {} turns on one core; behind each other time, how often ours goes into it.\n\n"
      "  {:<40}{:>10}{:>12}{:>8}",
      turns, "", "ours", "ceiling", "×");
  for (const NetworkMethods& l : libraries) fmt::print("{:>12}{:>8}", l.name, "×");
  fmt::print("\n");
  for (const NetworkCeiling& ceiling : network_ceilings()) {
    Comparison comparison(ceiling, libraries);
    if (!comparison.agree()) return 1;
    fmt::print("{}\n", name(ceiling));
    for (Row& row : comparison.rows()) {
      for (int i = 0; i < turns; ++i)
        for (Runner& runner : row.runners) runner.turn();
      print(row);
    }
  }
  return 0;
}

}  // namespace
}  // namespace fallline::bench

int main() { return fallline::bench::compare(); }
