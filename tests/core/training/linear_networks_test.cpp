// Linear networks, whose training is known in closed form. The samples are such that the correlation of targets and
// inputs is U S Vᵀ with S at hand, that of the inputs is 1, and all means are 0, so that biases stay where they are.
#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>

#include "curvature/spectrum.h"
#include "support/networks.h"
#include "training/trainer.h"

namespace fallline::training {
namespace {

using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

MatrixXd rotation(Index n, std::uint64_t seed) {
  return Eigen::HouseholderQR<MatrixXd>(test::random_matrix(n, n, seed)).householderQ();
}

struct Task {
  MatrixXd u, v;
  VectorXd s;
  Dataset data;
};
Task task(Index inputs, Index outputs, VectorXd s) {
  Task t{rotation(outputs, 1).leftCols(s.size()), rotation(inputs, 2).leftCols(s.size()), std::move(s), {}};
  MatrixXd x(2 * inputs, inputs);
  const double length = std::sqrt(static_cast<double>(inputs));
  x << MatrixXd::Identity(inputs, inputs) * length, -MatrixXd::Identity(inputs, inputs) * length;
  t.data = test::numbers(x, x * t.v * t.s.asDiagonal() * t.u.transpose());
  return t;
}

NetworkExperiment linear_experiment(const Dataset& data, std::vector<std::size_t> hidden) {
  NetworkExperiment e;
  e.data.samples = data;
  e.network = nn::network_spec(data.features(), std::move(hidden), 0, "linear");
  e.loss.key = "mse";
  e.batch_size = 0;
  e.racers = {racer_spec(*find_optimizer("sgd"), 0)};
  return e;
}

// L = E|W₂ W₁ x − t|²: at 0 only −2 tr(W₂ W₁ E[x tᵀ]) is of second order in W, which couples each row of W₁ with a
// column of W₂ by −2 E[t xᵀ]: eigenvalues ±2s, once for each hidden unit. Biases of the outputs have 2.
TEST(LinearNetwork, SaddleAtTheOriginHasTheEigenvaluesOfTheCorrelation) {
  const Task t = task(3, 2, VectorXd{{3.0, 0.7}});
  constexpr Index hidden = 4;
  NetworkExperiment e = linear_experiment(t.data, {hidden});
  const std::size_t n = nn::parameter_count(nn::network_spec(3, {hidden}, 2));
  e.parameters.assign(n, 0);
  const auto setup = test::setup_of(e);
  std::vector<double> gradient(n);
  setup.parts.training->value_and_gradient(setup.start, gradient, {});
  for (const double g : gradient) EXPECT_NEAR(g, 0, 1e-15);

  std::vector<double> expected(n, 0);
  std::size_t i = 0;
  for (const double s : t.s)
    for (const double sign : {1, -1})
      for (Index unit = 0; unit < hidden; ++unit) expected[i++] = sign * 2 * s;
  for (Index output = 0; output < 2; ++output) expected[i++] = 2;
  std::ranges::sort(expected);
  const Spectrum spectrum = dense_spectrum(*setup.parts.training, setup.start, {});
  for (std::size_t k = 0; k < n; ++k) EXPECT_NEAR(spectrum.lambda[static_cast<Index>(k)], expected[k], 1e-13);
  EXPECT_EQ(kind_of(signs_of(spectrum.lambda)), Kind::saddle);
}

// Saxe, McClelland & Ganguli 2014, eq. 6 and 7: of a balanced start, the strength u of each mode follows
//   u(t) = s e^{2st/τ}/(e^{2st/τ} − 1 + s/u₀)
// under the flow of ½|t − z|². The squared error here is twice that: τ = 1/2.
double strength(double s, double start, double time) {
  const double grown = std::exp(4 * s * time);
  return s * grown / (grown - 1 + s / start);
}

// The greatest distance of the modes of W₂ W₁ from the formula over `time`, of descent with steps of size `rate`.
double worst_distance(const Task& t, const VectorXd& start, double rate, double time) {
  const Index modes = t.s.size(), hidden = modes + 1;
  const MatrixXd r = rotation(hidden, 3).leftCols(modes), a = start.cwiseSqrt().asDiagonal();
  const MatrixXd w1 = r * a * t.v.transpose(), w2 = t.u * a * r.transpose();
  NetworkExperiment e = linear_experiment(t.data, {static_cast<std::size_t>(hidden)});
  const auto add = [&](const MatrixXd& w) {
    for (Index i = 0; i < w.rows(); ++i)
      for (Index j = 0; j < w.cols(); ++j) e.parameters.push_back(w(i, j));
    e.parameters.insert(e.parameters.end(), static_cast<std::size_t>(w.rows()), 0.0);
  };
  add(w1);
  add(w2);
  const auto setup = test::setup_of(e);
  const Trainee trainee(make_racer(setup.start.size(), info(e.racers[0]), std::vector{rate}, {}), setup.parts.training,
                        setup.sampling, setup.start);
  const auto racer = trainee.racer().clone();
  const auto steps = static_cast<std::int64_t>(std::round(time / rate)), stretch = steps / 50;
  double worst = 0;
  for (std::int64_t step = stretch; step <= steps; step += stretch) {
    racer->advance(trainee.objective(), trainee.sampling(), static_cast<std::size_t>(stretch), {});
    const double* theta = racer->theta().data();
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Map<const Rows> now1(theta, w1.rows(), w1.cols());
    const Eigen::Map<const Rows> now2(theta + w1.size() + w1.rows(), w2.rows(), w2.cols());
    const MatrixXd seen = t.u.transpose() * now2 * now1 * t.v;
    for (Index i = 0; i < modes; ++i)
      for (Index j = 0; j < modes; ++j) {
        const double expected = i == j ? strength(t.s[i], start[i], static_cast<double>(step) * rate) : 0;
        worst = std::max(worst, std::abs(seen(i, j) - expected));
      }
  }
  return worst;
}

TEST(LinearNetwork, ChainFollowsSaxesSolution) {
  const Task chain = task(1, 1, VectorXd{{1.5}});
  const VectorXd start{{1e-3}};
  // Euler's method is off by its step, to first order.
  const double coarse = worst_distance(chain, start, 2e-4, 3), fine = worst_distance(chain, start, 1e-4, 3);
  EXPECT_LT(fine, 1e-3);
  EXPECT_NEAR(coarse / fine, 2, 0.02);
}

TEST(LinearNetwork, ModesAreLearntEachByItselfTheStrongestFirst) {
  const Task modes = task(4, 3, VectorXd{{3.0, 1.5, 0.4}});
  const VectorXd start{{1e-3, 1e-3, 1e-2}};
  const double coarse = worst_distance(modes, start, 2e-4, 4), fine = worst_distance(modes, start, 1e-4, 4);
  EXPECT_LT(fine, 4e-3);
  EXPECT_NEAR(coarse / fine, 2, 0.04);
}

}  // namespace
}  // namespace fallline::training
