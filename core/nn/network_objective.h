// NetworkObjective: a network with data and a loss, as a function of its parameters. L(θ) is the mean of ℓ over the
// samples plus the terms of the regularizers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "nn/losses.h"
#include "nn/network_spec.h"
#include "objective/objective.h"

namespace fallline::nn {

struct TrainingNoise {
  double input_noise = 0;  // σ of the normal noise on the inputs
  double mixup = 0;        // α: inputs and targets are mixed with those of another sample, λ ~ Beta(α, α); 0: not
  std::uint64_t seed = 1;  // of these and of dropout
  friend bool operator==(const TrainingNoise&, const TrainingNoise&) = default;
};

struct LossSpec {
  std::string key = "bce";
  std::vector<double> values = {};  // in the order of its parameters; empty: initial ones
  friend bool operator==(const LossSpec&, const LossSpec&) = default;
};

// Nothing if the three fit together, else what is wrong.
std::optional<std::string> refuse(const NetworkSpec& network, const LossSpec& loss, const Dataset& data);

class NetworkObjective final : public Objective {
 public:
  // `memory`: the running averages before the first step; empty: means of 0 and variances of 1.
  NetworkObjective(NetworkSpec network, LossSpec loss, std::shared_ptr<const Dataset> data, TrainingNoise noise = {},
                   std::vector<double> memory = {});
  ~NetworkObjective() override;

  std::size_t dimension() const override;
  std::size_t sample_count() const override;
  double value(ConstVector theta, const Batch& batch) const override;
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override;
  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const override;
  void hessian_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                       const Batch& batch) const override;
  Eigen::MatrixXd hessian(ConstVector theta, const Batch& batch) const override;
  std::size_t memory_size() const override;
  void initial_memory(Vector memory) const override;

  // The Gauss–Newton part of the Hessian, Jᵀ ℓ'' J, times every column of v. Regularizers are left out.
  void gauss_newton_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                            const Batch& batch) const;

  // The same with other running averages before the first step.
  std::shared_ptr<const NetworkObjective> beginning_with(std::vector<double> memory) const;

  const NetworkSpec& network() const;
  const LossSpec& loss() const;
  const Dataset& data() const;
  // Σ λ R(W), the part of L that is not the data's.
  double penalty(ConstVector theta) const;

  // Outputs z for inputs of one's own (m × features), as when testing, into `out` (m × outputs).
  void outputs(ConstVector theta, const Eigen::MatrixXd& x, Eigen::MatrixXd& out, ConstVector memory = {}) const;
  // The activations of every unit: one matrix a layer (m × width).
  void activations(ConstVector theta, const Eigen::MatrixXd& x, std::vector<Eigen::MatrixXd>& out,
                   ConstVector memory = {}) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace fallline::nn
