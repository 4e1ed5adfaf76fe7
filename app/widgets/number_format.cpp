#include "app/widgets/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

namespace fallline::ui {
namespace {

std::optional<std::string> special(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  return std::nullopt;
}

void strip_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

// "3.100e-09" becomes mantissa "3.100" and exponent -9.
struct Scientific {
  std::string mantissa;
  int exponent;
};

Scientific split(std::string text) {
  const std::size_t e = text.find('e');
  return {text.substr(0, e), e == std::string::npos ? 0 : std::stoi(text.substr(e + 1))};
}

std::string formatted(double value, int digits, bool padded) {
  if (auto text = special(value)) return *text;
  digits = std::clamp(digits, 1, 17);
  // The exponent after rounding decides: 0.00099996 is 0.001 with four digits.
  Scientific parts = split(fmt::format("{:.{}e}", value, digits - 1));
  if (value == 0.0) return padded ? fmt::format("{:.{}f}", 0.0, digits - 1) : "0";
  if (parts.exponent < -3 || parts.exponent >= 5) {
    if (!padded) strip_zeros(parts.mantissa);
    return fmt::format("{}e{}", parts.mantissa, parts.exponent);
  }
  std::string text = fmt::format("{:.{}f}", value, std::max(0, digits - 1 - parts.exponent));
  if (!padded) strip_zeros(text);
  return text;
}

}  // namespace

std::string format_number(double value, int digits) { return formatted(value, digits, false); }

std::string format_padded(double value, int digits) { return formatted(value, digits, true); }

std::string format_full(double value) {
  if (auto text = special(value)) return *text;
  if (value == 0.0) return "0";
  const std::string text = fmt::format("{}", value);
  if (text.find('e') == std::string::npos) {
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
  }
  const Scientific parts = split(text);
  return fmt::format("{}e{}", parts.mantissa, parts.exponent);
}

std::optional<double> parse_number(std::string_view text) {
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  double value = 0.0;
  if (!(stream >> value) || !std::isfinite(value)) return std::nullopt;
  stream >> std::ws;
  if (!stream.eof()) return std::nullopt;
  return value;
}

}  // namespace fallline::ui
