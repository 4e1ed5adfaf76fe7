#include "objective/formula_graph.h"

#include <bit>
#include <cmath>
#include <numbers>

#include "objective/formula_functions.h"

namespace fallline::formula {
namespace {

constexpr double largest_product = 64;  // the largest exponent that is multiplied out

double evaluate(Op op, double a, double b, double c) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return a / b;
    case Op::negate:
      return -a;
    case Op::square:
      return a * a;
    default:
      double result = 0;  // of the jumps
      functions::visit_function(op, [&](auto f) { result = f(a, b, c); });
      return result;
  }
}

bool is_whole(double s) { return s == std::floor(s); }

bool is_power_of_two(double s) {
  int exponent;
  return std::isnormal(s) && std::isnormal(1 / s) && std::abs(std::frexp(s, &exponent)) == 0.5;
}

}  // namespace

std::size_t Graph::Hash::operator()(const Node& n) const {
  std::uint64_t h = std::bit_cast<std::uint64_t>(n.value) + static_cast<std::uint64_t>(n.op);
  for (const Id id : {n.a, n.b, n.c}) {
    h = (h ^ id) * 0x9e3779b97f4a7c15;
    h ^= h >> 32;
  }
  return h;
}

// Constants are the same when their bits are: NaN is a constant too, and −0 another than 0.
bool Graph::Same::operator()(const Node& m, const Node& n) const {
  return m.op == n.op && m.a == n.a && m.b == n.b && m.c == n.c &&
         std::bit_cast<std::uint64_t>(m.value) == std::bit_cast<std::uint64_t>(n.value);
}

Id Graph::find_or_add(const Node& node) {
  const auto [it, added] = known_.try_emplace(node, static_cast<Id>(nodes_.size()));
  if (added) nodes_.push_back(node);
  return it->second;
}

Id Graph::constant(double value) { return find_or_add({.op = Op::constant, .value = value}); }

Id Graph::make(Op op, Id a, Id b, Id c) {
  const auto known = [&](Id id) { return id == none || is_constant(id); };
  if (a != none && known(a) && known(b) && known(c)) return fold(op, a, b, c);
  switch (op) {
    case Op::add:
      return make_sum(a, b);
    case Op::subtract:
      return make_difference(a, b);
    case Op::multiply:
      return make_product(a, b);
    case Op::divide:
      return make_quotient(a, b);
    case Op::power:
      return make_power(a, b);
    case Op::negate:
      if (nodes_[a].op == Op::negate) return nodes_[a].a;
      if (nodes_[a].op == Op::subtract) return make_difference(nodes_[a].b, nodes_[a].a);
      break;
    case Op::square:
      if (nodes_[a].op == Op::negate) a = nodes_[a].a;
      break;
    default:
      break;
  }
  return find_or_add({op, a, b, c});
}

Id Graph::fold(Op op, Id a, Id b, Id c) {
  const auto value = [&](Id id) { return id == none ? 0 : nodes_[id].value; };
  return constant(evaluate(op, value(a), value(b), value(c)));
}

// A constant is the second operand of a sum and the first of a product; else the order is that of the nodes.
Id Graph::make_sum(Id a, Id b) {
  if (is_constant(a) || (!is_constant(b) && b < a)) std::swap(a, b);
  if (is_constant(b, 0)) return a;
  if (nodes_[b].op == Op::negate) return make_difference(a, nodes_[b].a);
  if (nodes_[a].op == Op::negate && !is_constant(b)) return make_difference(b, nodes_[a].a);
  return find_or_add({Op::add, a, b});
}

Id Graph::make_difference(Id a, Id b) {
  if (is_constant(b)) return make_sum(a, constant(-nodes_[b].value));
  if (is_constant(a, 0)) return make(Op::negate, b);
  if (nodes_[b].op == Op::negate) return make_sum(a, nodes_[b].a);
  return find_or_add({Op::subtract, a, b});
}

Id Graph::make_product(Id a, Id b) {
  if (is_constant(b) || (!is_constant(a) && b < a)) std::swap(a, b);
  if (a == b) return make(Op::square, a);
  if (is_constant(a, 1)) return b;
  if (is_constant(a, -1)) return make(Op::negate, b);
  return find_or_add({Op::multiply, a, b});
}

Id Graph::make_quotient(Id a, Id b) {
  if (is_constant(b) && is_power_of_two(nodes_[b].value)) return make_product(constant(1 / nodes_[b].value), a);
  return find_or_add({Op::divide, a, b});
}

Id Graph::make_power(Id a, Id b) {
  if (is_constant(b)) {
    const double c = nodes_[b].value;
    if (c == 1) return a;
    if (c == 2) return make(Op::square, a);
    if (c == 0.5) return make(Op::sqrt, a);
    if (c == 0 && (nodes_[a].op == Op::x || nodes_[a].op == Op::y)) return constant(1);
    // 1, but where a is a hole.
    if (c == 0) return make_sum(make_product(constant(0), a), constant(1));
  }
  if (is_constant(a, std::numbers::e)) return make(Op::exp, b);
  return find_or_add({Op::power, a, b});
}

std::vector<bool> Graph::reachable(std::span<const Id> from) const {
  std::vector<bool> found(nodes_.size());
  for (const Id id : from) found[id] = true;
  for (std::size_t id = nodes_.size(); id-- > 0;)
    if (found[id])
      for (const Id operand : {nodes_[id].a, nodes_[id].b, nodes_[id].c})
        if (operand != none) found[operand] = true;
  return found;
}

namespace {

Id whole_power(Graph& graph, Id a, int n) {
  Id product = a;
  for (int bit = std::bit_width(static_cast<unsigned>(n)) - 2; bit >= 0; --bit) {
    product = graph.make(Op::square, product);
    if (n >> bit & 1) product = graph.make(Op::multiply, product, a);
  }
  return product;
}

// aᶜ, 2c whole.
Id half_power(Graph& graph, Id a, double c) {
  const int n = static_cast<int>(std::floor(std::abs(c)));
  Id product = none;
  if (n > 0) product = whole_power(graph, a, n);
  if (!is_whole(c)) {
    const Id root = graph.make(Op::sqrt, a);
    product = product == none ? root : graph.make(Op::multiply, product, root);
  }
  return c < 0 ? graph.make(Op::divide, graph.constant(1), product) : product;
}

}  // namespace

void expand_powers(Graph& graph, std::span<Id> roots) {
  const std::vector<bool> needed = graph.reachable(roots);
  std::vector<Id> expanded(needed.size(), none);
  const auto of = [&](Id id) { return id == none ? none : expanded[id]; };
  for (Id id = 0; id < needed.size(); ++id) {
    if (!needed[id]) continue;
    const Node node = graph[id];
    if (node.a == none) {
      expanded[id] = id;
      continue;
    }
    const double c = node.op == Op::power && graph.is_constant(node.b) ? graph[node.b].value : 0;
    if (c != 0 && is_whole(2 * c) && std::abs(c) <= largest_product)
      expanded[id] = half_power(graph, of(node.a), c);
    else
      expanded[id] = graph.make(node.op, of(node.a), of(node.b), of(node.c));
  }
  for (Id& root : roots) root = expanded[root];
}

}  // namespace fallline::formula
