// Graph: a formula as operations on plain real numbers, each different one there once. Derivatives are further nodes
// of the same graph (formula_derivatives.h), so whatever evaluates it knows nothing of them.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace fallline::formula {

// All are strict: of NaN comes NaN.
enum class Op : std::uint8_t {
  constant,
  x,
  y,
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
  square,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  atan2,
  sinh,
  cosh,
  tanh,
  exp,
  log,
  log10,
  sqrt,
  abs,
  sign,
  min,
  max,
  floor,
  select,      // a ≤ 0 ? b : c
  sign_jump,   // the derivative of sign(a): 0, but over an interval with a jump inside anything
  floor_jump,  // of floor(a)
  angle_jump,  // of atan2(a, b), where the angle turns from −π to π
};

using Id = std::uint32_t;  // of a node; those of its operands are lower
inline constexpr Id none = ~Id{0};

struct Node {
  Op op;
  Id a = none, b = none, c = none;
  double value = 0;  // of a constant
};

class Graph {
 public:
  // The node of this operation, simplified where that changes no result: constants are folded, 1·a, a + 0, −(−a) are a,
  // a·a is square(a). Nothing that may be a hole vanishes: 0·a stays.
  Id constant(double value);
  Id make(Op op, Id a = none, Id b = none, Id c = none);

  const Node& operator[](Id id) const { return nodes_[id]; }
  std::size_t size() const { return nodes_.size(); }
  bool is_constant(Id id) const { return nodes_[id].op == Op::constant; }
  bool is_constant(Id id, double value) const { return is_constant(id) && nodes_[id].value == value; }

  // For each node, whether one of `from` is made of it.
  std::vector<bool> reachable(std::span<const Id> from) const;

 private:
  struct Hash {
    std::size_t operator()(const Node& n) const;
  };
  struct Same {
    bool operator()(const Node& m, const Node& n) const;
  };

  Id find_or_add(const Node& node);
  Id fold(Op op, Id a, Id b, Id c);
  Id make_sum(Id a, Id b);
  Id make_difference(Id a, Id b);
  Id make_product(Id a, Id b);
  Id make_quotient(Id a, Id b);
  Id make_power(Id a, Id b);

  std::vector<Node> nodes_;
  std::unordered_map<Node, Id, Hash, Same> known_;
};

// The graph goes on with products and roots in the place of powers with a constant exponent that is a multiple of ½ and
// not large: `roots` are replaced by what is equal to them.
void expand_powers(Graph& graph, std::span<Id> roots);

}  // namespace fallline::formula
