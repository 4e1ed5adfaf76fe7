#include "curvature/critical_search.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <optional>

#include "curvature/lanczos.h"

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::VectorXd;
using Status = CriticalSearchStatus;

constexpr double short_share = 1e-3;    // of 1 + ‖θ‖: what may be left of the way to a critical point
constexpr double geometric_drop = 0.9;  // of ‖∇L‖ in a step
// Steps, once ‖∇L‖ is small, to see whether the way ends: before rounding hides what curvature is left far out.
constexpr std::size_t patience = 10;
constexpr double first_damping = 1e-2, least_damping = 1e-8, most_damping = 1e16;
// Towards a degenerate point, or infinity, H fades away with ∇L; only at a gradient-flat point ‖∇L‖ stays as well.
constexpr double small_drop = 1e-3;
constexpr double least_gain = 1e-4;             // share of the decrease foretold that makes a step worth taking
constexpr Index most_numbers = Index{1} << 26;  // of a Krylov basis

// H in directions where it is diagonal, or nearly: H right_k = σ_k left_k. Of the dense matrix these are eigenvectors,
// of a Krylov space singular vectors, with what H adds outside the space.
struct Model {
  VectorXd sigma;         // may be negative
  Eigen::MatrixXd right;  // n × m, orthonormal
  VectorXd gradient;      // m, leftᵀ ∇L

  double size() const { return sigma.cwiseAbs().maxCoeff(); }
  double curved_gradient() const { return sigma.cwiseProduct(gradient).norm(); }  // ‖H∇L‖
  VectorXd step(double mu) const {
    const auto denominator = sigma.array().square() + mu;
    return right * (denominator > 0).select(-sigma.array() * gradient.array() / denominator, 0.0).matrix();
  }
  // ‖∇L‖² − ‖∇L + H p‖²
  double decrease(double mu) const {
    const auto left = mu / (sigma.array().square() + mu).max(1e-300);
    return (gradient.array().square() * (1 - left.square())).sum();
  }
};

class Search {
 public:
  Search(const Objective& objective, ConstVector start, const Batch& batch, const CriticalSearchOptions& options)
      : objective_(objective),
        batch_(batch),
        options_(options),
        theta_(Eigen::Map<const VectorXd>(start.data(), static_cast<Index>(start.size()))) {
    loss_ = gradient_at(theta_, gradient_);
    norm_ = first_norm_ = gradient_.norm();
  }

  Status run(const std::stop_token& stop, const std::function<void(std::size_t, double)>& progress) {
    if (!std::isfinite(loss_) || !std::isfinite(norm_)) return Status::not_finite;
    for (std::size_t small = 0;; progress(++steps_, norm_)) {
      if (stop.stop_requested()) return Status::cancelled;
      const std::optional<Model> model = model_here(stop);
      if (!model) return stop.stop_requested() ? Status::cancelled : Status::not_finite;
      size_ = std::max(size_, model->size());
      const double curved = model->curved_gradient();
      const bool flat = curved <= options_.flat_tolerance * size_ * norm_;
      flatness_ = size_ > 0 && norm_ > 0 ? curved / (size_ * norm_) : 0;
      if (norm_ <= options_.tolerance) {
        const double near = short_share * (1 + theta_.norm());
        // Near a point the gradient goes faster than any geometric sequence, or steps are short. Where it only flattens
        // out, the model may be too coarse to see how far its own step leads.
        const bool crawls = way_ > near && drop_ < geometric_drop;
        if (!crawls && model->step(mu(*model)).norm() <= near) return Status::critical;
        if (++small > patience) return Status::escaping;
      } else if (curved == 0 || (flat && drop_ <= small_drop)) {
        return Status::gradient_flat;
      }
      if (steps_ >= options_.most_steps) return norm_ <= options_.tolerance ? Status::escaping : Status::step_limit;
      if (step(*model)) continue;
      if (norm_ <= options_.tolerance) return Status::escaping;
      return flat ? Status::gradient_flat : Status::stalled;
    }
  }

  CriticalSearch result(Status status) const {
    return {{theta_.begin(), theta_.end()}, loss_, norm_, flatness_, steps_, products_, status};
  }

 private:
  static ConstVector view(const VectorXd& v) { return {v.data(), static_cast<std::size_t>(v.size())}; }
  double gradient_at(const VectorXd& theta, VectorXd& gradient) const {
    gradient.resize(theta.size());
    return objective_.value_and_gradient(view(theta), {gradient.data(), static_cast<std::size_t>(gradient.size())},
                                         batch_);
  }
  double mu(const Model& model) const {
    const double size = first_norm_ > 0 ? model.size() * norm_ / first_norm_ : 0;
    return damping_ * size * size;
  }

  std::optional<Model> model_here(const std::stop_token& stop) {
    if (objective_.dimension() <= options_.most_dense || norm_ == 0) return dense_model();
    return krylov_model(stop);
  }

  std::optional<Model> dense_model() {
    // Where ∇L is zero to the last bit, no step is left to take.
    if (norm_ == 0) return Model{VectorXd::Zero(1), Eigen::MatrixXd::Zero(theta_.size(), 1), VectorXd::Zero(1)};
    const Eigen::MatrixXd h = objective_.hessian(view(theta_), batch_);
    products_ += objective_.dimension();
    if (!h.allFinite()) return std::nullopt;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(h);
    return Model{eigen.eigenvalues(), eigen.eigenvectors(), eigen.eigenvectors().transpose() * gradient_};
  }

  std::optional<Model> krylov_model(const std::stop_token& stop) {
    HessianProducts h(objective_, view(theta_), batch_);
    const Index steps = std::min(options_.krylov_steps, std::max<Index>(10, most_numbers / theta_.size()));
    const auto spaces = krylov_spaces(h, gradient_, steps, stop);
    products_ += h.count();
    if (spaces.empty()) return std::nullopt;
    const KrylovSpace& k = spaces.front();
    const Index m = k.alpha.size();
    Eigen::MatrixXd t = Eigen::MatrixXd::Zero(m + 1, m);  // H in the basis, with the one direction that leads out
    t.diagonal() = k.alpha;
    t.diagonal(-1) = k.beta;
    t.diagonal(1) = k.beta.head(m - 1);
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(t, Eigen::ComputeThinU | Eigen::ComputeThinV);
    return Model{svd.singularValues(), k.basis * svd.matrixV(), norm_ * svd.matrixU().row(0).transpose()};
  }

  // False if no damping makes one that lowers ‖∇L‖.
  bool step(const Model& model) {
    for (VectorXd next, gradient; damping_ <= most_damping; damping_ *= 8) {
      const VectorXd p = model.step(mu(model));
      next = theta_ + p;
      if (next == theta_) return false;
      const double loss = gradient_at(next, gradient), norm = gradient.norm();
      const double gain = (norm_ - norm) * (norm_ + norm) / model.decrease(mu(model));
      if (!std::isfinite(loss) || !(gain > least_gain)) continue;
      if (gain > 0.75) damping_ = std::max(damping_ / 8, least_damping);
      if (gain < 0.25) damping_ *= 4;
      drop_ = 1 - norm / norm_;
      way_ = p.norm();
      theta_.swap(next);
      gradient_.swap(gradient);
      loss_ = loss;
      norm_ = norm;
      return true;
    }
    damping_ = most_damping;
    return false;
  }

  const Objective& objective_;
  const Batch batch_;
  const CriticalSearchOptions& options_;
  VectorXd theta_, gradient_;
  double loss_ = 0, norm_ = 0, first_norm_ = 0, flatness_ = 0;
  double size_ = 0;  // the greatest ‖H‖ on the way
  double drop_ = 1;  // the share of ‖∇L‖ that the last step took away
  double way_ = 0;   // how long it was
  double damping_ = first_damping;
  std::size_t steps_ = 0, products_ = 0;
};

}  // namespace

std::string_view explain(Status status) {
  constexpr std::string_view all[] = {
      "A critical point: ∇L is zero to the tolerance.",
      "Gradient-flat, not critical: H∇L is zero, so no step lowers ‖∇L‖ to first order, but ∇L is not.",
      "∇L is small only because L flattens out for ever: the next step would still be long.",
      "No step lowers ‖∇L‖ any more: rounding, or a kink.",
      "The steps allowed are used up before ∇L is zero to the tolerance.",
      "Cancelled.",
      "The loss or a derivative is not a number here."};
  return all[static_cast<int>(status)];
}

CriticalSearch search_critical_point(const Objective& objective, ConstVector start, const Batch& batch,
                                     const CriticalSearchOptions& options, std::stop_token stop,
                                     const std::function<void(std::size_t, double)>& progress) {
  Search search(objective, start, batch, options);
  const Status status = search.run(stop, progress);
  return search.result(status);
}

}  // namespace fallline
