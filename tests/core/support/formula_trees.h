// Random formulas with an evaluation of their own: a tree, printed as a person might type it, and its value and
// derivatives by a walk over the tree on truncated Taylor series in extended precision. Nothing here is the program's.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "objective/surface.h"

namespace fallline::test {

struct Tree {
  std::string name;  // a function, an operator (+ - * / ^ and "neg"), x, y, a number, or a parameter
  std::vector<Tree> operands;
};

// How the errors of a calculation in double precision add up on the way: of all numbers that were added, how large they
// were; next to it the result may be far smaller.
struct Evaluated {
  Derivatives<long double> exact;
  Derivatives<long double> noise;  // what one rounding of each intermediate result can do, in units of 2⁻⁵³
  bool near_kink;                  // of floor, sign, abs, min, max, or beside the edge of a domain
  bool far;                        // numbers on the way that double precision may not hold
};

class TreeMaker {
 public:
  explicit TreeMaker(unsigned seed) : random_(seed) {}
  Tree tree(int depth);
  double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  int below(int n) { return static_cast<int>(between(0, n)); }

 private:
  Tree leaf();
  std::mt19937_64 random_;
};

// With no more parentheses than the rules of the language ask for, or with more, as `random` will have it.
std::string printed(const Tree& tree, TreeMaker& random);

// Parameters are a = 0.75, b = −1.5.
Evaluated evaluate(const Tree& tree, Point at);
inline constexpr double parameter_a = 0.75, parameter_b = -1.5;

}  // namespace fallline::test
