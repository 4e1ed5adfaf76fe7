// A row for one declared parameter: a slider or a toggle, all of it read from the table.
#pragma once

#include "app/widgets/slider_scale.h"
#include "app/widgets/ui.h"
#include "math/parameter.h"

namespace fallline {

ui::SliderSpec slider_spec(const Parameter& parameter, std::string_view formula);

// `formula`: where the symbol stands, for the tooltip. The row's id is the parameter's key.
ui::Edit draw_parameter(ui::Ui& ui, const Parameter& parameter, std::string_view formula, double& value);

}  // namespace fallline
