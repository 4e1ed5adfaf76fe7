#include "math/parameter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace fallline {

std::vector<double> initial_values(std::span<const Parameter> parameters) {
  std::vector<double> values;
  for (const Parameter& p : parameters) values.push_back(p.initial);
  return values;
}

std::vector<double> values_or_initial(std::span<const double> values, std::span<const Parameter> parameters) {
  return values.empty() ? initial_values(parameters) : std::vector<double>(values.begin(), values.end());
}

std::optional<std::size_t> find_parameter(std::span<const Parameter> parameters, std::string_view key) {
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].key == key) return i;
  return std::nullopt;
}

std::optional<std::string> refuse(const Parameter& p, double value) {
  if (!std::isfinite(value)) return fmt::format("{} is {}; a finite number is expected", p.key, value);
  if (p.scale == Scale::toggle && value != 0 && value != 1)
    return fmt::format("{} is {}; 0 (off) or 1 (on) is expected", p.key, value);
  if (p.scale == Scale::choice) {
    if (value == std::floor(value) && value >= 0 && value < static_cast<double>(p.choices.size())) return std::nullopt;
    return fmt::format("{} is {}; one of {} is expected", p.key, value, fmt::join(p.choices, ", "));
  }
  if (p.whole && value != std::floor(value)) return fmt::format("{} is {}; a whole number is expected", p.key, value);
  const bool too_large = p.upper_excluded ? value >= p.upper : value > p.upper;
  if (value >= p.lower && !too_large) return std::nullopt;
  if (std::isinf(p.upper)) return fmt::format("{} is {}; at least {} is expected", p.key, value, p.lower);
  return fmt::format("{} is {}; a number from {} to {}{} is expected", p.key, value, p.lower, p.upper,
                     p.upper_excluded ? " (excluded)" : "");
}

std::optional<std::string> refuse_values(std::string_view path, std::span<const Parameter> table,
                                         std::span<const double> values) {
  if (values.size() != table.size())
    return fmt::format("{}: {} values; {} are expected", path, values.size(), table.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (auto why = refuse(table[i], values[i])) return fmt::format("{}.{}", path, *why);
  return std::nullopt;
}

std::variant<double, std::string> read_choice(const Parameter& p, std::string_view name) {
  const auto found = std::find(p.choices.begin(), p.choices.end(), name);
  if (found == p.choices.end()) return unknown(p.key, name, p.choices);
  return static_cast<double>(found - p.choices.begin());
}

namespace {

// Two letters the wrong way round are one edit.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before = std::exchange(row, std::exchange(next, before));
  }
  return row.back();
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> known) {
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const std::string_view name : known) {
    const bool starts = typed.size() >= 3 && name.starts_with(typed);
    const std::size_t distance = starts ? 1 : edit_distance(typed, name);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string unknown(std::string_view what, std::string_view typed, std::span<const std::string_view> known) {
  if (const auto guess = nearest(typed, known))
    return fmt::format("unknown {} \"{}\"; did you mean \"{}\"?", what, typed, *guess);
  constexpr std::size_t most = 20;  // of a long table; all of it would bury the message
  if (known.size() <= most) return fmt::format("unknown {} \"{}\"; known: {}", what, typed, fmt::join(known, ", "));
  return fmt::format("unknown {} \"{}\"; known: {}, … ({} in all)", what, typed, fmt::join(known.first(most), ", "),
                     known.size());
}

}  // namespace fallline
