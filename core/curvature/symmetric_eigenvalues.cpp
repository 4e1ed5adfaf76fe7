#include "curvature/symmetric_eigenvalues.h"

#include <Eigen/Eigenvalues>
#include <array>
#include <cmath>

#include "math/pack.h"

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

// A ← A − u wᵀ − w uᵀ and p ← p + A v, of the lower half.
struct Sweep {
  double* a;  // of the matrix that is left, m × m
  Index stride, m;
  const double *u, *w, *v;
  double* p;

  // Of the columns [j, j + C).
  template <Index C>
  void columns(Index j) const {
    for (Index c = j; c < j + C; ++c)
      for (Index i = c; i < j + C; ++i) {
        const double x = updated(i, c);
        p[i] += x * v[c];
        if (i > c) p[c] += x * v[i];
      }
    std::array<Pack, C> dots;
    dots.fill(Pack(0.0));
    constexpr auto lanes = static_cast<Index>(Pack::lanes);
    Index i = j + C;
    for (; i + lanes <= m; i += lanes) {
      const Pack ui = Pack::load(u + i), wi = Pack::load(w + i), vi = Pack::load(v + i);
      Pack pi = Pack::load(p + i);
      for (Index c = 0; c < C; ++c) {
        double* at = a + (j + c) * stride + i;
        const Pack x = Pack::load(at) - ui * Pack(w[j + c]) - wi * Pack(u[j + c]);
        x.store(at);
        pi = pi + x * Pack(v[j + c]);
        dots[static_cast<std::size_t>(c)] = dots[static_cast<std::size_t>(c)] + x * vi;
      }
      pi.store(p + i);
    }
    for (Index c = 0; c < C; ++c) {
      double dot = 0;
      for (Index k = 0; k < lanes; ++k) dot += dots[static_cast<std::size_t>(c)].v[k];
      for (Index k = i; k < m; ++k) {
        const double x = updated(k, j + c);
        p[k] += x * v[j + c];
        dot += x * v[k];
      }
      p[j + c] += dot;
    }
  }

  void all() const {
    Index j = 0;
    for (; j + 4 <= m; j += 4) columns<4>(j);
    for (; j < m; ++j) columns<1>(j);
  }

 private:
  double updated(Index i, Index c) const {
    double& x = a[c * stride + i];
    x -= u[i] * w[c] + w[i] * u[c];
    return x;
  }
};

// Householder's vector of x, put in its place, its first entry 1: (I − τ x xᵀ) turns what x was into β e₁.
struct Reflection {
  double tau, beta;
};
Reflection reflect(Eigen::Ref<VectorXd> x) {
  const double first = x[0], rest = x.tail(x.size() - 1).norm();
  x[0] = 1;
  if (rest == 0) return {0, first};
  const double beta = -std::copysign(std::hypot(first, rest), first);
  x.tail(x.size() - 1) /= first - beta;
  return {(beta - first) / beta, beta};
}

}  // namespace

VectorXd symmetric_eigenvalues(Eigen::MatrixXd& h) {
  const Index n = h.rows();
  const double scale = h.cwiseAbs().maxCoeff();
  if (scale == 0) return VectorXd::Zero(n);
  h /= scale;
  VectorXd beside(n - 1), u = VectorXd::Zero(n), w = VectorXd::Zero(n), v(n), p(n);
  // At column k, the update A ← A − u wᵀ − w uᵀ of rows and columns from k on is still to be made.
  for (Index k = 0; k + 1 < n; ++k) {
    const Index m = n - k - 1;
    h.col(k).tail(m + 1) -= w[k] * u.tail(m + 1) + u[k] * w.tail(m + 1);
    v.tail(m) = h.col(k).tail(m);
    const auto [tau, beta] = reflect(v.tail(m));
    beside[k] = beta;
    p.tail(m).setZero();
    Sweep{&h(k + 1, k + 1), n, m, u.data() + k + 1, w.data() + k + 1, v.data() + k + 1, p.data() + k + 1}.all();
    w.tail(m) = tau * (p.tail(m) - 0.5 * tau * p.tail(m).dot(v.tail(m)) * v.tail(m));
    u.tail(m) = v.tail(m);
  }
  h(n - 1, n - 1) -= 2 * u[n - 1] * w[n - 1];
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(h.diagonal(), beside, Eigen::EigenvaluesOnly);
  return scale * solver.eigenvalues();
}

}  // namespace fallline
