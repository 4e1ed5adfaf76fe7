#include "app/kept_paths.h"

#include <utility>

namespace fallline {

void KeptPaths::begin(std::vector<double> place) {
  used_ = 0;
  if (place == place_) return;
  entries_.clear();
  place_ = std::move(place);
}

const KeptPaths::Layers& KeptPaths::layers(const PathPart& part, const BuildPath& build) {
  const bool fresh = used_ == entries_.size();
  if (fresh) entries_.push_back({part, {}});
  auto& [kept, layers] = entries_[used_++];
  if (!fresh && kept == part && layers.lines.usable()) return layers;
  kept = part;
  const PathBuilder path = build(part.history, part.first, part.last);
  layers.halo.record([&](ImDrawList& list) {
    if (!part.ghost) path.draw_halo(&list, part.style);
  });
  layers.lines.record([&](ImDrawList& list) {
    if (part.ghost)
      path.draw_ghost(&list, part.style.colour, part.style.thickness);
    else
      path.draw_lines(&list, part.style);
  });
  return layers;
}

}  // namespace fallline
