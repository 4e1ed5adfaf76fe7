#include "app/networks/frame.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/widgets/number_format.h"

namespace fallline {
namespace {

// "337 parameters · 41200 updates/s · epoch 0.3 ms"
std::string cost_of(const NetworkRacerSnapshot& r) {
  std::string text = fmt::format("{} parameters", r.theta.size());
  if (!(r.steps_per_second > 0)) return text;
  const double seconds = static_cast<double>(r.setup->steps_an_epoch) / r.steps_per_second;
  return text + fmt::format(" · {} updates/s · epoch {} {}", ui::format_number(r.steps_per_second, 3),
                            ui::format_number(seconds < 1 ? 1e3 * seconds : seconds, 2), seconds < 1 ? "ms" : "s");
}

}  // namespace

Run run_of(const NetworkSnapshot& s, const NetworksScene& scene) {
  Run run{s.transport, s.step, s.recorded, s.steps, s.steps_an_epoch, s.complete, {}, scene.busy()};
  for (const NetworkRacerSnapshot& r : s.racers)
    run.racers.push_back({r.spec, r.seen.training.loss, r.reached, r.standstill, {}, cost_of(r)});
  return run;
}

const NetworkRacerSnapshot* focused_racer(const NetworkSnapshot& snapshot, const ViewSpec& view) {
  for (const NetworkRacerSnapshot& r : snapshot.racers)
    if (r.spec.colour == view.focus) return &r;
  return snapshot.racers.empty() ? nullptr : &snapshot.racers.front();
}

const NetworkRacerSnapshot* focused_racer(const NetworksFrame& frame) {
  return focused_racer(frame.snapshot, frame.state.view);
}

nn::NetworkSpec& network_in_focus(NetworksFrame& f) {
  const auto own = f.commands.network.networks.find(f.state.view.focus);
  return own == f.commands.network.networks.end() ? f.commands.network.network : own->second;
}

}  // namespace fallline
