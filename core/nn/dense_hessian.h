// The dense Hessian of plain networks, layer by layer, several times as fast as by products with unit vectors.
//
// Every second derivative by weights comes from those by the units' inputs. With ã the inputs of a layer and a 1 for
// its bias, δ = ∂L/∂z, and of each sample
//   Gˡ = ∂²L/∂zˡ∂zˡ,  Pˡᵐ = ∂zˡ/∂zᵐ,  Mˡᵐ = Gˡ Pˡᵐ,  Jˡᵐ = ∂aˡ/∂zᵐ,
//   ∂²L/∂Wˡ_jk ∂Wᵐ_pq = Σ ãᵐ⁻¹_q (ãˡ⁻¹_k Mˡᵐ_jp + δˡ_j Jˡ⁻¹ᵐ_kp)        m ≤ l; the second term for m < l
// (Bishop 1992, Neural Computation 4, in the form of sums over samples, which are matrix products).
#pragma once

#include <Eigen/Core>
#include <memory>

#include "nn/losses.h"
#include "nn/plan.h"
#include "nn/samples.h"

namespace fallline::nn {

// Layers that do nothing but W a + b and an activation element by element, with nothing learned in it.
bool is_plain(const Plan& plan);

// H of the data's part of the loss, for a plain network. Keeps its room from one point to the next: asking the system
// for it anew takes longer than the Hessian.
class DenseHessian {
 public:
  // The plan and the loss must outlive it.
  DenseHessian(const Plan& plan, const LossInfo& loss, std::span<const double> loss_values);
  ~DenseHessian();
  Eigen::MatrixXd at(ConstVector theta, const PackedSamples& samples);

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace fallline::nn
