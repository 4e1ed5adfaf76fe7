#include "app/networks/units.h"

#include "app/networks/frame.h"

namespace fallline {

void Units::update(const NetworkSnapshot& snapshot, const ViewSpec& view) {
  constexpr int rest = 9;  // times as long as it took
  if (auto made = task_.take()) {
    maps_ = std::move(made->maps);
    not_before_ = Clock::now() + rest * made->took;
    ++version_;
  }
  const NetworkRacerSnapshot* r = focused_racer(snapshot, view);
  if (!r || task_.running() || (looked_at_ == snapshot.version && colour_ == r->spec.colour)) return;
  if (snapshot.transport.playing && Clock::now() < not_before_) return;
  looked_at_ = snapshot.version;
  colour_ = r->spec.colour;
  if (maps_ && maps_->setup == r->setup && maps_->theta == r->theta) return;
  task_.start(
      [setup = r->setup, theta = r->theta, memory = r->memory](const std::stop_token& stop) {
        const Clock::time_point begin = Clock::now();
        UnitMaps maps = unit_maps(setup, theta, memory, stop);
        return Made{std::move(maps), Clock::now() - begin};
      },
      notify_);
}

}  // namespace fallline
