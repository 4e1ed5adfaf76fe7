// The basis V is kept orthonormal column by column, and T = Vᵀ H V as a full symmetric matrix: that it would be banded
// without restarts is not worth a case of its own at this size.
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>

#include "curvature/hessian_products.h"
#include "curvature/orthogonal_basis.h"
#include "curvature/spectrum.h"
#include "math/orientation.h"
#include "math/random.h"

namespace fallline {
namespace {

using Eigen::Index;

class BlockLanczos {
 public:
  BlockLanczos(HessianProducts& h, const ExtremeOptions& options)
      : h_(h),
        options_(options),
        random_(options.seed),
        n_(h.size()),
        highest_(std::min(options.highest, n_)),
        lowest_(std::min(options.lowest, n_ - highest_)),
        block_(std::min(options.block, n_)),
        // Room for twice what a restart keeps, and for a block that waits.
        v_(n_, std::min(n_, 4 * wanted() + 10 * block_ + 30)),
        t_(v_.cols(), v_.cols()) {
    for (Index i = 0; i < block_; ++i) append_random();
  }

  SpectrumStatus run(const std::stop_token& stop) {
    for (Index next_look = std::min(2 * wanted() + 4, v_.cols());;) {
      if (stop.stop_requested()) return SpectrumStatus::cancelled;
      if (!expand()) return SpectrumStatus::not_finite;
      const bool full = 2 * filled_ - done_ > v_.cols() && v_.cols() < n_;
      const bool enough = h_.count() >= options_.most_products && done_ >= wanted();
      if (!full && !enough && filled_ > done_ && done_ < next_look) continue;
      look();
      if (converged()) return SpectrumStatus::complete;
      if (enough) return SpectrumStatus::partial;
      if (full) restart();
      next_look = done_ + std::max<Index>(4, done_ / 8);
    }
  }

  // What was found at the last look.
  Spectrum found() {
    Spectrum s;
    s.lowest = lowest_;
    s.all = wanted() == n_;
    s.lambda.resize(wanted());
    Eigen::MatrixXd ends(done_, wanted());
    for (Index i = 0; i < wanted(); ++i) {
      s.lambda[i] = ritz_.eigenvalues()[place(i)];
      ends.col(i) = ritz_.eigenvectors().col(place(i));
    }
    s.u = v_.leftCols(done_) * ends;
    s.u.colwise().normalize();
    orient(s.u);
    return s;
  }

 private:
  Index wanted() const { return lowest_ + highest_; }
  // Where the i-th of those wanted stands among those of T.
  Index place(Index i) const { return i < lowest_ ? i : done_ - wanted() + i; }

  // Multiplies the block that waits, and makes the next one of what lies outside the basis. False if not finite.
  bool expand() {
    const Index begin = done_, width = filled_ - done_;
    h_.apply(v_.middleCols(begin, width), x_);
    if (!x_.allFinite()) return false;
    scale_ = std::max(scale_, x_.colwise().norm().maxCoeff());
    const Index end = filled_;
    coupling_.setZero(block_, width);
    for (Index c = 0; c < width; ++c) {
      const Eigen::VectorXd coefficients = orthogonalize(v_.leftCols(filled_), x_.col(c));
      t_.col(begin + c).head(end) = coefficients.head(end);
      coupling_.col(c).head(filled_ - end) = coefficients.tail(filled_ - end);
      const double left = x_.col(c).norm();
      if (filled_ == n_) continue;  // all of the space is spanned
      if (left > rounding_share * scale_) {
        coupling_(filled_ - end, c) = left;
        v_.col(filled_++) = x_.col(c) / left;
      } else {
        append_random();
      }
    }
    for (Index c = begin; c < end; ++c) t_.row(c).head(end) = t_.col(c).head(end).transpose();
    done_ = end;
    return true;
  }

  // A direction of chance outside the basis.
  void append_random() {
    Eigen::VectorXd x(n_);
    random_.normal({x.data(), static_cast<std::size_t>(n_)});
    x.normalize();
    orthogonalize(v_.leftCols(filled_), x);
    v_.col(filled_++) = x.normalized();
  }

  void look() { ritz_.compute(t_.topLeftCorner(done_, done_)); }

  bool converged() const {
    if (done_ < wanted()) return false;
    const double allowed = options_.tolerance * ritz_.eigenvalues().cwiseAbs().maxCoeff();
    for (Index i = 0; i < wanted(); ++i)
      if (!((coupling_ * ritz_.eigenvectors().col(place(i)).tail(coupling_.cols())).norm() <= allowed)) return false;
    return true;
  }

  // Keeps the Ritz vectors at the ends wanted, and the block that waits.
  void restart() {
    const Index spare = (v_.cols() - wanted()) / 2;
    const Index low = lowest_ == 0 ? 0 : lowest_ + spare * lowest_ / wanted();
    const Index high = highest_ == 0 ? 0 : highest_ + spare * highest_ / wanted();
    const Index kept = low + high, waiting = filled_ - done_;
    Eigen::MatrixXd ends(done_, kept);
    ends << ritz_.eigenvectors().leftCols(low), ritz_.eigenvectors().rightCols(high);
    constexpr Index rows = 256;  // at a time, for want of room for a second basis
    for (Index r = 0; r < n_; r += rows) {
      auto strip = v_.middleRows(r, std::min(rows, n_ - r));
      strip.leftCols(kept) = (strip.leftCols(done_) * ends).eval();
      strip.middleCols(kept, waiting) = strip.middleCols(done_, waiting).eval();
    }
    t_.setZero();
    t_.diagonal().head(low) = ritz_.eigenvalues().head(low);
    t_.diagonal().segment(low, high) = ritz_.eigenvalues().tail(high);
    done_ = kept;
    filled_ = kept + waiting;
  }

  HessianProducts& h_;
  const ExtremeOptions& options_;
  Random random_;
  const Index n_, highest_, lowest_, block_;
  Eigen::MatrixXd v_, t_, x_;    // x: products, and what is left of them
  Eigen::MatrixXd coupling_;     // of the last block multiplied to the one that waits: H V = V T + V_waiting coupling
  Index done_ = 0, filled_ = 0;  // columns of V: multiplied, and there
  double scale_ = 0;             // the greatest product
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> ritz_;
};

}  // namespace

Spectrum extreme_spectrum(const Objective& objective, ConstVector theta, const Batch& batch,
                          const ExtremeOptions& options, std::stop_token stop) {
  assert(options.lowest >= 0 && options.highest >= 0 && options.lowest + options.highest > 0 && options.block > 0);
  HessianProducts h(objective, theta, batch);
  BlockLanczos lanczos(h, options);
  const SpectrumStatus status = lanczos.run(stop);
  Spectrum s;
  if (status == SpectrumStatus::complete || status == SpectrumStatus::partial) {
    s = lanczos.found();
    Eigen::MatrixXd hu;
    h.apply(s.u, hu);
    s.residuals = (hu - s.u * s.lambda.asDiagonal()).colwise().norm();
  }
  s.products = h.count();
  s.status = status;
  return s;
}

}  // namespace fallline
