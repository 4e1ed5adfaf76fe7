// Where the line search of the next step looks, on the map: a cross for each trial, a dot for the one that is taken.
#include "app/panels/map_overlays.h"
#include "app/panels/on_picture.h"

namespace fallline {

void draw_trial_points(const RacerSnapshot& racer, const MapTransform& map, double scale, const ui::Theme& t,
                       ImDrawList* list) {
  // At the scale of the arrows, so that the one taken is at the tip of the step.
  const auto pixel = [&](const optim::TrialPoint& trial) {
    return map.to_pixel({racer.theta.x + scale * (trial.theta[0] - racer.theta.x),
                         racer.theta.y + scale * (trial.theta[1] - racer.theta.y)});
  };
  const auto cross = [&](ImVec2 at, ImU32 colour, float width) {
    const float r = t.px(3.5f);
    list->AddLine({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour, width);
    list->AddLine({at.x - r, at.y + r}, {at.x + r, at.y - r}, colour, width);
  };
  for (const optim::TrialPoint& trial : racer.trials) {
    if (trial.accepted) continue;
    cross(pixel(trial), picture_halo, t.px(3.5f));
    cross(pixel(trial), picture_ink, t.px(1.5f));
  }
  for (const optim::TrialPoint& trial : racer.trials) {
    if (!trial.accepted) continue;
    list->AddCircleFilled(pixel(trial), t.px(5), picture_halo, 16);
    list->AddCircleFilled(pixel(trial), t.px(3.5f), picture_ink, 16);
  }
}

}  // namespace fallline
