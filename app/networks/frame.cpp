#include "app/networks/frame.h"

#include <algorithm>

namespace fallline {

Run run_of(const NetworkSnapshot& s, const NetworksScene& scene) {
  Run run{s.transport, s.step, s.recorded, s.steps, s.steps_an_epoch, s.complete, {}, scene.busy()};
  for (const NetworkRacerSnapshot& r : s.racers)
    run.racers.push_back({r.spec, r.seen.training.loss, r.reached, r.standstill, {}, ""});
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
