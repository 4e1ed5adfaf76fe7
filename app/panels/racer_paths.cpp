#include "app/panels/racer_paths.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "app/panels/on_picture.h"

namespace fallline {
namespace {

// The last of a few steps before `shown` at which a path is cut: while the racer goes on, what lies before it stays as
// it was drawn, and so does what is drawn of the rest.
std::size_t cut_before(std::size_t shown, std::size_t size) {
  const std::size_t apart = std::max<std::size_t>(256, std::bit_floor(size / 256));
  return shown / apart * apart;
}

}  // namespace

PathStyle path_style(const Frame& f, int colour, const PathWidths& widths) {
  return {f.theme.racer(static_cast<std::size_t>(colour)), picture_halo, f.theme.px(widths.line),
          f.theme.px(widths.halo)};
}

PathStyle ahead_style(const Frame& f, int colour, const PathWidths& widths) {
  return {ui::faded(f.theme.racer(static_cast<std::size_t>(colour)), 0.35f), 0, f.theme.px(widths.ahead), 0};
}

void draw_racer_paths(const SurfacesFrame& f, KeptPaths& kept, std::vector<double> place, const PathWidths& widths,
                      const BuildPath& build, ImDrawList* list) {
  kept.begin(std::move(place));
  for (const LabState::Ghost& g : f.state.ghosts) {
    const ImU32 colour = ui::faded(f.theme.racer(static_cast<std::size_t>(g.colour)), 0.55f);
    const PathStyle style{colour, 0, f.theme.px(1.5f), 0};
    kept.layers({g.history, 0, g.history.size(), style, true}, build).lines.replay(*list);
  }
  for (const RacerSnapshot& r : f.snapshot.racers) {
    if (!f.state.shown[static_cast<std::size_t>(r.spec.colour)]) continue;
    const auto shown = static_cast<std::size_t>(r.step);
    const std::size_t cut = cut_before(shown, r.history.size());
    // What is ahead begins at the cut: the last steps lie over it.
    if (shown + 1 < r.history.size())
      kept.layers({r.history, cut, r.history.size(), ahead_style(f, r.spec.colour, widths)}, build).lines.replay(*list);
    const PathStyle style = path_style(f, r.spec.colour, widths);
    const KeptPaths::Layers* before = cut > 0 ? &kept.layers({r.history, 0, cut + 1, style}, build) : nullptr;
    const KeptPaths::Layers& last = kept.layers({r.history, cut, shown + 1, style}, build);
    if (before) before->halo.replay(*list);
    last.halo.replay(*list);
    if (before) before->lines.replay(*list);
    last.lines.replay(*list);
  }
  kept.end();
}

}  // namespace fallline
