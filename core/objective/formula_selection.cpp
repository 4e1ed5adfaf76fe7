#include "objective/formula_selection.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace fallline::formula {
namespace {

// k a, or k a b.
struct Part {
  double k = 1;
  Id a = none, b = none;
  bool is_product() const { return b != none; }
};

// n + its parts, products first: what one instruction can compute, and so what a node is to those that use it.
struct Sum {
  double n = 0;
  int count = 0;
  std::array<Part, 3> parts{};  // products first

  static Sum of(Id id) { return {.count = 1, .parts = {Part{.a = id}}}; }
  bool is_linear() const { return count == 1 && !parts[0].is_product(); }
};

// Factors may be gathered in one that neither overflows nor loses digits; 0 stays what it was.
bool gathers(double s, double t) { return std::isnormal(s * t) || s == 0 || t == 0; }

class Selector {
 public:
  Selector(const Graph& graph, std::span<const Id> outputs)
      : graph_(graph), outputs_(outputs.begin(), outputs.end()), needed_(graph.reachable(outputs)) {
    count_uses();
    sums_.resize(needed_.size());
    for (Id id = 0; id < needed_.size(); ++id)
      if (needed_[id]) {
        Sum& s = sums_[id] = sum_of(id);
        std::stable_partition(s.parts.begin(), s.parts.begin() + s.count,
                              [](const Part& part) { return part.is_product(); });
      }
    choose();
  }

  Selection run() {
    emit();
    assign_registers();
    return {std::move(code_), registers_};
  }

 private:
  static constexpr std::size_t endless = static_cast<std::size_t>(-1);

  void count_uses() {
    uses_.resize(needed_.size());
    for (Id id = 0; id < needed_.size(); ++id)
      if (needed_[id])
        for (const Id operand : {graph_[id].a, graph_[id].b, graph_[id].c})
          if (operand != none) ++uses_[operand];
    for (const Id id : outputs_) ++uses_[id];
  }

  // How a node looks to the one that uses it: its sum, if that may be computed there anew, or itself.
  Sum seen(Id id) const {
    const Sum& s = sums_[id];
    const bool cheap = s.count == 0 || s.is_linear() || uses_[id] == 1 || (s.count == 1 && s.n == 0 && uses_[id] == 2);
    return cheap ? s : Sum::of(id);
  }

  Sum sum_of(Id id) const {
    const Node& node = graph_[id];
    switch (node.op) {
      case Op::constant:
        return {.n = node.value};
      case Op::add:
        return together(node.a, node.b, 1);
      case Op::subtract:
        return together(node.a, node.b, -1);
      case Op::negate:
        return scaled(-1, node.a);
      case Op::multiply:
        return graph_.is_constant(node.a) ? scaled(graph_[node.a].value, node.b) : product(node.a, node.b);
      case Op::square:
        return product(node.a, node.a);
      case Op::divide:
        // By a number: its reciprocal is at most one rounding away, and several times as fast.
        if (graph_.is_constant(node.b) && std::isnormal(1 / graph_[node.b].value))
          return scaled(1 / graph_[node.b].value, node.a);
        return Sum::of(id);
      default:
        return Sum::of(id);
    }
  }

  Sum scaled(double k, Id id) const {
    Sum s = seen(id);
    bool fits = s.n == 0 || gathers(s.n, k);
    for (int i = 0; i < s.count; ++i) fits &= gathers(s.parts[static_cast<std::size_t>(i)].k, k);
    if (!fits) s = Sum::of(id);
    for (Part& part : s.parts) part.k *= k;
    if (s.n != 0) s.n *= k;
    return s;
  }

  Sum product(Id a, Id b) const {
    Part part{1, a, b};
    const auto gather = [&](Id& factor) {
      while (graph_[factor].op == Op::multiply && graph_.is_constant(graph_[factor].a)) {
        const double k = graph_[graph_[factor].a].value;
        if (!gathers(part.k, k)) return;
        part.k *= k;
        factor = graph_[factor].b;
      }
      const Sum s = seen(factor);
      if (!s.is_linear() || s.n != 0 || !gathers(part.k, s.parts[0].k)) return;
      part.k *= s.parts[0].k;
      factor = s.parts[0].a;
    };
    gather(part.a);
    gather(part.b);
    if (part.b < part.a) std::swap(part.a, part.b);
    return {.count = 1, .parts = {part}};
  }

  // a + sign·b, of as much of each as there is room for.
  Sum together(Id a, Id b, double sign) const {
    const Sum s = seen(a), t = seen(b);
    Sum r;
    if (add(r, s, 1) && add(r, t, sign)) return r;
    // The longer of the two.
    for (const bool second : {t.count > s.count, t.count <= s.count}) {
      r = {};
      if (add(r, second ? Sum::of(a) : s, 1) && add(r, second ? t : Sum::of(b), sign)) return r;
    }
    r = {};
    add(r, Sum::of(a), 1);
    add(r, Sum::of(b), sign);
    return r;
  }

  static bool add(Sum& to, const Sum& s, double sign) {
    to.n += sign * s.n;
    for (int i = 0; i < s.count; ++i) {
      const Part& part = s.parts[static_cast<std::size_t>(i)];
      const auto end = to.parts.begin() + to.count;
      const auto same =
          std::find_if(to.parts.begin(), end, [&](const Part& p) { return p.a == part.a && p.b == part.b; });
      if (same != end) {
        same->k += sign * part.k;
        continue;
      }
      if (to.count == 3) return false;
      to.parts[static_cast<std::size_t>(to.count)] = part;
      to.parts[static_cast<std::size_t>(to.count++)].k *= sign;
    }
    return true;
  }

  // Which nodes get a register: the outputs, and what those that have one are computed of.
  void choose() {
    chosen_.resize(needed_.size());
    for (const Id id : outputs_) chosen_[id] = true;
    for (std::size_t id = needed_.size(); id-- > 0;)
      if (chosen_[id])
        for (const Id operand : operands(static_cast<Id>(id)))
          if (operand != none) chosen_[operand] = true;
  }

  bool is_sum(Id id) const {
    const Sum& s = sums_[id];
    return s.count != 1 || s.parts[0].a != id;
  }
  // Of a function of one argument, which may be n + k a.
  bool takes_linear(const Node& node) const { return node.b == none && node.a != none && sums_[node.a].is_linear(); }

  // The nodes that an instruction reads.
  std::array<Id, 6> operands(Id id) const {
    if (is_sum(id)) return from(sums_[id]);
    const Node& node = graph_[id];
    if (takes_linear(node)) return {sums_[node.a].parts[0].a, none, none, none, none, none};
    if (node.op == Op::divide) {
      const auto [k, a] = numerator(node);
      return {
          graph_.is_constant(node.a) ? node.b : a, graph_.is_constant(node.a) ? none : node.b, none, none, none, none};
    }
    return {node.a, node.b, node.c, none, none, none};
  }
  static std::array<Id, 6> from(const Sum& s) {
    const auto& [p, q, r] = s.parts;
    return {p.a, p.b, q.a, q.b, r.a, r.b};
  }
  struct Scaled {
    double k;
    Id a;
  };
  Scaled numerator(const Node& node) const {
    const Sum& s = sums_[node.a];
    if (s.is_linear() && s.n == 0) return {s.parts[0].k, s.parts[0].a};
    return {1, node.a};
  }

  // Instructions with nodes in the place of registers.
  void emit() {
    for (Id id = 0; id < needed_.size(); ++id)
      if (chosen_[id] && graph_[id].op != Op::x && graph_[id].op != Op::y) emit(id);
  }

  void emit(Id id) {
    if (is_sum(id)) return emit_sum(id);
    const Node& node = graph_[id];
    Instruction i{.form = Form::function, .op = node.op, .to = id, .from = operands(id)};
    if (node.op == Op::divide) {
      const bool constant = graph_.is_constant(node.a);
      i.form = constant ? Form::reciprocal : Form::quotient;
      i.k = constant ? graph_[node.a].value : numerator(node).k;
    } else if (takes_linear(node)) {
      i.k = sums_[node.a].parts[0].k;
      i.n = sums_[node.a].n;
    }
    if (node.op == Op::sin || node.op == Op::cos) {
      const auto [other, first] = sines_.try_emplace(node.a, code_.size());
      if (!first) {
        Instruction& both = code_[other->second];
        both.form = Form::sine_cosine;
        (node.op == Op::sin ? both.to : both.second) = id;
        return;
      }
      i.second = i.to;
    }
    code_.push_back(i);
  }

  void emit_sum(Id id) {
    const Sum& s = sums_[id];
    const auto& [p, q, r] = s.parts;
    using enum Form;
    constexpr Form forms[4][4] = {{constant, linear, linear_2, linear_3},
                                  {product, product_linear, product_linear_2},
                                  {product_2, product_2_linear},
                                  {product_3}};  // [products][linear parts]
    const auto count = static_cast<std::size_t>(s.count);
    const std::size_t products = p.is_product() + q.is_product() + r.is_product();
    const Form form = forms[products][count - products];
    code_.push_back({.form = form, .op = Op::add, .to = id, .from = from(s), .k = p.k, .l = r.k, .m = q.k, .n = s.n});
  }

  // A register is free again behind the last instruction that reads it.
  void assign_registers() {
    std::vector<std::size_t> last(needed_.size());
    for (std::size_t at = 0; at < code_.size(); ++at)
      for (const Id id : code_[at].from)
        if (id != none) last[id] = at;

    constexpr std::uint32_t missing = ~0u;
    std::vector<std::uint32_t> place(needed_.size(), missing), free;
    registers_ = Program::first_output + outputs_.size();
    for (std::size_t k = outputs_.size(); k-- > 0;) {
      place[outputs_[k]] = Program::first_output + static_cast<std::uint32_t>(k);
      last[outputs_[k]] = endless;
    }
    for (Id id = 0; id < needed_.size(); ++id)
      if (needed_[id] && (graph_[id].op == Op::x || graph_[id].op == Op::y)) {
        place[id] = graph_[id].op == Op::x ? 0 : 1;
        last[id] = endless;
      }
    const auto take = [&](std::uint32_t& id) {
      if (place[id] == missing) {
        if (free.empty()) free.push_back(static_cast<std::uint32_t>(registers_++));
        place[id] = free.back();
        free.pop_back();
      }
      id = place[id];
    };
    for (std::size_t at = 0; at < code_.size(); ++at) {
      Instruction& i = code_[at];
      for (std::uint32_t& id : i.from) {
        if (id == none) {
          id = 0;
          continue;
        }
        const Id node = id;
        id = place[node];
        if (last[node] == at) {
          free.push_back(place[node]);
          last[node] = endless;
        }
      }
      const bool two = i.form == Form::sine_cosine;
      if (two) take(i.second);
      take(i.to);
      if (!two) i.second = i.to;
    }
    // Outputs that are another one or a variable.
    for (std::size_t k = 0; k < outputs_.size(); ++k) {
      const std::uint32_t own = Program::first_output + static_cast<std::uint32_t>(k), at = place[outputs_[k]];
      if (at != own) code_.push_back({.form = Form::linear, .op = Op::add, .to = own, .second = own, .from = {at}});
    }
  }

  const Graph& graph_;
  const std::vector<Id> outputs_;
  const std::vector<bool> needed_;
  std::vector<std::uint32_t> uses_;
  std::vector<Sum> sums_;
  std::vector<bool> chosen_;
  std::unordered_map<Id, std::size_t> sines_;  // of an argument, to its instruction
  std::vector<Instruction> code_;
  std::size_t registers_ = 0;
};

}  // namespace

Selection select_instructions(const Graph& graph, std::span<const Id> outputs) {
  return Selector(graph, outputs).run();
}

}  // namespace fallline::formula
