// Changes: what a person changed from one experiment to the next, in words.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

#include "session/any_experiment.h"

namespace fallline {

// "Adam learning rate", "start", "add RMSProp", "width of layer 2"; of several changes the first. Empty when nothing
// differs.
std::string name_of_change(const AnyExperiment& before, const AnyExperiment& after);
std::string name_of_change(const Experiment& before, const Experiment& after);
std::string name_of_change(const training::NetworkExperiment& before, const training::NetworkExperiment& after);

// Of a number that stands alone in an experiment: "8 → 16"; else empty.
std::string values_of_change(std::string_view change, const AnyExperiment& before, const AnyExperiment& after);
std::string values_of_change(std::string_view change, const Experiment& before, const Experiment& after);
std::string values_of_change(std::string_view change, const training::NetworkExperiment& before,
                             const training::NetworkExperiment& after);

// The parameter whose value differs.
std::string_view changed_parameter(std::span<const Parameter> table, const std::vector<double>& before,
                                   const std::vector<double>& after);
std::string change_of_racers(const std::vector<RacerSpec>& before, const std::vector<RacerSpec>& after);

// A number that stands alone in an experiment, and how it is written.
inline std::string plain_number(double value) { return fmt::format("{:.4g}", value); }
inline std::string whole_number(double value) { return fmt::format("{:.0f}", value); }
inline std::string samples_or_all(double value) { return value == 0 ? "all" : whole_number(value); }
template <class E>
struct NumberOf {
  std::string_view name;
  double (*of)(const E&);
  std::string (*written)(double) = plain_number;
};

template <class E>
const NumberOf<E>* changed_number(std::span<const NumberOf<E>> numbers, const E& before, const E& after) {
  for (const NumberOf<E>& number : numbers)
    if (number.of(before) != number.of(after)) return &number;
  return nullptr;
}

template <class E>
std::string values_of_number(std::span<const NumberOf<E>> numbers, std::string_view name, const E& before,
                             const E& after) {
  for (const NumberOf<E>& number : numbers)
    if (number.name == name)
      return fmt::format("{} → {}", number.written(number.of(before)), number.written(number.of(after)));
  return "";
}

}  // namespace fallline
