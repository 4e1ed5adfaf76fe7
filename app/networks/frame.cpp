#include "app/networks/frame.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/widgets/number_format.h"

namespace fallline {
namespace {

// "337 parameters · 41.2 k updates/s · epoch 0.3 ms"
std::string cost_of(const NetworkRacerSnapshot& r) {
  const std::string text = fmt::format("{} parameters", r.theta.size());
  const double speed = r.steps_per_second;
  if (!(speed > 0)) return text;
  const double seconds = static_cast<double>(r.setup->steps_an_epoch) / speed;
  const bool thousands = speed >= 1e4, millis = seconds < 1;
  return fmt::format("{} · {}{} updates/s · epoch {} {}", text, ui::format_number(thousands ? speed / 1e3 : speed, 3),
                     thousands ? " k" : "", ui::format_number(millis ? 1e3 * seconds : seconds, 2),
                     millis ? "ms" : "s");
}

}  // namespace

Run run_of(const NetworkSnapshot& s, const NetworksScene& scene) {
  Run run{s.transport, s.step, s.recorded, s.steps, s.steps_an_epoch, s.complete, {}, scene.busy()};
  for (const NetworkRacerSnapshot& r : s.racers)
    run.racers.push_back({r.spec, r.seen.training.loss, r.reached, r.standstill, {}, cost_of(r)});
  return run;
}

const NetworkRacerSnapshot* focused_racer(const NetworksFrame& frame) {
  return focused_racer(frame.snapshot, frame.state.view);
}

nn::NetworkSpec& network_in_focus(NetworksFrame& f) {
  // As focused_racer(): the first where nobody has the colour in focus.
  const bool found = std::ranges::any_of(f.racers, [&](const RacerSpec& r) { return r.colour == f.state.view.focus; });
  const auto own =
      f.commands.network.networks.find(found || f.racers.empty() ? f.state.view.focus : f.racers.front().colour);
  return own == f.commands.network.networks.end() ? f.commands.network.network : own->second;
}

}  // namespace fallline
