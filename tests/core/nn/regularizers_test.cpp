// Regularizers against their plain formulas in long double, differences of those, and identities.
#include "nn/regularizers.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <random>

namespace fallline::nn {
namespace {

using Real = long double;
using Plain = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Functions of the symmetric WᵀW or WWᵀ, whichever is smaller: no singular value decomposition.
Plain of_gram(const Plain& w, Real (*f)(Real)) {
  const Plain gram = w.rows() < w.cols() ? Plain(w * w.transpose()) : Plain(w.transpose() * w);
  const Eigen::SelfAdjointEigenSolver<Plain> solver(gram);
  return solver.eigenvectors() * solver.eigenvalues().unaryExpr(f).asDiagonal() * solver.eigenvectors().transpose();
}
Real root(Real x) { return std::sqrt(x); }
Real inverse_root(Real x) { return 1 / std::sqrt(x); }

Real plain_value(std::string_view key, const Plain& w) {
  if (key == "l1") return w.cwiseAbs().sum();
  if (key == "l2") return w.squaredNorm();
  if (key == "nuclear") return of_gram(w, root).trace();
  if (key == "orthogonal") return (w.transpose() * w - Plain::Identity(w.cols(), w.cols())).squaredNorm();
  ADD_FAILURE() << key << " has no plain formula here";
  return 0;
}

Plain plain_gradient(std::string_view key, const Plain& w) {
  if (key == "l1") return w.cwiseSign();
  if (key == "l2") return 2 * w;
  if (key == "nuclear")  // the polar factor
    return w.rows() < w.cols() ? Plain(of_gram(w, inverse_root) * w) : Plain(w * of_gram(w, inverse_root));
  if (key == "orthogonal") return 4 * w * (w.transpose() * w - Plain::Identity(w.cols(), w.cols()));
  ADD_FAILURE() << key << " has no plain formula here";
  return w;
}

RowMajor random_matrix(std::size_t out, std::size_t in, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  return RowMajor::NullaryExpr(static_cast<Eigen::Index>(out), static_cast<Eigen::Index>(in),
                               [&] { return normal(random); });
}

ConstVector span(const RowMajor& m) { return {m.data(), static_cast<std::size_t>(m.size())}; }

struct Shape {
  std::size_t out, in;
};
constexpr Shape shapes[] = {{1, 1}, {1, 5}, {5, 1}, {4, 4}, {7, 3}, {3, 7}, {40, 30}, {30, 40}};

class Regularizers : public testing::TestWithParam<std::string_view> {
 protected:
  const RegularizerInfo& term() const { return *find_regularizer(GetParam()); }
  RowMajor gradient(const RowMajor& w, double lambda = 1) const {
    RowMajor g = RowMajor::Zero(w.rows(), w.cols());
    term().add_gradient(lambda, span(w), static_cast<std::size_t>(w.rows()), static_cast<std::size_t>(w.cols()),
                        {g.data(), static_cast<std::size_t>(g.size())}, room_);
    return g;
  }
  RowMajor product(const RowMajor& w, const RowMajor& v, double lambda = 1) const {
    RowMajor h = RowMajor::Zero(w.rows(), w.cols());
    term().add_hessian_vector(lambda, span(w), static_cast<std::size_t>(w.rows()), static_cast<std::size_t>(w.cols()),
                              span(v), {h.data(), static_cast<std::size_t>(h.size())});
    return h;
  }
  mutable TermRoom room_;  // of all shapes, one after another
  double value(const RowMajor& w) const {
    return term().value(span(w), static_cast<std::size_t>(w.rows()), static_cast<std::size_t>(w.cols()));
  }
};

TEST_P(Regularizers, AgreeWithThePlainFormula) {
  unsigned seed = 0;
  for (const auto [out, in] : shapes) {
    const RowMajor w = random_matrix(out, in, ++seed);
    const Plain plain = w.cast<Real>();
    const auto expected = static_cast<double>(plain_value(GetParam(), plain));
    EXPECT_NEAR(value(w), expected, 1e-13 * expected) << out << " × " << in;
    RowMajor g = RowMajor::Constant(w.rows(), w.cols(), 5);
    EXPECT_NEAR(term().add_gradient(0.3, span(w), out, in, {g.data(), out * in}, room_), expected, 1e-13 * expected);
    const Plain slope = plain_gradient(GetParam(), plain);
    EXPECT_LT(((g.array() - 5).matrix() - 0.3 * slope.cast<double>()).norm(), 1e-12 * (1 + slope.cast<double>().norm()))
        << out << " × " << in;
  }
}

// The plain gradient is one of the plain value, too: else both could be wrong alike.
TEST_P(Regularizers, SlopesAreThoseOfTheValue) {
  unsigned seed = 20;
  for (const auto [out, in] : shapes) {
    const RowMajor w = random_matrix(out, in, ++seed), v = random_matrix(out, in, ++seed);
    const Plain plain = w.cast<Real>(), step = 1e-7L * v.cast<Real>();
    const Real difference = (plain_value(GetParam(), plain + step) - plain_value(GetParam(), plain - step)) / 2e-7L;
    EXPECT_NEAR(gradient(w).cwiseProduct(v).sum(), static_cast<double>(difference), 1e-8 * (1 + v.norm() * w.norm()))
        << out << " × " << in;
  }
}

TEST_P(Regularizers, ProductsWithTheHessianAreChangesOfTheSlope) {
  unsigned seed = 40;
  for (const auto [out, in] : shapes) {
    const RowMajor w = random_matrix(out, in, ++seed), v = random_matrix(out, in, ++seed),
                   u = random_matrix(out, in, ++seed);
    const Plain plain = w.cast<Real>(), step = 1e-6L * v.cast<Real>();
    const Plain change = (plain_gradient(GetParam(), plain + step) - plain_gradient(GetParam(), plain - step)) / 2e-6L;
    const RowMajor hv = product(w, v), hu = product(w, u);
    EXPECT_LT((hv - change.cast<double>()).norm(), 1e-8 * (1 + hv.norm())) << out << " × " << in;
    EXPECT_NEAR(hv.cwiseProduct(u).sum(), hu.cwiseProduct(v).sum(), 1e-12 * (1 + hv.norm() * u.norm()));
    EXPECT_LT((product(w, v, 0.3) - 0.3 * hv).norm(), 1e-14 * (1 + hv.norm()));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Regularizers, testing::Values("l1", "l2", "nuclear", "orthogonal"),
                         [](const auto& test) { return std::string(test.param); });

TEST(RegularizersTable, HoldsThemAll) {
  EXPECT_EQ(regularizers().size(), 4u);
  for (const RegularizerInfo& r : regularizers()) {
    EXPECT_EQ(find_regularizer(r.key), &r);
    EXPECT_EQ(r.strength.key, r.key);
    EXPECT_EQ(r.smooth, r.kink.empty()) << r.key;
  }
  EXPECT_EQ(find_regularizer("l3"), nullptr);
}

class NuclearNorm : public Regularizers {};

// Of W = s x yᵀ the only singular value is s |x| |y|: the norm changes with s alone.
TEST_P(NuclearNorm, OfLowRankLeavesTheRestAlone) {
  const RowMajor x = random_matrix(6, 1, 1), y = random_matrix(1, 4, 2), w = x * y;
  const double size = x.norm() * y.norm();
  EXPECT_NEAR(value(w), size, 1e-14 * size);
  EXPECT_LT((gradient(w) - w / size).norm(), 1e-14);
  EXPECT_LT(product(w, w).norm(), 1e-13);
  const RowMajor zero = RowMajor::Zero(3, 4);
  EXPECT_EQ(value(zero), 0);
  EXPECT_EQ(gradient(zero).norm(), 0);
  EXPECT_EQ(product(zero, random_matrix(3, 4, 3)).norm(), 0);
}

// At equal singular values the decomposition is not unique; the norm's slope is.
TEST_P(NuclearNorm, OfOrthogonalMatrices) {
  const RowMajor one = RowMajor::Identity(20, 20), v = random_matrix(20, 20, 4);
  EXPECT_LT((gradient(3 * one) - one).norm(), 1e-13);
  EXPECT_LT((product(3 * one, v) - (v - v.transpose()) / 6).norm(), 1e-13);
}

// ⟨W, ∇R⟩ = R, as of every norm, and the slope does not change with the size of W.
TEST_P(NuclearNorm, IsANorm) {
  for (const auto [out, in] : shapes) {
    const RowMajor w = random_matrix(out, in, 5);
    EXPECT_NEAR(gradient(w).cwiseProduct(w).sum(), value(w), 1e-13 * value(w));
    EXPECT_NEAR(value(-2 * w), 2 * value(w), 1e-13 * value(w));
    EXPECT_LT(product(w, w).norm(), 1e-12);
  }
}

TEST_P(NuclearNorm, NotANumberStaysOne) {
  RowMajor w = random_matrix(5, 5, 6);
  for (const double bad : {std::nan(""), HUGE_VAL}) {
    w(1, 2) = bad;
    EXPECT_TRUE(std::isnan(value(w)));
    EXPECT_TRUE(gradient(w).array().isNaN().all());
    EXPECT_TRUE(product(w, w).array().isNaN().all());
  }
}

INSTANTIATE_TEST_SUITE_P(Only, NuclearNorm, testing::Values("nuclear"));

TEST(Orthogonal, IsZeroWhereColumnsAreOrthonormal) {
  const double c = 0.6, s = 0.8;
  const std::vector<double> tall{c, -s, s, c, 0, 0};  // 3 × 2
  const RegularizerInfo& term = *find_regularizer("orthogonal");
  EXPECT_NEAR(term.value(tall, 3, 2), 0, 1e-30);
  // Rows of 2 × 3 leave one column's share of I.
  const std::vector<double> wide{c, -s, 0, s, c, 0};
  std::vector<double> g(6, 0.0);
  TermRoom room;
  EXPECT_NEAR(term.add_gradient(1, wide, 2, 3, g, room), 1, 1e-15);
  for (const double v : g) EXPECT_NEAR(v, 0, 1e-15);
}

TEST(L1, HasSlopeZeroInItsCorner) {
  std::vector<double> g(3, 1.0);
  TermRoom room;
  EXPECT_EQ(find_regularizer("l1")->add_gradient(0.5, std::vector<double>{0, -2, 3}, 1, 3, g, room), 5);
  EXPECT_EQ(g, (std::vector<double>{1, 0.5, 1.5}));
}

TEST(NonzeroCount, CountsWhatIsNotZero) {
  EXPECT_EQ(nonzero_count(std::vector<double>{0, -0.0, 1e-300, -2}), 2u);
  EXPECT_EQ(nonzero_count({}), 0u);
}

}  // namespace
}  // namespace fallline::nn
