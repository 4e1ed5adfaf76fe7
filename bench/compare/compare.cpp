// Steps a second on Rosenbrock's function from (−1.2, 1): ours, along one path and from many starts at once, beside the
// hand-written ceiling and other libraries, each in turn so that whatever slows the machine slows all.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "library.h"
#include "optim/many_starts.h"
#include "optimizer_ceilings.h"
#include "side_by_side.h"

namespace fallline::bench {
namespace {

constexpr Point start{-1.2, 1};
constexpr std::size_t starts = 1024;
// A few milliseconds each, so that some turns of each fall between two interruptions.
constexpr std::size_t steps = 4096, steps_of_many = 512;
constexpr int turns = 25;

std::vector<double> values_for(const OptimizerInfo& info, double learning_rate, const Method* method) {
  std::vector<double> values = initial_values(info.parameters);
  values[0] = learning_rate;
  if (method)
    for (const auto& [key, value] : method->convention) values[*find_parameter(info.parameters, key)] = value;
  return values;
}

// The first steps only: further on, rounding alone drives the oscillating paths apart.
bool same_path(const OptimizerInfo& info, const Method& method, const Surface& surface, std::span<const double> v) {
  constexpr std::size_t few = 64;
  std::array<double, few> x, y;
  const auto racer = info.make(2, v);
  racer->place(surface, std::array{start.x, start.y});
  if (racer->advance(surface, {}, few, {.x = x.data(), .y = y.data()}) != few) return false;
  std::array<Point, few> theirs;
  method.run(v, start, few, theirs.data());
  Point before = start;
  for (std::size_t i = 0; i < few; ++i) {
    Point ours{x[i], y[i]};
    // α v is α times the last step.
    if (method.at_look_ahead) ours = {ours.x + v[1] * (ours.x - before.x), ours.y + v[1] * (ours.y - before.y)};
    before = {x[i], y[i]};
    if (!agree(ours.x, theirs[i].x) || !agree(ours.y, theirs[i].y)) return false;
  }
  return true;
}

// The quickest of several runs, in seconds.
struct Timed {
  std::function<void()> job;
  double best = std::numeric_limits<double>::infinity();
  void turn() { best = std::min(best, seconds(job)); }
};

struct Row {
  double one, many, ceiling;                  // steps a second
  std::vector<std::optional<double>> theirs;  // a library each
};

const Method* find(const Library& library, std::string_view key) {
  for (const Method& m : library.methods)
    if (m.key == key) return &m;
  return nullptr;
}

Row measure(const OptimizerCeiling& ceiling, std::span<const Library> libraries) {
  const OptimizerInfo& info = *find_optimizer(ceiling.key);
  const auto surface = find_surface("rosenbrock")->make({});
  const std::vector<double> values = values_for(info, ceiling.learning_rate, nullptr);
  const auto racer = info.make(2, values);
  const auto many = make_many_starts(*surface, {}, info, values, {});
  const std::vector<double> x(starts, start.x), y(starts, start.y);

  std::vector<Timed> jobs;
  jobs.push_back({[&] {
    racer->place(*surface, std::array{start.x, start.y});
    racer->advance(*surface, {}, steps, {});
  }});
  jobs.push_back({[&] {
    many->place(x, y);
    many->advance(steps_of_many);
  }});
  jobs.push_back({[&] { benchmark::DoNotOptimize(ceiling.run(values, start, steps)); }});
  for (const Library& library : libraries) {
    const Method* method = find(library, ceiling.key);
    if (!method) continue;
    jobs.push_back(
        {[&, method, v = values_for(info, ceiling.learning_rate, method)] { method->run(v, start, steps, nullptr); }});
  }
  for (int i = 0; i < turns; ++i)
    for (Timed& job : jobs) job.turn();

  Row row{steps / jobs[0].best, steps_of_many * starts / jobs[1].best, steps / jobs[2].best, {}};
  std::size_t next = 3;
  for (const Library& library : libraries) {
    const bool has = find(library, ceiling.key);
    row.theirs.push_back(has ? std::optional(steps / jobs[next++].best) : std::nullopt);
  }
  return row;
}

void print_head(std::span<const Library> libraries) {
  fmt::print(
      "Millions of steps a second, the best of {} turns; of other libraries also how often ours goes into it,\n"
      "one path and {} starts at once.\n\n{:<18}{:>10}{:>13}{:>10}",
      turns, starts, "", "one path", "many starts", "ceiling");
  for (const Library& l : libraries) fmt::print("{:>12}{:>10}{:>10}", l.name, "one ×", "many ×");
  fmt::print("\n");
}

// Three digits of a ratio, as far as they stand behind the point.
int decimals(double ratio) { return ratio < 10 ? 2 : ratio < 100 ? 1 : 0; }

void print(std::string_view key, const Row& row) {
  fmt::print("{:<18}{:>10.1f}{:>13.0f}{:>10.1f}", key, 1e-6 * row.one, 1e-6 * row.many, 1e-6 * row.ceiling);
  for (const auto& theirs : row.theirs) {
    if (!theirs) {
      fmt::print("{:>12}{:>10}{:>10}", "–", "", "");
      continue;
    }
    const double one = row.one / *theirs, many = row.many / *theirs;
    fmt::print("{:>12.2f}{:>10.{}f}{:>10.{}f}", 1e-6 * *theirs, one, decimals(one), many, decimals(many));
  }
  fmt::print("\n");
}

// Says what differs; true if nothing does.
bool check(std::span<const Library> libraries) {
  bool same = true;
  const auto surface = find_surface("rosenbrock")->make({});
  for (const Library& library : libraries)
    for (const Method& method : library.methods) {
      const OptimizerInfo& info = *find_optimizer(method.key);
      double rate = 0;
      for (const OptimizerCeiling& c : optimizer_ceilings())
        if (c.key == method.key) rate = c.learning_rate;
      if (same_path(info, method, *surface, values_for(info, rate, &method))) continue;
      fmt::print("{}: {} walks another path than ours\n", library.name, method.key);
      same = false;
    }
  return same;
}

int compare() {
  std::vector<Library> libraries;
  for (Library (*open)() : {libtorch, ensmallen}) {
    Library library = open();
    if (library.methods.empty())
      fmt::print("{}: not there when this was built, left out (Debian, Ubuntu: {})\n", library.name, library.package);
    else
      libraries.push_back(std::move(library));
  }
  if (!check(libraries)) return 1;
  print_head(libraries);
  for (const OptimizerCeiling& ceiling : optimizer_ceilings()) print(ceiling.key, measure(ceiling, libraries));
  return 0;
}

}  // namespace
}  // namespace fallline::bench

int main() { return fallline::bench::compare(); }
