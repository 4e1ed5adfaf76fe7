// Planes through θ-space: projections, filters, principal components against a singular value decomposition.
#include "landscape/planes.h"

#include <gtest/gtest.h>

#include <Eigen/SVD>
#include <cmath>
#include <random>

namespace fallline {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

ConstVector view(const VectorXd& v) { return {v.data(), static_cast<std::size_t>(v.size())}; }

Eigen::MatrixXd normals(Index rows, Index columns, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  return Eigen::MatrixXd::NullaryExpr(rows, columns, [&] { return normal(random); });
}

void expect_orthonormal(const Plane& p) {
  EXPECT_NEAR(p.d1.norm(), 1, 1e-14);
  EXPECT_NEAR(p.d2.norm(), 1, 1e-14);
  EXPECT_NEAR(p.d1.dot(p.d2), 0, 1e-14);
}

TEST(Projection, IsThePointNearest) {
  // Directions at an angle, of different lengths, and nearly parallel ones.
  for (const double shear : {0.0, 0.8, 50.0}) {
    Plane plane{normals(30, 1, 1), 3 * normals(30, 1, 2), normals(30, 1, 3), ""};
    plane.d2 += shear * plane.d1;
    VectorXd on(30);
    point_on(plane, 1.5, -0.7, on);
    EXPECT_LE((on - (plane.origin + 1.5 * plane.d1 - 0.7 * plane.d2)).norm(), 1e-13 * on.norm());
    const Projection p = project(plane, view(on));
    EXPECT_NEAR(p.u, 1.5, 1e-11);
    EXPECT_NEAR(p.v, -0.7, 1e-11);
    EXPECT_NEAR(p.distance, 0, 1e-11);

    const VectorXd off = on + normals(30, 1, 4);
    const Projection q = project(plane, view(off));
    point_on(plane, q.u, q.v, on);
    const VectorXd left = off - on;
    EXPECT_NEAR(q.distance, left.norm(), 1e-12);
    EXPECT_NEAR(left.dot(plane.d1) / plane.d1.norm(), 0, 1e-12);
    EXPECT_NEAR(left.dot(plane.d2) / plane.d2.norm(), 0, 1e-12);
  }
}

TEST(WeightsPlane, GoesAlongTwoParameters) {
  const VectorXd theta = normals(6, 1, 1);
  const Plane p = std::get<Plane>(weights_plane(view(theta), 4, 1, "W2[1,1]", "b1[2]"));
  VectorXd at(6);
  point_on(p, 0.25, -3, at);
  VectorXd expected = theta;
  expected[4] += 0.25;
  expected[1] -= 3;
  EXPECT_EQ(at, expected);
  EXPECT_NE(p.text.find("W2[1,1] and b1[2]"), std::string::npos);
  EXPECT_EQ(std::get<std::string>(weights_plane(view(theta), 6, 1, "", "")),
            "plane: there is no parameter 6: numbers from 0 to 5 are expected");
  EXPECT_TRUE(std::holds_alternative<std::string>(weights_plane(view(theta), 2, 2, "", "")));
}

// W1 [3 × 2], b1, W2 [1 × 3], b2.
constexpr ParameterRun runs[] = {{0, 3, 2, true}, {6, 3, 1, false}, {9, 1, 3, true}, {12, 1, 1, false}};

TEST(RandomPlane, IsFilterNormalized) {
  VectorXd theta = normals(13, 1, 7);
  theta.segment(2, 2).setZero();  // a dead unit: its filter has no length, and its direction neither
  const Plane p = std::get<Plane>(random_plane(view(theta), runs, 5));
  EXPECT_EQ(p.origin, theta);
  for (const VectorXd& d : {p.d1, p.d2}) {
    for (const auto& [begin, length] : {std::pair{0, 2}, {2, 2}, {4, 2}, {9, 3}})
      EXPECT_NEAR(d.segment(begin, length).norm(), theta.segment(begin, length).norm(), 1e-15 * 8) << begin;
    EXPECT_EQ(d.segment(6, 3), VectorXd::Zero(3));
    EXPECT_EQ(d[12], 0);
  }
  const Plane again = std::get<Plane>(random_plane(view(theta), runs, 5));
  EXPECT_EQ(again.d1, p.d1);
  EXPECT_EQ(again.d2, p.d2);
  EXPECT_NE(std::get<Plane>(random_plane(view(theta), runs, 6)).d1, p.d1);
  EXPECT_NE(p.text.find("seed 5"), std::string::npos);
}

TEST(RandomPlane, RefusesWeightsThatAreZero) {
  VectorXd theta = VectorXd::Zero(13);
  theta[7] = 1;
  EXPECT_TRUE(std::holds_alternative<std::string>(random_plane(view(theta), runs, 1)));
  // A single weight has one direction only.
  constexpr ParameterRun one[] = {{0, 1, 1, true}, {1, 1, 1, false}};
  EXPECT_TRUE(std::holds_alternative<std::string>(random_plane(view(VectorXd::Ones(2)), one, 1)));
}

TEST(PrincipalPlane, AgreesWithASingularValueDecomposition) {
  for (const auto& [n, points] : {std::pair{40, 12}, {12, 40}, {20, 20}, {2, 9}}) {
    // A path that wanders: sums of steps, longer in some directions.
    Eigen::MatrixXd path = normals(n, points, 3);
    for (Index i = 0; i < n; ++i) path.row(i) *= 1 + 0.3 * static_cast<double>(i);
    for (Index i = 1; i < points; ++i) path.col(i) += path.col(i - 1);
    const VectorXd end = path.col(points - 1);
    const auto found = std::get<PrincipalPlane>(principal_plane(path, view(end)));
    EXPECT_EQ(found.plane.origin, end);
    expect_orthonormal(found.plane);
    const Eigen::MatrixXd centred = path.colwise() - path.rowwise().mean();
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinU);
    const VectorXd shares = svd.singularValues().cwiseAbs2() / centred.squaredNorm();
    EXPECT_NEAR(found.first_share, shares[0], 1e-13);
    EXPECT_NEAR(found.second_share, shares[1], 1e-13);
    EXPECT_NEAR(std::abs(found.plane.d1.dot(svd.matrixU().col(0))), 1, 1e-12);
    EXPECT_NEAR(std::abs(found.plane.d2.dot(svd.matrixU().col(1))), 1, 1e-12);
    EXPECT_EQ(found.plane.d1.maxCoeff(), found.plane.d1.cwiseAbs().maxCoeff());
    EXPECT_NE(found.plane.text.find("principal"), std::string::npos);
    EXPECT_NEAR(project(found.plane, view(end)).distance, 0, 0);
  }
}

TEST(PrincipalPlane, OfAStraightPathHasAnotherDirectionStill) {
  const VectorXd direction = normals(9, 1, 1).normalized();
  const Eigen::MatrixXd path = direction * Eigen::RowVectorXd::LinSpaced(7, -2, 5);
  const auto found = std::get<PrincipalPlane>(principal_plane(path, view(path.col(6))));
  expect_orthonormal(found.plane);
  EXPECT_NEAR(std::abs(found.plane.d1.dot(direction)), 1, 1e-14);
  EXPECT_NEAR(found.first_share, 1, 1e-14);
  EXPECT_EQ(found.second_share, 0);
  EXPECT_NE(found.plane.text.find("straight"), std::string::npos);
}

TEST(PrincipalPlane, RefusesWhatHasNone) {
  const auto refused = [](const Eigen::MatrixXd& path) {
    const VectorXd theta = VectorXd::Zero(path.rows());
    return std::holds_alternative<std::string>(principal_plane(path, view(theta)));
  };
  EXPECT_TRUE(refused(Eigen::MatrixXd::Ones(4, 1)));
  EXPECT_TRUE(refused(Eigen::MatrixXd::Ones(4, 6)));
  EXPECT_TRUE(refused(Eigen::RowVectorXd::LinSpaced(5, 0, 1)));
  Eigen::MatrixXd broken = normals(4, 6, 1);
  broken(2, 3) = HUGE_VAL;
  EXPECT_TRUE(refused(broken));
}

TEST(ThreePointPlane, GoesThroughThem) {
  const VectorXd a = normals(25, 1, 1), b = normals(25, 1, 2), c = normals(25, 1, 3);
  const Plane p = std::get<Plane>(three_point_plane(view(a), view(b), view(c)));
  expect_orthonormal(p);
  for (const VectorXd& x : {a, b, c}) EXPECT_NEAR(project(p, view(x)).distance, 0, 1e-13);
  const Projection pb = project(p, view(b));
  EXPECT_NEAR(pb.u, (b - a).norm(), 1e-13);
  EXPECT_NEAR(pb.v, 0, 1e-13);
  const VectorXd between = a + 0.3 * (b - a);
  EXPECT_TRUE(std::holds_alternative<std::string>(three_point_plane(view(a), view(a), view(c))));
  EXPECT_TRUE(std::holds_alternative<std::string>(three_point_plane(view(a), view(b), view(between))));
  EXPECT_TRUE(std::holds_alternative<std::string>(three_point_plane(view(a), view(b), view(a))));
}

TEST(EigenvectorPlane, SaysItsEigenvalues) {
  const VectorXd theta = normals(3, 1, 1);
  const Plane p = eigenvector_plane(view(theta), VectorXd::Unit(3, 0), 12.5, VectorXd::Unit(3, 2), -0.25);
  expect_orthonormal(p);
  EXPECT_NE(p.text.find("λ = 12.5 and λ = -0.25"), std::string::npos);
}

TEST(Line, GoesFromOnePointToTheOther) {
  const VectorXd a = normals(10, 1, 1), b = normals(10, 1, 2);
  const Plane line = std::get<Plane>(line_between(view(a), view(b)));
  EXPECT_TRUE(line.line());
  VectorXd at(10);
  point_on(line, 0, 0, at);
  EXPECT_EQ(at, a);
  point_on(line, 1, 0, at);
  EXPECT_LE((at - b).norm(), 1e-15 * 10);
  const VectorXd beside = b + VectorXd::Unit(10, 3) - (b - a)[3] / (b - a).squaredNorm() * (b - a);
  const Projection p = project(line, view(beside));
  EXPECT_NEAR(p.u, 1, 1e-14);
  EXPECT_EQ(p.v, 0);
  EXPECT_NEAR(p.distance, (beside - b).norm(), 1e-14);
  EXPECT_TRUE(std::holds_alternative<std::string>(line_between(view(a), view(a))));
}

}  // namespace
}  // namespace fallline
