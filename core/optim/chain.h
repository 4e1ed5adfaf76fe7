// Chain: an optimizer as its parts in order, known to the compiler.
#pragma once

#include <string>
#include <tuple>
#include <utility>

#include "optim/transforms.h"

namespace fallline {

// A part as a person chooses it: a key of blocks(), and values in the order of its parameters.
struct BlockSpec {
  std::string key;
  std::vector<double> values;
  friend bool operator==(const BlockSpec&, const BlockSpec&) = default;
};

namespace optim {

template <class Part>
concept LooksAhead = requires(const Part& part, const typename Part::template State<Eigen::Array2d>& state) {
  part.template look_ahead<Eigen::Array2d>(state);
};
template <class Part>
concept Reports = requires(const Part& part, typename Part::template State<Eigen::Array2d>& state, Eigen::Array2d at) {
  part.template report<Eigen::Array2d>(state, at);
};
template <class Part>
concept Smooth = requires {
  requires Part::smooth;
};
template <class Part>
concept ElementWise = requires {
  requires Part::element_wise;
};

template <class Part>
inline constexpr std::size_t option_count = std::tuple_size_v<std::remove_cvref_t<decltype(Part::options)>>;

template <class Part>
Part part_from(std::span<const double> values) {
  Part part{};
  std::apply(
      [&](auto... members) {
        [[maybe_unused]] std::size_t i = 0;
        ((part.*members = static_cast<std::remove_reference_t<decltype(part.*members)>>(values[i++])), ...);
      },
      Part::options);
  return part;
}

template <class Part>
BlockSpec spec_of(const Part& part) {
  return {std::string(Part::key),
          std::apply([&](auto... members) { return std::vector<double>{static_cast<double>(part.*members)...}; },
                     Part::options)};
}

template <class... Parts>
class Chain {
 public:
  static constexpr std::size_t length = sizeof...(Parts);
  static constexpr bool element_wise = (ElementWise<Parts> && ...);

  template <class V>
  using States = std::tuple<typename Parts::template State<V>...>;

  explicit Chain(Parts... parts) : parts_(parts...) {}

  template <class V>
  States<V> initial_states(const V& like) const {
    return States<V>(typename Parts::template State<V>(like)...);
  }

  std::vector<BlockSpec> specs() const {
    return std::apply([](const Parts&... parts) { return std::vector<BlockSpec>{spec_of(parts)...}; }, parts_);
  }

  static constexpr bool looks_ahead() { return (LooksAhead<Parts> || ...); }
  static constexpr bool reports() { return (Reports<Parts> || ...); }
  static constexpr bool smooth() { return (Smooth<Parts> || ...); }

  // To `at`, θ plus what the parts want to look ahead.
  template <class V>
  void query(const V& theta, const States<V>& states, V& at) const {
    at = theta;
    each(
        [&]<class Part>(const Part& part, const auto& state) {
          if constexpr (LooksAhead<Part>) at += part.template look_ahead<V>(state);
        },
        states);
  }

  // One step: update = g passed through every part; watch(label, update) after each.
  template <class V, class Watch>
  void apply(States<V>& states, Step<V>& step, Watch watch) const {
    each(
        [&]<class Part>(const Part& part, auto& state) {
          part.template apply<V>(state, step);
          watch(Part::label, step.update);
        },
        states);
  }

  // The point that is shown where θ was reached.
  template <class V>
  V report(States<V>& states, const V& theta) const {
    V at = theta;
    each(
        [&]<class Part>(const Part& part, auto& state) {
          if constexpr (Reports<Part>) at = part.template report<V>(state, at);
        },
        states);
    return at;
  }

 private:
  template <class Visit, class Tuple>
  void each(Visit visit, Tuple& states) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(std::get<I>(parts_), std::get<I>(states)), ...); }
    (std::index_sequence_for<Parts...>{});
  }

  std::tuple<Parts...> parts_;
};

}  // namespace optim
}  // namespace fallline
