// A derivative that is zero by structure (of a constant, ∂y/∂x …) is `none`: it vanishes from all products and sums.
// One that only happens to be zero is a node like any other, so that 0·log(x) is a hole where log(x) is.
#include "objective/formula_derivatives.h"

#include <cmath>
#include <numbers>

namespace fallline::formula {
namespace {

struct Jet {
  Id x = none, y = none, xx = none, xy = none, yy = none;
};

// The derivatives of a function at its argument.
struct Slopes {
  Id first = none, second = none;
};

class Differentiator {
 public:
  Differentiator(Graph& graph, Purpose purpose) : graph_(graph), bounds_(purpose == Purpose::bounds) {}

  SixNodes run(Id root) {
    const Id roots[] = {root};
    const std::vector<bool> needed = graph_.reachable(roots);
    jets_.resize(needed.size());
    for (Id id = 0; id < needed.size(); ++id)
      if (needed[id]) {
        jets_[id] = derive(id);
        leaks_ |= leaks(graph_[id]);
      }
    const Jet& d = jets_[root];
    SixNodes all{root, d.x, d.y, d.xx, d.xy, d.yy};
    // L − L is 0 where there is an L, and NaN where not.
    const Id hole = leaks_ && !bounds_ ? graph_.make(Op::subtract, root, root) : none;
    for (Id& id : all) {
      if (&id != &all[0]) id = sum(id, hole);
      if (id == none) id = graph_.constant(0);
    }
    return all;
  }

 private:
  // Whether a derivative may be finite where the value is not, or is not made of what the value is made of.
  static bool leaks(const Node& node) {
    const Op op = node.op;
    if (op == Op::constant) return !std::isfinite(node.value);
    return op == Op::log || op == Op::log10 || op == Op::floor || op == Op::sign || op == Op::min || op == Op::max;
  }

  Id number(double s) { return graph_.constant(s); }
  Id make(Op op, Id a, Id b = none, Id c = none) { return graph_.make(op, a, b, c); }
  Id sum(Id a, Id b) { return a == none ? b : b == none ? a : make(Op::add, a, b); }
  Id product(Id a, Id b) { return a == none || b == none ? none : make(Op::multiply, a, b); }
  Id square(Id a) { return a == none ? none : make(Op::square, a); }
  Id negated(Id a) { return a == none ? none : make(Op::negate, a); }
  Id difference(Id a, Id b) { return b == none ? a : a == none ? negated(b) : make(Op::subtract, a, b); }
  // s a, factors gathered in one.
  Id scaled(double s, Id a) {
    if (a == none) return none;
    const Node node = graph_[a];
    if (node.op == Op::multiply && graph_.is_constant(node.a)) {
      const double together = s * graph_[node.a].value;
      if (std::isnormal(together)) return product(number(together), node.b);
    }
    if (node.op == Op::negate) return product(number(-s), node.a);
    return product(number(s), a);
  }

  Jet derive(Id id) {
    const Node n = graph_[id];
    switch (n.op) {
      case Op::constant:
        return {};
      case Op::x:
        return {.x = number(1)};
      case Op::y:
        return {.y = number(1)};
      case Op::add:
        return each(n.a, n.b, [&](Id a, Id b) { return sum(a, b); });
      case Op::subtract:
        return each(n.a, n.b, [&](Id a, Id b) { return difference(a, b); });
      case Op::negate:
        return each(n.a, n.a, [&](Id a, Id) { return negated(a); });
      case Op::multiply:
        return of_product(n.a, n.b);
      case Op::divide:
        return graph_.is_constant(n.a) ? chain_rule(of_reciprocal(graph_[n.a].value, n.b), n.b)
                                       : of_quotient(id, n.a, n.b);
      case Op::power:
        return graph_.is_constant(n.a) || graph_.is_constant(n.b) ? chain(n.a, n.b, id) : of_power(id, n.a, n.b);
      case Op::atan2:
        return of_angle(n.a, n.b);
      case Op::min:
        return of_choice(make(Op::subtract, n.a, n.b), n.a, n.b);
      case Op::max:
        return of_choice(make(Op::subtract, n.b, n.a), n.a, n.b);
      default:
        return chain_rule(slopes(n.op, n.a, id), n.a);
    }
  }

  template <class Function>
  Jet each(Id a, Id b, Function f) {
    const Jet s = jets_[a], t = jets_[b];
    return {f(s.x, t.x), f(s.y, t.y), f(s.xx, t.xx), f(s.xy, t.xy), f(s.yy, t.yy)};
  }

  // f(a): f' a_x, f' a_xx + f'' a_x² and so on.
  Jet chain_rule(Slopes f, Id of) {
    const Jet a = jets_[of];
    return {product(f.first, a.x), product(f.first, a.y), sum(product(f.first, a.xx), product(f.second, square(a.x))),
            sum(product(f.first, a.xy), product(product(f.second, a.x), a.y)),
            sum(product(f.first, a.yy), product(f.second, square(a.y)))};
  }

  // aᵇ with one of them constant.
  Jet chain(Id a, Id b, Id power) {
    if (graph_.is_constant(b)) {
      const double c = graph_[b].value;
      return chain_rule(
          {scaled(c, make(Op::power, a, number(c - 1))), scaled(c * (c - 1), make(Op::power, a, number(c - 2)))}, a);
    }
    const double log = std::log(graph_[a].value);
    return chain_rule({scaled(log, power), scaled(log * log, power)}, b);
  }

  Slopes slopes(Op op, Id a, Id f) {
    const auto reciprocal = [&](Id of) { return make(Op::divide, number(1), of); };
    switch (op) {
      case Op::square:
        return {scaled(2, a), number(2)};
      case Op::sin:
        return {make(Op::cos, a), negated(f)};
      case Op::cos:
        return {negated(make(Op::sin, a)), negated(f)};
      case Op::tan: {
        const Id first = sum(square(f), number(1));
        return {first, scaled(2, product(f, first))};
      }
      case Op::asin:
      case Op::acos: {
        // 1 − a² as (1 − a)(1 + a) keeps its digits near ±1.
        const Id room = product(difference(number(1), a), sum(a, number(1)));
        const Id first = reciprocal(make(Op::sqrt, room)), second = product(product(a, first), square(first));
        return op == Op::asin ? Slopes{first, second} : Slopes{negated(first), negated(second)};
      }
      case Op::atan: {
        const Id first = reciprocal(sum(square(a), number(1)));
        return {first, scaled(-2, product(a, square(first)))};
      }
      case Op::sinh:
        return {make(Op::cosh, a), f};
      case Op::cosh:
        return {make(Op::sinh, a), f};
      case Op::tanh: {
        // By cosh: 1 − tanh² has no digits left far out.
        const Id first = square(reciprocal(make(Op::cosh, a)));
        return {first, scaled(-2, product(f, first))};
      }
      case Op::exp:
        return {f, f};
      case Op::log: {
        const Id first = reciprocal(a);
        return {first, negated(square(first))};
      }
      case Op::log10: {
        const Id inverse = reciprocal(a);
        return {scaled(std::numbers::log10e, inverse), scaled(-std::numbers::log10e, square(inverse))};
      }
      case Op::sqrt: {
        const Id inverse = reciprocal(f);
        return {scaled(0.5, inverse), scaled(-0.25, product(inverse, square(inverse)))};
      }
      case Op::abs:
        return {make(Op::sign, a), jump(Op::sign_jump, a)};
      case Op::sign:
        return {jump(Op::sign_jump, a), jump(Op::sign_jump, a)};
      case Op::floor:
        return {jump(Op::floor_jump, a), jump(Op::floor_jump, a)};
      default:
        return {};
    }
  }

  Id jump(Op op, Id a, Id b = none) { return bounds_ ? make(op, a, b) : none; }

  Jet of_product(Id a, Id b) {
    const Jet s = jets_[a], t = jets_[b];
    if (graph_.is_constant(a))
      return each(b, b, [&](Id d, Id) { return d == none ? none : scaled(graph_[a].value, d); });
    const auto first = [&](Id da, Id db) { return sum(product(da, b), product(a, db)); };
    const auto twice = [&](Id da, Id db) { return scaled(2, product(da, db)); };
    return {first(s.x, t.x), first(s.y, t.y), sum(first(s.xx, t.xx), twice(s.x, t.x)),
            sum(first(s.xy, t.xy), sum(product(s.x, t.y), product(s.y, t.x))), sum(first(s.yy, t.yy), twice(s.y, t.y))};
  }

  // Of c/b. Over an interval 1/b² is bounded below where 1/b, with a pole inside, is not bounded at all.
  Slopes of_reciprocal(double c, Id b) {
    const Id inverse = make(Op::divide, number(1), b);
    const Id squared = bounds_ ? make(Op::divide, number(1), square(b)) : square(inverse);
    return {scaled(-c, squared), scaled(2 * c, product(inverse, squared))};
  }

  // q = a/b: q_x = (a_x − q b_x)/b, and so on from b q = a.
  Jet of_quotient(Id q, Id a, Id b) {
    const Jet s = jets_[a], t = jets_[b];
    const Id inverse = make(Op::divide, number(1), b);
    const auto over_b = [&](Id d) {
      return graph_.is_constant(inverse) ? scaled(graph_[inverse].value, d) : product(d, inverse);
    };
    Jet d;
    d.x = over_b(difference(s.x, product(q, t.x)));
    d.y = over_b(difference(s.y, product(q, t.y)));
    d.xx = over_b(difference(difference(s.xx, product(q, t.xx)), scaled(2, product(d.x, t.x))));
    d.xy = over_b(difference(difference(s.xy, product(q, t.xy)), sum(product(d.x, t.y), product(d.y, t.x))));
    d.yy = over_b(difference(difference(s.yy, product(q, t.yy)), scaled(2, product(d.y, t.y))));
    return d;
  }

  // f(a, b) with all its partial derivatives.
  struct Partials {
    Id a, b, aa, ab, bb;
  };
  Jet chain_rule(const Partials& f, Id of_a, Id of_b) {
    const Jet s = jets_[of_a], t = jets_[of_b];
    const auto first = [&](Id da, Id db) { return sum(product(f.a, da), product(f.b, db)); };
    const auto second = [&](Id ax, Id bx, Id ay, Id by, Id axy, Id bxy) {
      const Id pure = sum(product(product(f.aa, ax), ay), product(product(f.bb, bx), by));
      const Id mixed = product(f.ab, sum(product(ax, by), product(ay, bx)));
      return sum(first(axy, bxy), sum(pure, mixed));
    };
    return {first(s.x, t.x), first(s.y, t.y), second(s.x, t.x, s.x, t.x, s.xx, t.xx),
            second(s.x, t.x, s.y, t.y, s.xy, t.xy), second(s.y, t.y, s.y, t.y, s.yy, t.yy)};
  }

  // p = aᵇ: p_a = p b/a, p_b = p log a.
  Jet of_power(Id p, Id a, Id b) {
    const Id log = make(Op::log, a), over_a = make(Op::divide, p, a);
    Partials f;
    f.a = product(b, over_a);
    f.b = product(p, log);
    f.aa = make(Op::divide, product(sum(b, number(-1)), f.a), a);
    f.ab = product(over_a, sum(product(b, log), number(1)));
    f.bb = product(f.b, log);
    return chain_rule(f, a, b);
  }

  // The angle of (b, a): with s = a² + b², ∂/∂a = b/s, ∂/∂b = −a/s.
  Jet of_angle(Id a, Id b) {
    const Id s = sum(square(a), square(b)), inverse = make(Op::divide, number(1), s);
    Partials f;
    f.a = product(b, inverse);
    f.b = negated(product(a, inverse));
    f.bb = scaled(-2, product(f.a, f.b));
    f.aa = negated(f.bb);
    f.ab = product(product(difference(a, b), sum(a, b)), square(inverse));
    // The slopes themselves do not jump; what is made of the angle does.
    const Id j = jump(Op::angle_jump, a, b);
    f.aa = sum(f.aa, j);
    f.ab = sum(f.ab, j);
    f.bb = sum(f.bb, j);
    return chain_rule(f, a, b);
  }

  // decider ≤ 0 ? a : b. Over a box with both, the first derivatives are between the two and the second ones anything.
  Jet of_choice(Id decider, Id a, Id b) {
    const auto choice = [&](Id s, Id t) {
      if (s == t) return s;
      return make(Op::select, decider, s == none ? number(0) : s, t == none ? number(0) : t);
    };
    Jet d = each(a, b, choice);
    const Id j = jump(Op::sign_jump, decider);
    d.xx = sum(d.xx, j);
    d.xy = sum(d.xy, j);
    d.yy = sum(d.yy, j);
    return d;
  }

  Graph& graph_;
  const bool bounds_;
  bool leaks_ = false;
  std::vector<Jet> jets_;
};

}  // namespace

SixNodes differentiate(Graph& graph, Id root, Purpose purpose) { return Differentiator(graph, purpose).run(root); }

}  // namespace fallline::formula
