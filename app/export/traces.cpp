#include "app/export/traces.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/export/pieces.h"
#include "app/export/values.h"
#include "session/session.h"

namespace fallline::exporting {
namespace {

constexpr double computing = 0.3;  // the share of a racer's time; the rest is writing

// The whole run of the racer with this index. Alone it does what it does beside the others: noise depends on the seed
// and the step.
std::shared_ptr<const Snapshot> run_alone(const Experiment& experiment, std::size_t index, const Progress& progress) {
  Experiment alone = experiment;
  alone.racers = {experiment.racers[index]};
  Session session(std::move(alone));
  session.show(experiment.steps);
  while (!session.compute(std::chrono::milliseconds(50)))
    progress(static_cast<double>(session.recorded()) / static_cast<double>(experiment.steps));
  progress(1);
  return session.snapshot();
}

// The progress of part `index` of `count`, of which this is from `low` to `high`.
Progress share(const Progress& progress, std::size_t index, std::size_t count, double low, double high) {
  return [=, &progress](double done) {
    progress((static_cast<double>(index) + std::lerp(low, high, done)) / static_cast<double>(count));
  };
}

// Calls `each` with every step, and tells how far it is.
template <class Each>
void for_each_step(const HistoryView& history, const Progress& progress, Each each) {
  constexpr std::size_t stride = 4096;
  for (std::size_t step = 0; step < history.size(); ++step) {
    if (step % stride == 0) progress(static_cast<double>(step) / static_cast<double>(history.size()));
    each(step, history.at(step));
  }
  progress(1);
}

template <class Value>
void print_column(Pieces& out, std::string_view name, const HistoryView& history, const Progress& progress,
                  Value value) {
  out.print(",\n   \"{}\": [", name);
  for_each_step(history, progress, [&](std::size_t step, Point p) {
    const double v = value(p);
    if (step > 0) out.print(",");
    if (std::isfinite(v))
      out.print("{:.17g}", v);
    else
      out.print("null");
  });
  out.print("]");
}

}  // namespace

void write_csv(const Experiment& experiment, const Write& write, const Progress& progress) {
  Pieces out(write);
  out.print("{}\n", csv_header);
  const std::size_t count = experiment.racers.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto run = run_alone(experiment, i, share(progress, i, count, 0, computing));
    const RacerSnapshot& racer = run->racers[0];
    for_each_step(racer.history, share(progress, i, count, computing, 1), [&](std::size_t step, Point p) {
      const Values values = values_at(*run->surface, p);
      const auto lambda = eigenvalues_at(*run->surface, p);
      out.print("{},{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g}\n", i, racer.spec.optimizer, step, p.x, p.y,
                values.loss, values.gradient_norm, lambda[0], lambda[1]);
    });
  }
  out.finish();
  progress(1);
}

void write_json(const Document& document, const Write& write, const Progress& progress) {
  Pieces out(write);
  const auto experiment = nlohmann::ordered_json::parse(to_json(document));
  out.print("{{\"fallline\": 1,\n\"experiment\": {},\n\"racers\": [", experiment.dump(1));
  const Experiment& e = on_surface(document.experiment);
  const std::size_t count = e.racers.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto run = run_alone(e, i, share(progress, i, count, 0, computing));
    const RacerSnapshot& racer = run->racers[0];
    const Surface& surface = *run->surface;
    const nlohmann::json stopped = racer.standstill ? nlohmann::json(racer.standstill->why) : nlohmann::json();
    out.print("{}\n  {{\"optimizer\": \"{}\", \"colour\": {}, \"stopped\": {}", i == 0 ? "" : ",", racer.spec.optimizer,
              racer.spec.colour, stopped.dump());
    const auto column = [&](std::size_t k, std::string_view name, auto value) {
      constexpr double each = (1 - computing) / 6;
      const double low = computing + each * static_cast<double>(k);
      print_column(out, name, racer.history, share(progress, i, count, low, low + each), value);
    };
    column(0, "x", [](Point p) { return p.x; });
    column(1, "y", [](Point p) { return p.y; });
    column(2, "loss", [&](Point p) { return values_at(surface, p).loss; });
    column(3, "grad_norm", [&](Point p) { return values_at(surface, p).gradient_norm; });
    column(4, "lambda_min", [&](Point p) { return eigenvalues_at(surface, p)[0]; });
    column(5, "lambda_max", [&](Point p) { return eigenvalues_at(surface, p)[1]; });
    out.print("}}");
  }
  out.print("\n]}}\n");
  out.finish();
  progress(1);
}

}  // namespace fallline::exporting
