#include "support/formula_trees.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fallline::test {
namespace {

using Real = long double;

// f(x + s, y + t) = c00 + c10 s + c01 t + c20 s² + c11 s t + c02 t², and beside each coefficient the size of the error
// that roundings to double put into it.
struct Series {
  std::array<Real, 6> c{};  // 00, 10, 01, 20, 11, 02
  std::array<Real, 6> noise{};
};
constexpr std::array<std::array<int, 2>, 6> powers{{{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}}};
constexpr Real unit = 0x1p-53L;

Series rounded(Series s) {
  for (std::size_t k = 0; k < 6; ++k) s.noise[k] += std::abs(s.c[k]);
  return s;
}
Series constant(Real value) { return rounded({.c = {value}}); }

Series sum(const Series& a, const Series& b, Real sign) {
  Series r;
  for (std::size_t k = 0; k < 6; ++k) {
    r.c[k] = a.c[k] + sign * b.c[k];
    r.noise[k] = a.noise[k] + b.noise[k];
  }
  return rounded(r);
}

Series product(const Series& a, const Series& b) {
  Series r;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      for (std::size_t k = 0; k < 6; ++k)
        if (powers[i][0] + powers[j][0] == powers[k][0] && powers[i][1] + powers[j][1] == powers[k][1]) {
          r.c[k] += a.c[i] * b.c[j];
          r.noise[k] += a.noise[i] * std::abs(b.c[j]) + std::abs(a.c[i]) * b.noise[j] + unit * a.noise[i] * b.noise[j] +
                        2 * std::abs(a.c[i] * b.c[j]);
        }
  return rounded(r);
}

// f(a) from f and its first three derivatives at a's value, the last of which only the errors need.
Series composed(const Series& a, Real f, Real f1, Real f2, Real f3) {
  const Real shift = a.noise[0];
  Series inner = a;
  inner.c[0] = inner.noise[0] = 0;
  const Series square = product(inner, inner);
  Series r;
  r.c[0] = f;
  r.noise[0] = std::abs(f1) * shift + 4 * std::abs(f);
  for (std::size_t k = 1; k < 6; ++k) {
    r.c[k] = f1 * inner.c[k] + f2 / 2 * square.c[k];
    r.noise[k] = std::abs(f1) * inner.noise[k] + std::abs(f2 / 2) * square.noise[k] +
                 (std::abs(f2) * shift + 8 * std::abs(f1)) * std::abs(inner.c[k]) +
                 (std::abs(f3 / 2) * shift + 8 * std::abs(f2)) * std::abs(square.c[k]);
  }
  return rounded(r);
}

Series reciprocal(const Series& a) {
  const Real r = 1 / a.c[0];
  return composed(a, r, -r * r, 2 * r * r * r, -6 * r * r * r * r);
}

Series log(const Series& a) {
  const Real r = 1 / a.c[0];
  return composed(a, std::log(a.c[0]), r, -r * r, 2 * r * r * r);
}

// sin and cos of a sum of a and a quarter turn.
Series sine(const Series& a, bool cosine) {
  const Real s = std::sin(a.c[0]), c = std::cos(a.c[0]);
  return cosine ? composed(a, c, -s, -c, s) : composed(a, s, c, -s, -c);
}

Series exponential(const Series& a, Real sign) {
  const Real e = std::exp(sign * a.c[0]);
  return composed(a, e, sign * e, e, sign * e);
}

bool has_variable(const Tree& t) {
  return t.name == "x" || t.name == "y" || std::any_of(t.operands.begin(), t.operands.end(), has_variable);
}

class Walk {
 public:
  explicit Walk(Point at) : at_(at) {}
  bool near_kink() const { return near_kink_; }
  bool far() const { return far_; }

  Series of(const Tree& t) {
    const Series s = node(t);
    // What overflows or vanishes in double precision is another matter.
    for (const Real c : s.c) far_ |= std::abs(c) > 1e150L;
    far_ |= s.c[0] != 0 && std::abs(s.c[0]) < 1e-280L;
    return s;
  }

 private:
  Series node(const Tree& t) {
    if (t.operands.empty()) return leaf(t.name);
    const Series a = of(t.operands[0]);
    if (t.operands.size() == 1) return function(t.name, a);
    const Series b = of(t.operands[1]);
    if (t.name == "+") return sum(a, b, 1);
    if (t.name == "-") return sum(a, b, -1);
    if (t.name == "*") return product(a, b);
    if (t.name == "/") return product(a, reciprocal(b));
    if (t.name == "^") return power(a, b, t.operands[1]);
    if (t.name == "min" || t.name == "max") {
      if (std::isnan(a.c[0] + b.c[0])) return constant(NAN);
      beside(a, b.c[0]);
      return (t.name == "min") == (a.c[0] <= b.c[0]) ? a : b;
    }
    return angle(a, b);
  }

  Series leaf(const std::string& name) {
    if (name == "x") return {.c = {at_.x, 1}};
    if (name == "y") return {.c = {at_.y, 0, 1}};
    if (name == "a") return {.c = {parameter_a}};
    if (name == "b") return {.c = {parameter_b}};
    if (name == "pi") return constant(std::acos(Real{-1}));
    if (name == "e") return constant(std::exp(Real{1}));
    return constant(std::stod(name));
  }

  // Whether rounding might put the value on the other side of `edge`.
  void beside(const Series& a, Real edge) {
    if (std::abs(a.c[0] - edge) <= 1e-6L * (1 + std::abs(edge)) + 1e3L * unit * a.noise[0]) near_kink_ = true;
  }

  Series function(const std::string& name, const Series& a) {
    const Real v = a.c[0];
    if (name == "neg") return sum({}, a, -1);
    if (name == "sin") return sine(a, false);
    if (name == "cos") return sine(a, true);
    if (name == "tan") {
      const Real t = std::tan(v), d = 1 + t * t;
      return composed(a, t, d, 2 * t * d, 2 * d * (d + 2 * t * t));
    }
    if (name == "exp") return exponential(a, 1);
    if (name == "sinh" || name == "cosh")
      return product(constant(0.5L), sum(exponential(a, 1), exponential(a, -1), name == "cosh" ? 1 : -1));
    if (name == "tanh") {
      const Real t = std::tanh(v), d = 1 / (std::cosh(v) * std::cosh(v));
      return composed(a, t, d, -2 * t * d, 2 * d * (3 * t * t - 1));
    }
    if (name == "atan") {
      const Real d = 1 / (1 + v * v);
      return composed(a, std::atan(v), d, -2 * v * d * d, (6 * v * v - 2) * d * d * d);
    }
    if (name == "abs" || name == "sign" || name == "floor") return steps(name, a);
    return restricted(name, a);
  }

  Series steps(const std::string& name, const Series& a) {
    const Real v = a.c[0];
    const Real sign = v > 0 ? 1 : v < 0 ? -1 : std::abs(v);  // NaN stays
    if (name == "floor") {
      beside(a, std::round(v));
      return constant(std::floor(v));
    }
    beside(a, 0);
    return name == "abs" ? product(constant(sign), a) : constant(sign);
  }

  // What is no number outside its domain, and has no derivative on the edge.
  Series restricted(const std::string& name, const Series& a) {
    const Real v = a.c[0];
    if (name == "asin" || name == "acos") {
      beside(a, 1);
      beside(a, -1);
      const Real d = 1 / std::sqrt((1 - v) * (1 + v)), sign = name == "asin" ? 1 : -1;
      return composed(a, name == "asin" ? std::asin(v) : std::acos(v), sign * d, sign * v * d * d * d,
                      sign * (1 + 2 * v * v) * d * d * d * d * d);
    }
    beside(a, 0);
    if (name == "log") return log(a);
    if (name == "log10") return product(log(a), constant(1 / std::log(Real{10})));
    return root(a);
  }

  static Series root(const Series& a) {
    const Real v = a.c[0], r = std::sqrt(v);
    return composed(a, r, 1 / (2 * r), -1 / (4 * r * v), 3 / (8 * r * v * v));
  }

  Series power(const Series& a, const Series& b, const Tree& exponent) {
    const bool varies = has_variable(exponent);
    const Real v = a.c[0], n = b.c[0];
    if (!varies && n == std::round(n) && std::abs(n) <= 8) {
      if (n == 0) return sum(product(constant(0), a), constant(1), 1);
      Series p = constant(1);
      for (int i = 0; i < std::abs(n); ++i) p = product(p, a);
      return n < 0 ? reciprocal(p) : p;
    }
    beside(a, 0);
    if (!varies)
      return composed(a, std::pow(v, n), n * std::pow(v, n - 1), n * (n - 1) * std::pow(v, n - 2),
                      n * (n - 1) * (n - 2) * std::pow(v, n - 3));
    if (v < 0) near_kink_ = true;  // a number only where the exponent happens to be whole
    return exponential(product(b, log(a)), 1);
  }

  // Of (b, a): the arctangent of the quotient that is not steep, turned as the quadrant says.
  Series angle(const Series& a, const Series& b) {
    beside(a, 0);
    beside(b, 0);
    const bool steep = std::abs(a.c[0]) > std::abs(b.c[0]);
    Series r = function("atan", steep ? product(b, reciprocal(a)) : product(a, reciprocal(b)));
    if (steep) r = sum({}, r, -1);
    r.c[0] = std::atan2(a.c[0], b.c[0]);
    r.noise[0] += 4;
    return r;
  }

  const Point at_;
  bool near_kink_ = false, far_ = false;
};

int binding(const Tree& t) {
  if (t.operands.size() == 2) {
    if (t.name == "+" || t.name == "-") return 1;
    if (t.name == "*" || t.name == "/") return 2;
    if (t.name == "^") return 4;
  }
  return t.name == "neg" ? 3 : 5;
}

}  // namespace

Tree TreeMaker::leaf() {
  switch (below(10)) {
    case 0:
      return {"a", {}};
    case 1:
      return {"b", {}};
    case 2:
      return {below(2) ? "pi" : "e", {}};
    case 3: {
      constexpr const char* numbers[] = {"2", "3", ".5", "1e-1", "10", "0.25", "1.5e0", "0", "7.", "1"};
      return {numbers[below(std::size(numbers))], {}};
    }
    default:
      return {below(2) ? "x" : "y", {}};
  }
}

Tree TreeMaker::tree(int depth) {
  if (depth == 0 || below(8) == 0) return leaf();
  constexpr const char* functions[] = {"sin", "cos", "tan",   "asin", "acos", "atan", "sinh",  "cosh", "tanh",
                                       "exp", "log", "log10", "sqrt", "abs",  "sign", "floor", "neg",  "neg"};
  constexpr const char* operators[] = {"+", "+", "-", "-", "*", "*", "*", "/", "min", "max", "atan2"};
  constexpr const char* exponents[] = {"2", "2", "3", "4", "0", "1", "5", "0.5", "1.5", "0.3", "2.5", "7"};
  switch (below(6)) {
    case 0:
    case 1:
      return {functions[below(std::size(functions))], {tree(depth - 1)}};
    case 2:
      switch (below(5)) {
        case 0:
          return {"^", {tree(depth - 1), tree(depth - 1)}};
        case 1:
          return {"^", {tree(depth - 1), {"neg", {{exponents[below(std::size(exponents))], {}}}}}};
        default:
          return {"^", {tree(depth - 1), {exponents[below(std::size(exponents))], {}}}};
      }
    default:
      return {operators[below(std::size(operators))], {tree(depth - 1), tree(depth - 1)}};
  }
}

std::string printed(const Tree& t, TreeMaker& random) {
  const std::string space = random.below(3) == 0 ? " " : "";
  const auto inside = [&](const Tree& operand, int at_least) {
    const std::string text = printed(operand, random);
    return binding(operand) < at_least || random.below(12) == 0 ? "(" + space + text + ")" : text;
  };
  if (t.operands.empty()) return t.name;
  if (t.name == "neg") return (random.below(6) ? "-" : "−") + inside(t.operands[0], 3);
  const int own = binding(t);
  if (own == 5) {
    std::string arguments = printed(t.operands[0], random);
    if (t.operands.size() == 2) arguments += "," + space + printed(t.operands[1], random);
    return t.name + space + "(" + arguments + ")";
  }
  // A sign may stand right of any operator; of a power's base it would be the whole power's.
  const bool right = own == 4;
  const std::string left = inside(t.operands[0], right ? 5 : own);
  if (right && t.operands[1].operands.empty() && random.below(4) == 0) {
    if (t.operands[1].name == "2") return left + "²";
    if (t.operands[1].name == "3") return left + "³";
  }
  std::string sign = t.name;
  if (sign == "*" && random.below(6) == 0) sign = random.below(2) ? "·" : "×";
  return left + space + sign + space + inside(t.operands[1], right ? 3 : own + 1);
}

Evaluated evaluate(const Tree& tree, Point at) {
  Walk walk(at);
  const Series s = walk.of(tree);
  const auto derivatives = [](const std::array<Real, 6>& c) {
    return Derivatives<Real>{c[0], c[1], c[2], 2 * c[3], c[4], 2 * c[5]};
  };
  return {derivatives(s.c), derivatives(s.noise), walk.near_kink(), walk.far()};
}

}  // namespace fallline::test
