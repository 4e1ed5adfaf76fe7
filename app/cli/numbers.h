// Numbers as typed: read whole or refused, and the same in every locale. `option` is the name that messages begin with.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/cli/usage_error.h"

namespace fallline::cli {

struct Size {
  int width, height;
};

// The number that is the whole of `text`, if it is one of T's.
template <class T>
std::optional<T> parse(std::string_view text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  return std::nullopt;
}

// Any double, also NaN and ±∞: what may be is for the caller to say. Throws UsageError, as all below do.
double read_number(std::string_view option, std::string_view text);

// As many numbers as `form` names, separated by commas: "x,y".
std::vector<double> read_numbers(std::string_view option, std::string_view text, std::string_view form);

// A whole number from `least` to `most`.
template <class Whole>
Whole read_whole(std::string_view option, std::string_view text, Whole least, Whole most) {
  if (const auto value = parse<Whole>(text); value && *value >= least && *value <= most) return *value;
  throw UsageError{fmt::format("{}: \"{}\"; a whole number from {} to {} is expected", option, text, least, most)};
}

// Width and height in pixels, "1600x960".
Size read_size(std::string_view option, std::string_view text);

}  // namespace fallline::cli
