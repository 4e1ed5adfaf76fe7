#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fallline::ui {

// `digits` significant digits, no trailing zeros: 181.6, 0.08, 42; below 1e-3 and from 1e5 on as 3.1e-9, 2e5.
// Zero has no sign; not-a-number is "NaN", infinities "∞" and "-∞".
std::string format_number(double value, int digits = 4);

// The same with the zeros kept, so that columns line up: 3.000, 25.70.
std::string format_padded(double value, int digits = 4);

// The shortest text that reads back as the same double: 17 significant digits at most.
std::string format_full(double value);

// A finite number and nothing else ("1e-3", " -0.5 ", "+2"), whatever the locale.
std::optional<double> parse_number(std::string_view text);

}  // namespace fallline::ui
