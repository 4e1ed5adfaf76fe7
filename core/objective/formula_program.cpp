#include "objective/formula_program.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <memory>
#include <utility>

#include "math/pack.h"
#include "objective/formula_functions.h"
#include "objective/formula_selection.h"

namespace fallline::formula {
namespace {

constexpr std::size_t line = 64;  // bytes of the cache

// Points that are evaluated together: so many that the registers fill a good part of the first cache, and at most
// `longest`, beyond which the instructions cost nothing beside what they do.
constexpr std::size_t in_cache = 2560, longest = 256, shortest = 64;
constexpr std::size_t gap = line / sizeof(double);  // between registers, or all would be in the same sets of the cache
constexpr std::size_t at_hand = in_cache / (shortest + gap);  // registers that need no memory from the heap

std::size_t block_length(std::size_t registers) {
  const std::size_t room = in_cache / registers;
  return std::clamp(room - std::min(room, gap), shortest, longest) / Pack::lanes * Pack::lanes;
}

struct alignas(line) Pair {
  std::array<double, longest> x, y;
};

bool aligned(const double* p) { return std::bit_cast<std::uintptr_t>(p) % line == 0; }

}  // namespace

Program::Program(const Graph& graph, std::span<const Id> outputs) : outputs_(outputs.size()) {
  Selection selection = select_instructions(graph, outputs);
  registers_ = selection.registers;
  code_ = std::move(selection.code);
  for (Instruction& i : code_) i.kernel = kernel_of(i);
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
    const double a = r[i.from[0]], b = r[i.from[1]], c = r[i.from[2]], d = r[i.from[3]], e = r[i.from[4]],
                 f = r[i.from[5]];
    double& to = r[i.to];
    switch (i.form) {
      case Form::constant:
        to = i.n;
        break;
      case Form::linear:
        to = i.k * a + i.n;
        break;
      case Form::linear_2:
        to = i.k * a + (i.m * c + i.n);
        break;
      case Form::linear_3:
        to = i.k * a + (i.m * c + (i.l * e + i.n));
        break;
      case Form::product:
        to = (i.k * a) * b + i.n;
        break;
      case Form::product_linear:
        to = (i.k * a) * b + (i.m * c + i.n);
        break;
      case Form::product_linear_2:
        to = (i.k * a) * b + (i.m * c + (i.l * e + i.n));
        break;
      case Form::product_2:
        to = (i.k * a) * b + ((i.m * c) * d + i.n);
        break;
      case Form::product_2_linear:
        to = (i.k * a) * b + ((i.m * c) * d + (i.l * e + i.n));
        break;
      case Form::product_3:
        to = (i.k * a) * b + ((i.m * c) * d + ((i.l * e) * f + i.n));
        break;
      case Form::quotient:
        to = i.k * a / b;
        break;
      case Form::reciprocal:
        to = i.k / a;
        break;
      case Form::sine_cosine: {
        const auto both = functions::sincos(i.k * a + i.n);
        to = both.sin;
        r[i.second] = both.cos;
        break;
      }
      case Form::function:
        functions::visit_function(i.op, [&](auto function) { to = function(i.k * a + i.n, b, c); });
        break;
    }
  }
}

void Program::along(std::span<const double> x, std::span<const double> y, std::span<double* const> results) const {
  assert(results.size() == outputs_ && x.size() == y.size());
  const std::size_t own = registers_ - first_output, block = block_length(own), stride = block + gap;
  alignas(line) std::array<double, in_cache> memory_at_hand;
  std::array<const double*, first_output + at_hand> from_at_hand;
  std::array<double*, first_output + at_hand> to_at_hand;
  std::vector<double> more_memory;
  std::vector<const double*> more_from;
  std::vector<double*> more_to;
  double* memory = memory_at_hand.data();
  const double** from = from_at_hand.data();
  double** to = to_at_hand.data();
  if (own > at_hand) {
    more_memory.resize(own * stride);
    more_from.resize(registers_);
    more_to.resize(registers_);
    memory = more_memory.data();
    from = more_from.data();
    to = more_to.data();
  }
  for (std::size_t i = 0; i < own; ++i) from[first_output + i] = to[first_output + i] = memory + i * stride;

  // What crosses the lines of the cache costs twice, each time it is loaded.
  Pair copies;
  const auto on_lines = [](const double* p, std::size_t count, std::array<double, longest>& copy) {
    if (aligned(p)) return p;
    std::copy_n(p, count, copy.data());
    return std::as_const(copy).data();
  };
  const std::size_t whole = x.size() - x.size() % Pack::lanes;
  for (std::size_t at = 0; at < whole; at += block) {
    const std::size_t count = std::min(block, whole - at);
    from[0] = on_lines(&x[at], count, copies.x);
    from[1] = on_lines(&y[at], count, copies.y);
    for (std::size_t k = 0; k < outputs_; ++k)
      if (results[k]) from[first_output + k] = to[first_output + k] = results[k] + at;
    run(from, to, count);
  }
  if (whole == x.size()) return;

  // Fewer points than a Pack holds: through copies that are filled up with the first of them.
  const std::size_t rest = x.size() - whole;
  std::fill_n(copies.x.data(), Pack::lanes, x[whole]);
  std::fill_n(copies.y.data(), Pack::lanes, y[whole]);
  std::copy_n(&x[whole], rest, copies.x.data());
  std::copy_n(&y[whole], rest, copies.y.data());
  from[0] = copies.x.data();
  from[1] = copies.y.data();
  for (std::size_t k = 0; k < outputs_; ++k) from[first_output + k] = to[first_output + k] = memory + k * stride;
  run(from, to, Pack::lanes);
  for (std::size_t k = 0; k < outputs_; ++k)
    if (results[k]) std::copy_n(to[first_output + k], rest, results[k] + whole);
}

void Program::run(const double* const* from, double* const* to, std::size_t count) const {
  for (const Instruction& i : code_) i.kernel(i, from, to, count);
}

}  // namespace fallline::formula
