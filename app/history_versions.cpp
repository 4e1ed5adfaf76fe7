#include "app/history_versions.h"

#include <algorithm>

namespace fallline {

void HistoryVersions::begin_frame() {
  // Views are shares: one that nobody asks for would hold its whole history.
  std::erase_if(known_, [](const Known& k) { return !k.used; });
  for (Known& k : known_) k.used = false;
}

int HistoryVersions::of(const HistoryView& history) {
  auto found = std::find_if(known_.begin(), known_.end(), [&](const Known& k) { return k.history.same_as(history); });
  if (found == known_.end()) found = known_.insert(found, {history, ++last_, false});
  found->used = true;
  return found->version;
}

}  // namespace fallline
