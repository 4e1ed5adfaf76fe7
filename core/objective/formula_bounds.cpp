#include "objective/formula_bounds.h"

#include <cmath>

namespace fallline::formula {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Where the values of an operation's first operand must lie for it to be a number.
Interval domain(const Node& node, const std::vector<Node>& nodes) {
  switch (node.op) {
    case Op::log:
    case Op::log10:
    case Op::sqrt:
      return {0, infinity};
    case Op::asin:
    case Op::acos:
      return {-1, 1};
    case Op::power:
      if (const Node& exponent = nodes[node.b];
          exponent.op == Op::constant && exponent.value != std::floor(exponent.value))
        return {0, infinity};
      return Interval::all();
    default:
      return Interval::all();
  }
}

Interval jump(bool jumps) { return jumps ? Interval::all() : Interval(0); }

Interval evaluate(const Node& node, Interval a, Interval b, Interval c) {
  switch (node.op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return a / b;
    case Op::power:
      return pow(a, b);
    case Op::negate:
      return -a;
    case Op::square:
      return square(a);
    case Op::sin:
      return sin(a);
    case Op::cos:
      return cos(a);
    case Op::tan:
      return tan(a);
    case Op::asin:
      return asin(a);
    case Op::acos:
      return acos(a);
    case Op::atan:
      return atan(a);
    case Op::atan2:
      return atan2(a, b);
    case Op::sinh:
      return sinh(a);
    case Op::cosh:
      return cosh(a);
    case Op::tanh:
      return tanh(a);
    case Op::exp:
      return exp(a);
    case Op::log:
      return log(a);
    case Op::log10:
      return log10(a);
    case Op::sqrt:
      return sqrt(a);
    case Op::abs:
      return abs(a);
    case Op::sign:
      return sign(a);
    case Op::min:
      return min(a, b);
    case Op::max:
      return max(a, b);
    case Op::floor:
      return floor(a);
    case Op::select:
      return a.hi <= 0 ? b : a.lo > 0 ? c : hull(b, c);
    case Op::sign_jump:
      return jump(a.contains(0));
    case Op::floor_jump:
      return jump(std::floor(a.lo) != std::floor(a.hi) || a.lo == std::floor(a.lo));
    case Op::angle_jump:
      return jump(a.contains(0) && b.lo <= 0);
    case Op::constant:
    case Op::x:
    case Op::y:
      break;
  }
  return Interval::all();
}

}  // namespace

Bounds::Bounds(const Graph& graph, const SixNodes& nodes) {
  const std::vector<bool> needed = graph.reachable(nodes);
  std::vector<Id> place(needed.size(), none);
  const auto of = [&](Id id) { return id == none ? none : place[id]; };
  for (Id id = 0; id < needed.size(); ++id) {
    if (!needed[id]) continue;
    const Node& n = graph[id];
    place[id] = static_cast<Id>(nodes_.size());
    nodes_.push_back({n.op, of(n.a), of(n.b), of(n.c), n.value});
    hole_everywhere_ |= n.op == Op::constant && std::isnan(n.value);
  }
  for (std::size_t k = 0; k < nodes.size(); ++k) results_[k] = place[nodes[k]];
}

std::array<Interval, 6> Bounds::over(Interval x, Interval y) const {
  std::array<Interval, 6> bounds;
  bounds.fill(Interval::none());
  constexpr std::size_t enough = 256;
  bool holes = false;
  const auto evaluate_in = [&](Interval* values) {
    if (!run(x, y, values, holes)) return;
    for (std::size_t k = 0; k < bounds.size(); ++k) bounds[k] = holes && k > 2 ? Interval::all() : values[results_[k]];
  };
  if (hole_everywhere_) return bounds;
  if (nodes_.size() <= enough) {
    std::array<Interval, enough> values;
    evaluate_in(values.data());
  } else {
    std::vector<Interval> values(nodes_.size());
    evaluate_in(values.data());
  }
  return bounds;
}

// False if the formula is a hole all over the box; `holes` if it is one in a part of it.
bool Bounds::run(Interval x, Interval y, Interval* values, bool& holes) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (node.a == none) {
      values[i] = node.op == Op::x ? x : node.op == Op::y ? y : Interval(node.value);
      if (std::isinf(values[i].lo) || std::isinf(values[i].hi)) values[i] = Interval::all();
      continue;
    }
    // Outside its domain all that is made of it is a hole, so that nobody needs to know more of the operand than what
    // lies inside.
    Interval& a = values[node.a];
    const Interval inside = domain(node, nodes_);
    if (!(inside.lo <= a.lo && a.hi <= inside.hi)) {
      holes = true;
      a = {std::max(a.lo, inside.lo), std::min(a.hi, inside.hi)};
      if (a.empty()) return false;
    }
    const Interval b = node.b == none ? a : values[node.b], c = node.c == none ? a : values[node.c];
    values[i] = evaluate(node, a, b, c);
    if (std::isnan(values[i].lo) || std::isnan(values[i].hi)) values[i] = Interval::all();
  }
  return true;
}

}  // namespace fallline::formula
