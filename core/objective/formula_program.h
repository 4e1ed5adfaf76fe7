// Program: nodes of a graph as a flat list of instructions on registers, for a point or along a row of points.
//
// Along a row an instruction does a block of points at a time, its registers being arrays that stay in the first cache.
// There the loads and stores are what costs, so that instructions do as much as they can with what they have loaded:
// most are n + k a b + m c d + l e f with some of it missing, and sums, factors and offsets vanish into their
// neighbours.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "objective/formula_graph.h"
#include "objective/formula_kernels.h"

namespace fallline::formula {

// What an instruction computes, of its operands a … f and its numbers k, l, m, n.
enum class Form : std::uint8_t {
  constant,          // n
  linear,            // n + k a
  linear_2,          // n + k a + m c
  linear_3,          // n + k a + m c + l e
  product,           // n + k a b
  product_linear,    // n + k a b + m c
  product_linear_2,  // n + k a b + m c + l e
  product_2,         // n + k a b + m c d
  product_2_linear,  // n + k a b + m c d + l e
  product_3,         // n + k a b + m c d + l e f
  quotient,          // k a / b
  reciprocal,        // k / a
  sine_cosine,       // sin and cos of n + k a, to two registers
  function,          // f(n + k a, b, c)
};

struct Instruction {
  Form form;
  Op op;                             // of Form::function
  std::uint32_t to = 0, second = 0;  // registers; `second` takes the cosine
  std::array<std::uint32_t, 6> from{};
  double k = 1, l = 1, m = 1, n = 0;
  Kernel kernel = nullptr;
};

class Program {
 public:
  // Computes `outputs` of the graph, of which it keeps nothing.
  Program(const Graph& graph, std::span<const Id> outputs);

  std::size_t outputs() const { return outputs_; }
  std::span<const Instruction> instructions() const { return code_; }

  // `results` has one number for each output.
  void at(double x, double y, std::span<double> results) const;

  // Row k of `results` takes output k; a null pointer leaves it out. No row may overlap x or y.
  void along(std::span<const double> x, std::span<const double> y, std::span<double* const> results) const;

  // Registers: x, y, one for each output, then the others.
  static constexpr std::uint32_t first_output = 2;

 private:
  void run(double* registers) const;
  void run(const double* const* from, double* const* to, std::size_t count) const;

  std::size_t outputs_, registers_;
  std::vector<Instruction> code_;
};

}  // namespace fallline::formula
