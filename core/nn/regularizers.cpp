// Legend: W and a direction dW out × in; U out × r, V in × r, r the rank.
#include "nn/regularizers.h"

#include <algorithm>
#include <cmath>

namespace fallline::nn {
namespace {

using Matrix = Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMajor> matrix(ConstVector w, std::size_t out, std::size_t in) {
  return {w.data(), static_cast<Eigen::Index>(out), static_cast<Eigen::Index>(in)};
}
Eigen::Map<RowMajor> matrix(Vector w, std::size_t out, std::size_t in) {
  return {w.data(), static_cast<Eigen::Index>(out), static_cast<Eigen::Index>(in)};
}

// The terms ----------------------------------------------------------------------------------------------------------

// Σ|w|
struct L1 {
  static double value(ConstVector w, std::size_t, std::size_t) {
    double sum = 0;
    for (const double v : w) sum += std::abs(v);
    return sum;
  }
  static double add_gradient(double lambda, ConstVector w, std::size_t out, std::size_t in, Vector gradient,
                             TermRoom&) {
    for (std::size_t i = 0; i < w.size(); ++i) gradient[i] += lambda * (w[i] > 0 ? 1 : w[i] < 0 ? -1 : w[i]);
    return value(w, out, in);
  }
  static void add_hessian_vector(double, ConstVector, std::size_t, std::size_t, ConstVector, Vector) {}
};

// ΣW²
struct L2 {
  static double value(ConstVector w, std::size_t, std::size_t) {
    double sum = 0;
    for (const double v : w) sum += v * v;
    return sum;
  }
  static double add_gradient(double lambda, ConstVector w, std::size_t out, std::size_t in, Vector gradient,
                             TermRoom&) {
    for (std::size_t i = 0; i < w.size(); ++i) gradient[i] += 2 * lambda * w[i];
    return value(w, out, in);
  }
  static void add_hessian_vector(double lambda, ConstVector, std::size_t, std::size_t, ConstVector v, Vector product) {
    for (std::size_t i = 0; i < v.size(); ++i) product[i] += 2 * lambda * v[i];
  }
};

// Σσ, the singular values.
struct Nuclear {
  static double value(ConstVector w, std::size_t out, std::size_t in) {
    return singular_values(w, out, in).sigma.sum();
  }

  static double add_gradient(double lambda, ConstVector w, std::size_t out, std::size_t in, Vector gradient,
                             TermRoom& room) {
    room.singular.compute(w, out, in);
    const auto u = room.singular.u(), v = room.singular.v();
    auto to = matrix(gradient, out, in);
    for (Eigen::Index i = 0; i < to.rows(); ++i) to.row(i).transpose().noalias() += lambda * v * u.row(i).transpose();
    return room.singular.sigma().sum();
  }

  // Of Q = UVᵀ, QᵀQ = I and QᵀW symmetric give, for changes of W that keep its rank,
  // dQ = U Ω Vᵀ + (I − UUᵀ) dW V Σ⁻¹ Vᵀ + U Σ⁻¹ Uᵀ dW (I − VVᵀ), Ωᵢⱼ = (Aᵢⱼ − Aⱼᵢ)/(σᵢ + σⱼ), A = Uᵀ dW V.
  static void add_hessian_vector(double lambda, ConstVector w, std::size_t out, std::size_t in, ConstVector v,
                                 Vector product) {
    const SingularValues f = singular_values(w, out, in);
    const auto direction = matrix(v, out, in);
    const Matrix right = direction * f.v, left = direction.transpose() * f.u, a = f.u.transpose() * right;
    Matrix omega(a.rows(), a.cols());
    for (Eigen::Index i = 0; i < a.rows(); ++i)
      for (Eigen::Index j = 0; j < a.cols(); ++j) omega(i, j) = (a(i, j) - a(j, i)) / (f.sigma[i] + f.sigma[j]);
    const auto inverse = f.sigma.cwiseInverse().asDiagonal();
    const Matrix outside = right - f.u * a, beside = left - f.v * a.transpose();
    matrix(product, out, in) +=
        lambda * ((f.u * omega + outside * inverse) * f.v.transpose() + f.u * (beside * inverse).transpose());
  }
};

// ‖WᵀW − I‖²_F. Of W wider than high, by the smaller product: WᵀW and WWᵀ have the same eigenvalues but for in − out
// zeros, and W(WᵀW − I) = (WWᵀ − I)W.
struct Orthogonal {
  // The product less the identity, symmetric. Row by row, as products of two matrices ask for memory.
  static void excess(const Eigen::Map<const RowMajor>& w, RowMajor& g) {
    const bool wide = w.rows() < w.cols();
    g.resize(wide ? w.rows() : w.cols(), wide ? w.rows() : w.cols());
    for (Eigen::Index i = 0; i < g.rows(); ++i)
      if (wide)
        g.row(i).transpose().noalias() = w * w.row(i).transpose();
      else
        g.row(i).transpose().noalias() = w.transpose() * w.col(i);
    g.diagonal().array() -= 1;
  }
  static double value_of(const RowMajor& g, std::size_t in) {
    return g.squaredNorm() + static_cast<double>(in) - static_cast<double>(g.cols());
  }

  static double value(ConstVector w, std::size_t out, std::size_t in) {
    RowMajor g;
    excess(matrix(w, out, in), g);
    return value_of(g, in);
  }

  static double add_gradient(double lambda, ConstVector w, std::size_t out, std::size_t in, Vector gradient,
                             TermRoom& room) {
    const auto weights = matrix(w, out, in);
    const RowMajor& g = room.excess;
    excess(weights, room.excess);
    auto to = matrix(gradient, out, in);
    for (Eigen::Index i = 0; i < to.rows(); ++i)
      if (out < in)
        to.row(i).transpose().noalias() += 4 * lambda * weights.transpose() * g.row(i).transpose();
      else
        to.row(i).transpose().noalias() += 4 * lambda * g * weights.row(i).transpose();
    return value_of(g, in);
  }

  static void add_hessian_vector(double lambda, ConstVector w, std::size_t out, std::size_t in, ConstVector v,
                                 Vector product) {
    const auto weights = matrix(w, out, in), direction = matrix(v, out, in);
    RowMajor g;
    excess(weights, g);
    if (out < in) {
      const Matrix change = direction * weights.transpose();
      matrix(product, out, in) += 4 * lambda * (g * direction + (change + change.transpose()) * weights);
    } else {
      const Matrix change = direction.transpose() * weights;
      matrix(product, out, in) += 4 * lambda * (direction * g + weights * (change + change.transpose()));
    }
  }
};

// The table ----------------------------------------------------------------------------------------------------------

consteval Parameter strength(std::string_view key, std::string_view label, std::string_view name) {
  return {.key = key,
          .symbol = "λ",
          .label = label,
          .initial = 0,
          .minimum = 0,
          .maximum = 0.1,
          .scale = Scale::linear,
          .meaning = "How much the term weighs beside the loss of the data.",
          .lower = 0,
          .upper = 1e6,
          .name = name};
}

template <class Term>
constexpr RegularizerInfo declare(RegularizerInfo info) {
  info.value = Term::value;
  info.add_gradient = Term::add_gradient;
  info.add_hessian_vector = Term::add_hessian_vector;
  return info;
}

constexpr RegularizerInfo table[] = {
    declare<L1>({.key = "l1",
                 .label = "L1",
                 .formula = "λ Σ|W|",
                 .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §7.1.2",
                 .kink = "slope 0 where W = 0",
                 .strength = strength("l1", "L1 λ", "L1 regularization"),
                 .smooth = false}),
    declare<L2>({.key = "l2",
                 .label = "L2",
                 .formula = "λ ΣW²",
                 .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §7.1.1; here without ½",
                 .kink = "",
                 .strength = strength("l2", "L2 λ", "L2 regularization")}),
    declare<Nuclear>({.key = "nuclear",
                      .label = "Nuclear norm",
                      .formula = "λ Σσ(W), the singular values",
                      .source = "Recht, Fazel & Parrilo, Guaranteed Minimum-Rank Solutions, SIAM Rev. 52 (2010)",
                      .kink = "singular values of 0 have no part in the slope",
                      .strength = strength("nuclear", "Nuclear λ", "nuclear norm"),
                      .smooth = false}),
    declare<Orthogonal>(
        {.key = "orthogonal",
         .label = "Orthogonal",
         .formula = "λ ‖WᵀW − I‖²",
         .source = "Bansal, Chen & Wang, Can We Gain More from Orthogonality Regularizations?, NeurIPS (2018)",
         .kink = "",
         .strength = strength("orthogonal", "Orthogonal λ", "orthogonal regularization")}),
};

}  // namespace

std::span<const RegularizerInfo> regularizers() { return table; }

const RegularizerInfo* find_regularizer(std::string_view key) {
  for (const RegularizerInfo& regularizer : table)
    if (regularizer.key == key) return &regularizer;
  return nullptr;
}

std::size_t nonzero_count(ConstVector w) {
  return static_cast<std::size_t>(std::ranges::count_if(w, [](double v) { return v != 0; }));
}

}  // namespace fallline::nn
