// Labels: small plates on the map that cover neither each other nor what is told to be kept clear.
#pragma once

#include <string_view>
#include <vector>

#include "app/panels/map_transform.h"
#include "app/widgets/ui.h"

namespace fallline {

class Labels {
 public:
  // The strip at the top where the map has its title is kept clear from the beginning.
  Labels(const MapTransform& map, const ui::Theme& theme, ImDrawList* list);

  void keep_clear(const ui::Rect& box) { taken_.push_back(box); }
  // A disc of so many pixels.
  void keep_clear(ImVec2 at, float radius);
  void keep_clear(ImVec2 from, ImVec2 to);  // a line

  // Beside `at`, onward in the direction (of length 1) if there is room, else to one of its sides; not at all where
  // there is none.
  void put(ImVec2 at, ImVec2 direction, std::string_view text, ImU32 colour);

 private:
  bool is_free(const ui::Rect& box) const;

  const MapTransform& map_;
  const ui::Theme& theme_;
  ImDrawList* list_;
  std::vector<ui::Rect> taken_;
};

}  // namespace fallline
