#include "objective/formula_program.h"

#include <algorithm>
#include <cassert>
#include <memory>

#include "math/pack.h"
#include "objective/formula_functions.h"
#include "objective/formula_selection.h"

namespace fallline::formula {
namespace {

constexpr std::size_t block = 128;   // points; a multiple of Pack::lanes
constexpr std::size_t at_hand = 32;  // registers that need no memory from the heap
using Block = std::array<double, block>;

// What an instruction works on, numbers and operands alike as T.
template <class T>
struct Operands {
  T k, m, n, a, b, c, d;
};

// Calls visit(f), f taking Operands of doubles or Packs to the result; all but Form::sine_cosine.
template <class Visitor>
[[gnu::always_inline]] inline void visit_instruction(const Instruction& i, Visitor&& visit) {
  switch (i.form) {
    case Form::constant:
      return visit([](auto o) { return o.n; });
    case Form::linear:
      return visit([](auto o) { return o.k * o.a + o.n; });
    case Form::linear_2:
      return visit([](auto o) { return o.k * o.a + (o.m * o.b + o.n); });
    case Form::product:
      return visit([](auto o) { return (o.k * o.a) * o.b + o.n; });
    case Form::product_linear:
      return visit([](auto o) { return (o.k * o.a) * o.b + (o.m * o.c + o.n); });
    case Form::product_2:
      return visit([](auto o) { return (o.k * o.a) * o.b + ((o.m * o.c) * o.d + o.n); });
    case Form::quotient:
      return visit([](auto o) { return o.k * o.a / o.b; });
    case Form::reciprocal:
      return visit([](auto o) { return o.k / o.a; });
    case Form::sine_cosine:
      return;
    case Form::function:
      functions::visit_function(i.op, [&](auto f) { visit([f](auto o) { return f(o.k * o.a + o.n, o.b, o.c); }); });
  }
}

}  // namespace

Program::Program(const Graph& graph, std::span<const Id> outputs) : outputs_(outputs.size()) {
  Selection selection = select_instructions(graph, outputs);
  registers_ = selection.registers;
  code_ = std::move(selection.code);
}

void Program::at(double x, double y, std::span<double> results) const {
  assert(results.size() == outputs_);
  const auto evaluate = [&](double* registers) {
    registers[0] = x;
    registers[1] = y;
    run(registers);
    std::copy_n(registers + first_output, outputs_, results.data());
  };
  constexpr std::size_t enough = 128;
  if (registers_ <= enough) {
    double registers[enough];
    return evaluate(registers);
  }
  evaluate(std::make_unique_for_overwrite<double[]>(registers_).get());
}

void Program::run(double* r) const {
  for (const Instruction& i : code_) {
    const Operands<double> o{i.k, i.m, i.n, r[i.from[0]], r[i.from[1]], r[i.from[2]], r[i.from[3]]};
    if (i.form == Form::sine_cosine) {
      const auto both = functions::sincos(o.k * o.a + o.n);
      r[i.to] = both.sin;
      r[i.second] = both.cos;
    } else {
      visit_instruction(i, [&](auto f) { r[i.to] = f(o); });
    }
  }
}

void Program::along(std::span<const double> x, std::span<const double> y, std::span<double* const> results) const {
  assert(results.size() == outputs_ && x.size() == y.size());
  const std::size_t own = registers_ - first_output;  // blocks that may be needed
  std::array<Block, at_hand> blocks_at_hand;
  std::array<const double*, at_hand> from_at_hand;
  std::array<double*, at_hand> to_at_hand;
  std::unique_ptr<Block[]> more_blocks;
  std::vector<const double*> more_from;
  std::vector<double*> more_to;
  Block* blocks = blocks_at_hand.data();
  const double** from = from_at_hand.data();
  double** to = to_at_hand.data();
  if (registers_ > at_hand) {
    more_blocks = std::make_unique_for_overwrite<Block[]>(own);
    more_from.resize(registers_);
    more_to.resize(registers_);
    blocks = more_blocks.get();
    from = more_from.data();
    to = more_to.data();
  }
  for (std::size_t i = 0; i < own; ++i) from[first_output + i] = to[first_output + i] = blocks[i].data();

  const std::size_t whole = x.size() - x.size() % Pack::lanes;
  for (std::size_t at = 0; at < whole; at += block) {
    from[0] = &x[at];
    from[1] = &y[at];
    for (std::size_t k = 0; k < outputs_; ++k)
      if (results[k]) from[first_output + k] = to[first_output + k] = results[k] + at;
    run(from, to, std::min(block, whole - at) / Pack::lanes);
  }
  if (whole == x.size()) return;

  // Fewer points than a Pack holds: through copies that are filled up with the first of them.
  const std::size_t rest = x.size() - whole;
  std::array<double, Pack::lanes> last_x, last_y;
  last_x.fill(x[whole]);
  last_y.fill(y[whole]);
  std::copy_n(&x[whole], rest, last_x.begin());
  std::copy_n(&y[whole], rest, last_y.begin());
  from[0] = last_x.data();
  from[1] = last_y.data();
  for (std::size_t k = 0; k < outputs_; ++k) from[first_output + k] = to[first_output + k] = blocks[k].data();
  run(from, to, 1);
  for (std::size_t k = 0; k < outputs_; ++k)
    if (results[k]) std::copy_n(blocks[k].data(), rest, results[k] + whole);
}

void Program::run(const double* const* from, double* const* to, std::size_t packs) const {
  for (const Instruction& i : code_) {
    const double *a = from[i.from[0]], *b = from[i.from[1]], *c = from[i.from[2]], *d = from[i.from[3]];
    double *const result = to[i.to], *const second = to[i.second];
    const Pack k = i.k, m = i.m, n = i.n;
    const std::size_t end = packs * Pack::lanes;
    if (i.form == Form::sine_cosine) {
      for (std::size_t at = 0; at < end; at += Pack::lanes) {
        const SinCos both = sincos(k * Pack::load(a + at) + n);
        both.sin.store(result + at);
        both.cos.store(second + at);
      }
      continue;
    }
    visit_instruction(i, [&](auto f) {
      for (std::size_t at = 0; at < end; at += Pack::lanes)
        f(Operands<Pack>{k, m, n, Pack::load(a + at), Pack::load(b + at), Pack::load(c + at), Pack::load(d + at)})
            .store(result + at);
    });
  }
}

}  // namespace fallline::formula
