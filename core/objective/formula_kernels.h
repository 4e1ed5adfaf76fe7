// What an instruction does to a block of points. Each combination of what it may lack (a factor of 1, a square in the
// place of a product) has a loop of its own: loads and multiplications are what a row costs.
#pragma once

#include <cstddef>

namespace fallline::formula {

struct Instruction;

// `count` points, a multiple of Pack::lanes, from and to the arrays of the instruction's registers.
using Kernel = void (*)(const Instruction&, const double* const* from, double* const* to, std::size_t count);

Kernel kernel_of(const Instruction& instruction);

}  // namespace fallline::formula
