#include "objective/formula_kernels.h"

#include <type_traits>

#include "math/pack.h"
#include "objective/formula_functions.h"
#include "objective/formula_program.h"

namespace fallline::formula {
namespace {

struct Operands {
  Pack k, l, m, n, a, b, c, d, e, f;
};

// Sums and products: so short that the loop itself would be felt. What a function does not look at is not loaded.
template <class Function>
void sums(const Instruction& i, const double* const* from, double* const* to, std::size_t count) {
  const double *a = from[i.from[0]], *b = from[i.from[1]], *c = from[i.from[2]], *d = from[i.from[3]],
               *e = from[i.from[4]], *f = from[i.from[5]];
  double* const result = to[i.to];
  const Pack k = i.k, l = i.l, m = i.m, n = i.n;
#pragma GCC unroll 4
  for (std::size_t at = 0; at < count; at += Pack::lanes)
    Function{}(Operands{k, l, m, n, Pack::load(a + at), Pack::load(b + at), Pack::load(c + at), Pack::load(d + at),
                        Pack::load(e + at), Pack::load(f + at)})
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

template <Part first, Part second, Part third>
struct Shape {
  template <class K, class M>
  struct Sum {
    Pack operator()(const Operands& o) const {
      const Pack rest = plus<third, std::true_type>(o.l, o.e, o.f, o.n);
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

template <Part first, Part second, Part third>
Kernel scaled(const Instruction& i) {
  using Shape = Shape<first, second, third>;
  using std::false_type, std::true_type;
  if (i.k == 1)
    return i.m == 1 ? sums<typename Shape::template Sum<false_type, false_type>>
                    : sums<typename Shape::template Sum<false_type, true_type>>;
  return i.m == 1 ? sums<typename Shape::template Sum<true_type, false_type>>
                  : sums<typename Shape::template Sum<true_type, true_type>>;
}
// What is a product may be a square.
template <Part first, Part second, Part third>
Kernel squared(const Instruction& i) {
  if constexpr (first == Part::product)
    if (i.from[0] == i.from[1]) return squared<Part::square, second, third>(i);
  if constexpr (second == Part::product)
    if (i.from[2] == i.from[3]) return squared<first, Part::square, third>(i);
  if constexpr (third == Part::product)
    if (i.from[4] == i.from[5]) return scaled<first, second, Part::square>(i);
  return scaled<first, second, third>(i);
}

}  // namespace

Kernel kernel_of(const Instruction& i) {
  using enum Part;
  switch (i.form) {
    case Form::constant:
      return sums<Constant>;
    case Form::linear:
      return scaled<linear, none, none>(i);
    case Form::linear_2:
      return scaled<linear, linear, none>(i);
    case Form::linear_3:
      return scaled<linear, linear, linear>(i);
    case Form::product:
      return squared<product, none, none>(i);
    case Form::product_linear:
      return squared<product, linear, none>(i);
    case Form::product_linear_2:
      return squared<product, linear, linear>(i);
    case Form::product_2:
      return squared<product, product, none>(i);
    case Form::product_2_linear:
      return squared<product, product, linear>(i);
    case Form::product_3:
      return squared<product, product, product>(i);
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
