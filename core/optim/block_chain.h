// BlockChain: an optimizer as its parts in order, put together while the program runs. Slower than a Chain, for every
// part is called by way of a table, but whatever can be chosen can be chained.
#pragma once

#include <memory>

#include "optim/bundle.h"
#include "optim/chain.h"

namespace fallline::optim {

// What a part remembers, whatever its type.
template <class V>
class AnyState {
 public:
  template <class State>
  explicit AnyState(State state) : held_(std::make_unique<Held<State>>(std::move(state))) {}
  AnyState(const AnyState& other) : held_(other.held_->clone()) {}
  AnyState(AnyState&&) noexcept = default;
  AnyState& operator=(AnyState other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }

  // Of the type that it was made with.
  template <class State>
  State& as() {
    return static_cast<Held<State>&>(*held_).state;
  }
  template <class State>
  const State& as() const {
    return static_cast<const Held<State>&>(*held_).state;
  }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual std::unique_ptr<Base> clone() const = 0;
  };
  template <class State>
  struct Held final : Base {
    explicit Held(State s) : state(std::move(s)) {}
    std::unique_ptr<Base> clone() const override { return std::make_unique<Held>(state); }
    State state;
  };
  std::unique_ptr<Base> held_;
};

template <class V>
class PartOn {
 public:
  virtual ~PartOn() = default;
  virtual AnyState<V> initial_state(const V& like) const = 0;
  virtual void apply(AnyState<V>& state, Step<V>& step) const = 0;
  virtual void add_look_ahead(const AnyState<V>& state, V& at) const = 0;
  virtual void report(AnyState<V>& state, V& at) const = 0;
};

template <class V, class Part>
class PartOnOf final : public PartOn<V> {
 public:
  using State = typename Part::template State<V>;
  explicit PartOnOf(const Part& part) : part_(part) {}

  AnyState<V> initial_state(const V& like) const override { return AnyState<V>(State(like)); }
  void apply(AnyState<V>& state, Step<V>& step) const override {
    part_.template apply<V>(state.template as<State>(), step);
  }
  void add_look_ahead([[maybe_unused]] const AnyState<V>& state, [[maybe_unused]] V& at) const override {
    if constexpr (LooksAhead<Part>) at += part_.template look_ahead<V>(state.template as<State>());
  }
  void report([[maybe_unused]] AnyState<V>& state, [[maybe_unused]] V& at) const override {
    if constexpr (Reports<Part>) at = part_.template report<V>(state.template as<State>(), at);
  }

 private:
  Part part_;
};

// A part whose type is known to itself alone.
struct AnyPart {
  std::string_view label;
  bool looks_ahead, reports, smooth;
  std::shared_ptr<const PartOn<Eigen::Array2d>> on_two;
  std::shared_ptr<const PartOn<Eigen::ArrayXd>> on_many;
  std::shared_ptr<const PartOn<Bundle>> on_bundle;  // null where it does not work element by element

  template <class V>
  const PartOn<V>& on() const {
    if constexpr (V::SizeAtCompileTime == 2)
      return *on_two;
    else if constexpr (std::is_same_v<V, Bundle>)
      return *on_bundle;
    else
      return *on_many;
  }
};

template <class Part>
AnyPart any_part(const Part& part) {
  AnyPart any{Part::label,
              LooksAhead<Part>,
              Reports<Part>,
              Smooth<Part>,
              std::make_shared<PartOnOf<Eigen::Array2d, Part>>(part),
              std::make_shared<PartOnOf<Eigen::ArrayXd, Part>>(part),
              nullptr};
  if constexpr (ElementWise<Part>) any.on_bundle = std::make_shared<PartOnOf<Bundle, Part>>(part);
  return any;
}

class BlockChain {
 public:
  template <class V>
  using States = std::vector<AnyState<V>>;

  explicit BlockChain(std::vector<AnyPart> parts) : parts_(std::move(parts)) {
    for (const AnyPart& part : parts_) {
      looks_ahead_ |= part.looks_ahead;
      reports_ |= part.reports;
      smooth_ |= part.smooth;
      element_wise_ &= part.on_bundle != nullptr;
    }
  }

  bool looks_ahead() const { return looks_ahead_; }
  bool reports() const { return reports_; }
  bool smooth() const { return smooth_; }
  bool element_wise() const { return element_wise_; }

  template <class V>
  States<V> initial_states(const V& like) const {
    States<V> states;
    for (const AnyPart& part : parts_) states.push_back(part.on<V>().initial_state(like));
    return states;
  }

  template <class V>
  void query(const V& theta, const States<V>& states, V& at) const {
    at = theta;
    for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].on<V>().add_look_ahead(states[i], at);
  }

  template <class V, class Watch>
  void apply(States<V>& states, Step<V>& step, Watch watch) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      parts_[i].on<V>().apply(states[i], step);
      watch(parts_[i].label, step.update);
    }
  }

  template <class V>
  V report(States<V>& states, const V& theta) const {
    V at = theta;
    for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].on<V>().report(states[i], at);
    return at;
  }

 private:
  std::vector<AnyPart> parts_;
  bool looks_ahead_ = false, reports_ = false, smooth_ = false, element_wise_ = true;
};

}  // namespace fallline::optim
