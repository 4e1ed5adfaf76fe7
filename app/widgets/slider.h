#pragma once

#include <string_view>

#include "app/widgets/slider_scale.h"
#include "app/widgets/ui.h"

namespace fallline::ui {

// A row with the label at left and the track at right, the number in its middle.
// Drag sets; double click resets to spec.default_value; ctrl-click types a number in full precision; the wheel nudges
// (a tenth as much with shift). `value` is not touched unless a person changes it, so it may lie outside the track.
Edit slider(Ui& ui, std::string_view label, double& value, const SliderSpec& spec);

// The same for whole numbers.
Edit slider(Ui& ui, std::string_view label, int& value, SliderSpec spec);

}  // namespace fallline::ui
