#include "app/cli/numbers.h"

#include <algorithm>
#include <iterator>

#include "app/export/formats.h"

namespace fallline::cli {

using exporting::longest_side, exporting::shortest_side;

double read_number(std::string_view option, std::string_view text) {
  if (const auto value = parse<double>(text)) return *value;
  throw UsageError{fmt::format("{}: \"{}\"; a number in double precision is expected", option, text)};
}

std::vector<double> read_numbers(std::string_view option, std::string_view text, std::string_view form) {
  const auto expected = 1 + std::count(form.begin(), form.end(), ',');
  std::vector<double> values;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    const auto value = parse<double>(rest.substr(0, comma));
    if (!value) break;
    values.push_back(*value);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (std::ssize(values) == expected && 1 + std::count(text.begin(), text.end(), ',') == expected) return values;
  throw UsageError{fmt::format("{}: \"{}\"; {} numbers {} are expected", option, text, expected, form)};
}

Size read_size(std::string_view option, std::string_view text) {
  const std::size_t x = text.find('x');
  if (x != std::string_view::npos) {
    const auto side = [](int pixels) { return shortest_side <= pixels && pixels <= longest_side; };
    const auto width = parse<int>(text.substr(0, x)), height = parse<int>(text.substr(x + 1));
    if (width && height && side(*width) && side(*height)) return {*width, *height};
  }
  throw UsageError{fmt::format("{}: \"{}\"; WIDTHxHEIGHT in pixels, {} to {} each, is expected", option, text,
                               shortest_side, longest_side)};
}

}  // namespace fallline::cli
