// What Objective does for those who only give a Hessian-vector product; and the limits of domains and starting points.
#include "objective/objective.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "objective/surface.h"
#include "support/tables.h"

namespace fallline {
namespace {

// ½ θᵀAθ with an A that is not symmetric on purpose: the Hessian is its symmetric part.
class Form final : public Objective {
 public:
  explicit Form(Eigen::MatrixXd a) : a_(std::move(a)) {}
  std::size_t dimension() const override { return static_cast<std::size_t>(a_.rows()); }
  double value(ConstVector theta, const Batch&) const override {
    const Eigen::Map<const Eigen::VectorXd> t(theta.data(), a_.rows());
    return 0.5 * t.dot(a_ * t);
  }
  double value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const override {
    hessian_vector(theta, theta, gradient, batch);
    return value(theta, batch);
  }
  void hessian_vector(ConstVector, ConstVector v, Vector product, const Batch&) const override {
    Eigen::Map<Eigen::VectorXd>(product.data(), a_.rows()) =
        a_ * Eigen::Map<const Eigen::VectorXd>(v.data(), a_.rows());
  }

 private:
  Eigen::MatrixXd a_;
};

TEST(Objective, DenseHessianOfProducts) {
  std::srand(3);
  const Eigen::MatrixXd a = Eigen::MatrixXd::Random(6, 6);
  const Form form(a);
  const std::vector<double> theta(6, 1.0);
  const Eigen::MatrixXd h = form.hessian(theta, {});
  EXPECT_EQ(h, h.transpose());
  EXPECT_LT((h - 0.5 * (a + a.transpose())).norm(), 1e-15);
}

TEST(Objective, ValuesGoColumnByColumn) {
  std::srand(4);
  const Form form(Eigen::MatrixXd::Random(3, 3));
  const Eigen::MatrixXd points = Eigen::MatrixXd::Random(3, 5);
  std::vector<double> values(5);
  form.values(points, values, {});
  for (Eigen::Index i = 0; i < 5; ++i)
    EXPECT_EQ(values[static_cast<std::size_t>(i)], form.value({points.col(i).data(), 3}, {}));
}

TEST(Domain, Limits) {
  EXPECT_EQ(refuse(Domain{-1, 1, 0, 2}), std::nullopt);
  EXPECT_EQ(refuse(Domain{0, 1e-9, 0, 1e9}), std::nullopt);
  EXPECT_EQ(refuse(Domain{1e12 - 1, 1e12, -1e12, -1e12 + 1}), std::nullopt);
  const double nan = std::nan("");
  for (const Domain& bad : {Domain{1, -1, 0, 1}, Domain{0, 1, 1, 1}, Domain{0, 1e-10, 0, 1}, Domain{0, 1, 0, 2e9},
                            Domain{nan, 1, 0, 1}, Domain{0, nan, 0, 1}, Domain{0, 1, nan, 1}, Domain{0, 1, 0, nan},
                            Domain{0, HUGE_VAL, 0, 1}, Domain{1e12, 1.1e12, 0, 1}})
    EXPECT_TRUE(refuse(bad)) << bad.x_min << ' ' << bad.x_max << ' ' << bad.y_min << ' ' << bad.y_max;
  EXPECT_TRUE(refuse(Domain{1, -1, 0, 1})->starts_with("domain: x "));
  EXPECT_TRUE(refuse(Domain{0, 1, 1, 0})->starts_with("domain: y "));
}

TEST(Domain, LimitsOfAStart) {
  EXPECT_EQ(refuse_start({1e12, -1e12}), std::nullopt);
  for (const Point bad : {Point{1.1e12, 0}, Point{0, -1.1e12}, Point{std::nan(""), 0}, Point{0, HUGE_VAL}})
    EXPECT_TRUE(refuse_start(bad)) << bad.x << ' ' << bad.y;
}

// What the catalogue says of a surface fits together.
class SurfaceEntry : public testing::TestWithParam<std::string_view> {};
TEST_P(SurfaceEntry, FitsTogether) {
  const SurfaceInfo& info = *find_surface(GetParam());
  EXPECT_FALSE(info.label.empty() || info.formula.empty() || info.source.empty());
  EXPECT_EQ(refuse(info.domain), std::nullopt);
  EXPECT_TRUE(info.domain.contains(info.start));
  for (const KnownPoint& p : info.known) EXPECT_TRUE(info.domain.contains({p.x, p.y}));
  // A path can start there, and has somewhere to go.
  const auto d = test::make_surface(GetParam())->derivatives(info.start);
  EXPECT_TRUE(std::isfinite(d.value));
  EXPECT_GT(std::hypot(d.x, d.y), 1e-6);
}
INSTANTIATE_TEST_SUITE_P(All, SurfaceEntry, testing::ValuesIn(surface_keys()), test::key_name);

}  // namespace
}  // namespace fallline
