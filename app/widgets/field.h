#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

struct TextFieldSpec {
  bool mono = false;
  std::string_view hint;   // dim, shown while the text is empty
  std::string_view error;  // shown below in red; the border turns red too
  std::string_view tooltip;
  bool focus = false;  // takes the keyboard now, with all of its text selected
};

// Text that is edited in place; `finished` on Enter or when the field is left after a change.
Edit text_field(Ui& ui, std::string_view label, std::string& text, const TextFieldSpec& spec = {});

struct PointFieldSpec {
  std::string_view hint;  // dim, at the right: what else can be done, as in "drag"
  bool drag_icon = false;
  std::string_view formula;
  std::string_view tooltip;
};

// A point such as (-0.6, -0.35): four significant digits shown; a click types all coordinates, separated by commas.
Edit point_field(Ui& ui, std::string_view label, std::span<double> point, const PointFieldSpec& spec = {});

struct StepperSpec {
  int min = 0;
  int max = 1000;
  int step = 1;
  std::string_view unit;
  std::string_view formula;
  std::string_view tooltip;
};

// A whole number with − and + at the right. A click on the number types, the wheel steps.
Edit stepper(Ui& ui, std::string_view label, int& value, const StepperSpec& spec);

}  // namespace fallline::ui
