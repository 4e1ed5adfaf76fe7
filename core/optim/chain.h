// Chain: an optimizer as its parts in order.
#pragma once

#include <tuple>
#include <utility>

#include "optim/transforms.h"

namespace fallline::optim {

template <class Part>
concept LooksAhead = requires(const Part& part, const typename Part::template State<Eigen::Array2d>& state) {
  part.template look_ahead<Eigen::Array2d>(state);
};

template <class... Parts>
class Chain {
 public:
  static constexpr std::size_t length = sizeof...(Parts);

  template <class V>
  using States = std::tuple<typename Parts::template State<V>...>;

  explicit Chain(Parts... parts) : parts_(parts...) {}

  template <class V>
  static States<V> initial_states(const V& like) {
    return States<V>(typename Parts::template State<V>(like)...);
  }

  static constexpr bool looks_ahead = (LooksAhead<Parts> || ...);

  // θ plus what the parts want to look ahead.
  template <class V>
  V query(const V& theta, const States<V>& states) const {
    V at = theta;
    each(
        [&]<class Part>(const Part& part, const auto& state) {
          if constexpr (LooksAhead<Part>) at += part.template look_ahead<V>(state);
        },
        states);
    return at;
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

 private:
  template <class Visit, class Tuple>
  void each(Visit visit, Tuple& states) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(std::get<I>(parts_), std::get<I>(states)), ...); }
    (std::index_sequence_for<Parts...>{});
  }

  std::tuple<Parts...> parts_;
};

}  // namespace fallline::optim
