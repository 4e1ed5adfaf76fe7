// Regularizers: terms in the weight matrices alone, with their gradients and products with the Hessian side by side.
// A matrix is W [out × in], row by row. Biases and the numbers of normalizations are left alone.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "nn/singular_values.h"
#include "objective/objective.h"

namespace fallline::nn {

// What a term works on, kept from call to call: of weights of one shape, only the first ask for memory.
struct TermRoom {
  SingularValueSolver singular;
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> excess;
};

// R(W), without its factor λ.
struct RegularizerInfo {
  std::string_view key, label;  // l1, l2, nuclear, orthogonal
  std::string_view formula, source;
  std::string_view kink;
  Parameter strength;  // λ
  bool smooth = true;
  double (*value)(ConstVector w, std::size_t out, std::size_t in);
  // Adds λ ∂R/∂W to `gradient`; returns R(W).
  double (*add_gradient)(double lambda, ConstVector w, std::size_t out, std::size_t in, Vector gradient,
                         TermRoom& room);
  // Adds λ times the derivative of ∂R/∂W along v to `product`.
  void (*add_hessian_vector)(double lambda, ConstVector w, std::size_t out, std::size_t in, ConstVector v,
                             Vector product);
};

std::span<const RegularizerInfo> regularizers();
const RegularizerInfo* find_regularizer(std::string_view key);

// The weights that are not zero: shown, not trained (L0).
std::size_t nonzero_count(ConstVector w);

}  // namespace fallline::nn
