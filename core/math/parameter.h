// Parameter: how a number that a person can choose is declared. Sliders, files, the command line, `fallline list` and
// the tests read these tables; nothing else repeats them.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fallline {

enum class Scale { linear, log, toggle, choice };  // toggle: 0 or 1; choice: the index of a name

struct Parameter {
  std::string_view key;     // in files and on the command line
  std::string_view symbol;  // as in the formula
  std::string_view label;   // on the screen
  double initial;           // the default
  double minimum, maximum;  // of the slider
  Scale scale;
  std::string_view meaning;  // one sentence
  // What is accepted when typed or read from a file; the slider's range is inside.
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool upper_excluded = false;
  bool rare = false;           // folded away on the screen until asked for
  std::string_view name = {};  // in a sentence, where the label is too short for one
  bool whole = false;          // only whole numbers
  std::span<const std::string_view> choices = {};
};

std::vector<double> initial_values(std::span<const Parameter> parameters);

// The values; of none, the initial ones.
std::vector<double> values_or_initial(std::span<const double> values, std::span<const Parameter> parameters);

std::optional<std::size_t> find_parameter(std::span<const Parameter> parameters, std::string_view key);

// Nothing if `value` may be taken for `p`, else what is wrong and what is expected, in one line.
std::optional<std::string> refuse(const Parameter& p, double value);

// The same of one value for each of `table`, "PATH.key: …".
std::optional<std::string> refuse_values(std::string_view path, std::span<const Parameter> table,
                                         std::span<const double> values);

// Of a choice, the value that a name stands for, or what is wrong with it.
std::variant<double, std::string> read_choice(const Parameter& p, std::string_view name);

// Of `known`, the name most like `typed` (edit distance at most a third of its length, at least 2), or nothing.
std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> known);

// `unknown WHAT "typed"; did you mean "…"?`, or the list of what is known.
std::string unknown(std::string_view what, std::string_view typed, std::span<const std::string_view> known);

}  // namespace fallline
