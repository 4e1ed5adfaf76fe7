#include "app/panels/parameter_row.h"

#include "app/widgets/button.h"
#include "app/widgets/slider.h"
#include "app/widgets/text.h"

namespace fallline {

ui::SliderSpec slider_spec(const Parameter& p, std::string_view formula) {
  ui::SliderSpec spec;
  spec.min = p.minimum;
  spec.max = p.maximum;
  spec.scale = p.scale == Scale::log ? ui::Scale::log : ui::Scale::linear;
  spec.default_value = p.initial;
  spec.lower = p.lower;
  spec.upper = p.upper;
  spec.upper_open = p.upper_excluded;
  spec.integer = p.whole;
  spec.formula = formula;
  spec.tooltip = p.meaning;
  return spec;
}

ui::Edit draw_parameter(ui::Ui& ui, const Parameter& p, std::string_view formula, double& value) {
  if (p.scale == Scale::toggle) {
    bool on = value != 0;
    const bool changed = ui::toggle(ui, p.label, on, p.meaning);
    if (changed) value = on ? 1 : 0;
    return {.changed = changed, .finished = changed};
  }
  if (p.scale == Scale::choice) {
    auto index = static_cast<std::size_t>(value);
    ui::begin_row(ui, p.label, ui.theme.px(32));
    const bool changed = ui::segmented(ui, p.key, p.choices, index);
    if (changed) value = static_cast<double>(index);
    ui::item_tooltip(ui, formula, p.meaning);
    return {.changed = changed, .finished = changed};
  }
  return ui::slider(ui, p.label, value, slider_spec(p, formula));
}

}  // namespace fallline
