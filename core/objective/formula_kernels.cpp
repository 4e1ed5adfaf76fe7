#include "objective/formula_kernels.h"

#include <type_traits>

#include "math/pack.h"
#include "objective/formula_functions.h"
#include "objective/formula_program.h"

namespace fallline::formula {
namespace {

struct Operands {
  Pack k, l, m, n, a, b, c, d, e;
};

// Sums and products: so short that the loop itself would be felt. What a function does not look at is not loaded.
template <class Function>
void sums(const Instruction& i, const double* const* from, double* const* to, std::size_t count) {
  const double *a = from[i.from[0]], *b = from[i.from[1]], *c = from[i.from[2]], *d = from[i.from[3]],
               *e = from[i.from[4]];
  double* const result = to[i.to];
  const Pack k = i.k, l = i.l, m = i.m, n = i.n;
#pragma GCC unroll 4
  for (std::size_t at = 0; at < count; at += Pack::lanes)
    Function{}(Operands{k, l, m, n, Pack::load(a + at), Pack::load(b + at), Pack::load(c + at), Pack::load(d + at),
                        Pack::load(e + at)})
        .store(result + at);
}

template <class Function>
void functions_of(const Instruction& i, const double* const* from, double* const* to, std::size_t count) {
  const double *a = from[i.from[0]], *b = from[i.from[1]], *c = from[i.from[2]];
  double* const result = to[i.to];
  const Pack k = i.k, n = i.n;
  for (std::size_t at = 0; at < count; at += Pack::lanes)
    Function{}(k * Pack::load(a + at) + n, Pack::load(b + at), Pack::load(c + at)).store(result + at);
}

void sine_cosine(const Instruction& i, const double* const* from, double* const* to, std::size_t count) {
  const double* a = from[i.from[0]];
  double *const sine = to[i.to], *const cosine = to[i.second];
  const Pack k = i.k, n = i.n;
  for (std::size_t at = 0; at < count; at += Pack::lanes) {
    const SinCos both = functions::sincos(k * Pack::load(a + at) + n);
    both.sin.store(sine + at);
    both.cos.store(cosine + at);
  }
}

// s + t, s or nothing missing; each part with its factor unless that is 1.
enum class Part { none, linear, product, square };

template <Part part, class Scaled>
Pack plus(Pack k, Pack a, Pack b, Pack rest) {
  const Pack scaled = Scaled::value ? k * a : a;
  if constexpr (part == Part::none)
    return rest;
  else if constexpr (part == Part::linear)
    return scaled + rest;
  else
    return scaled * (part == Part::square ? a : b) + rest;
}

template <Part first, Part second, bool third>
struct Shape {
  template <class K, class M>
  struct Sum {
    Pack operator()(const Operands& o) const {
      const Pack rest = third ? o.l * o.e + o.n : o.n;
      return plus<first, K>(o.k, o.a, o.b, plus<second, M>(o.m, o.c, o.d, rest));
    }
  };
};
struct Constant {
  Pack operator()(const Operands& o) const { return o.n; }
};
struct Quotient {
  Pack operator()(const Operands& o) const { return o.k * o.a / o.b; }
};
struct Reciprocal {
  Pack operator()(const Operands& o) const { return o.k / o.a; }
};

template <Part first, Part second, bool third>
Kernel scaled(const Instruction& i) {
  using Shape = Shape<first, second, third>;
  using std::false_type, std::true_type;
  if (i.k == 1)
    return i.m == 1 ? sums<typename Shape::template Sum<false_type, false_type>>
                    : sums<typename Shape::template Sum<false_type, true_type>>;
  return i.m == 1 ? sums<typename Shape::template Sum<true_type, false_type>>
                  : sums<typename Shape::template Sum<true_type, true_type>>;
}
// `first` and `second` are products, which may be squares.
template <Part first, Part second, bool third>
Kernel squared(const Instruction& i) {
  if constexpr (first == Part::product)
    if (i.from[0] == i.from[1]) return squared<Part::square, second, third>(i);
  if constexpr (second == Part::product)
    if (i.from[2] == i.from[3]) return scaled<first, Part::square, third>(i);
  return scaled<first, second, third>(i);
}

}  // namespace

Kernel kernel_of(const Instruction& i) {
  using enum Part;
  switch (i.form) {
    case Form::constant:
      return sums<Constant>;
    case Form::linear:
      return scaled<linear, none, false>(i);
    case Form::linear_2:
      return scaled<linear, linear, false>(i);
    case Form::linear_3:
      return scaled<linear, linear, true>(i);
    case Form::product:
      return squared<product, none, false>(i);
    case Form::product_linear:
      return squared<product, linear, false>(i);
    case Form::product_linear_2:
      return squared<product, linear, true>(i);
    case Form::product_2:
      return squared<product, product, false>(i);
    case Form::product_2_linear:
      return squared<product, product, true>(i);
    case Form::quotient:
      return sums<Quotient>;
    case Form::reciprocal:
      return sums<Reciprocal>;
    case Form::sine_cosine:
      return sine_cosine;
    case Form::function:
      break;
  }
  Kernel kernel = nullptr;
  functions::visit_function(i.op, [&](auto f) { kernel = functions_of<decltype(f)>; });
  return kernel;
}

}  // namespace fallline::formula
