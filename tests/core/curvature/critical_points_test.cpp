// Critical points: all of them, none invented, each of its kind.
#include "curvature/critical_points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <thread>

#include "objective/surface_of.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::make_surface;

std::size_t count(const CriticalPoints& found, Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(found.points.begin(), found.points.end(), [&](const CriticalPoint& p) { return p.kind == kind; }));
}

const CriticalPoint* find(const CriticalPoints& found, Point at, double within) {
  for (const CriticalPoint& p : found.points)
    if (std::hypot(p.at.x - at.x, p.at.y - at.y) <= within) return &p;
  return nullptr;
}

// What must hold of every result: the residual is what it says, and the loss on a small circle around agrees with the
// kind, which needs no derivative at all.
void expect_sound(const Surface& surface, const Domain& domain, const CriticalPoints& found) {
  for (const CriticalPoint& p : found.points) {
    SCOPED_TRACE(testing::Message() << p.at.x << ", " << p.at.y);
    const auto d = surface.derivatives(p.at);
    if (!p.corner) {
      EXPECT_NEAR(p.gradient_norm, std::hypot(d.x, d.y), 1e-12 * (1 + std::abs(d.xx) + std::abs(d.yy)));
    }
    EXPECT_LE(p.gradient_norm, found.tolerance);
    EXPECT_EQ(p.loss, d.value);
    EXPECT_TRUE(test::enlarged(domain, 1 + 1e-8).contains(p.at));
    if (p.kind == Kind::degenerate) continue;
    const double radius = 5e-4 * std::min(domain.width(), domain.height());
    int higher = 0, lower = 0;
    for (int i = 0; i < 64; ++i) {
      const double angle = i * std::numbers::pi / 32;
      const double theta[] = {p.at.x + radius * std::cos(angle), p.at.y + radius * std::sin(angle)};
      (surface.value(theta, {}) > p.loss ? higher : lower)++;
    }
    EXPECT_EQ(higher > 0, p.kind != Kind::maximum);
    EXPECT_EQ(lower > 0, p.kind != Kind::minimum);
  }
  EXPECT_TRUE(std::is_sorted(found.points.begin(), found.points.end(),
                             [](const auto& a, const auto& b) { return a.loss < b.loss; }));
}

class CriticalPointsOf : public testing::TestWithParam<std::string_view> {};

TEST_P(CriticalPointsOf, AreSoundAndHoldTheKnownOnes) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = make_surface(GetParam());
  const auto found = find_critical_points(*surface, info.domain);
  expect_sound(*surface, info.domain, found);
  // The minima of the chain are a curve, of which no list is complete.
  if (info.smooth && info.key != "linear_chain") {
    EXPECT_EQ(found.status, SearchStatus::complete);
  }
  for (const KnownPoint& known : info.known) {
    const CriticalPoint* p = find(found, {known.x, known.y}, 1e-9);
    ASSERT_TRUE(p) << known.x << ", " << known.y;
    EXPECT_EQ(key(p->kind), known.kind);
  }
}

// Newton's method from a fine grid of starts: wherever it ends in the domain, that point has been found.
TEST_P(CriticalPointsOf, LackNoneThatNewtonsMethodFinds) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = make_surface(GetParam());
  const auto found = find_critical_points(*surface, info.domain);
  constexpr int n = 120;
  for (int i = 0; i < n * n; ++i) {
    Point p{info.domain.x_min + info.domain.width() * (0.5 + i % n) / n,
            info.domain.y_min + info.domain.height() * (0.5 + i / n) / n};
    double step = HUGE_VAL;
    for (int k = 0; k < 60 && step > 0; ++k) {
      const auto d = surface->derivatives(p);
      const double det = d.xx * d.yy - d.xy * d.xy;
      const double dx = -(d.yy * d.x - d.xy * d.y) / det, dy = -(d.xx * d.y - d.xy * d.x) / det;
      const double last = std::exchange(step, std::hypot(dx, dy));
      if (!std::isfinite(step) || (k > 40 && step >= last)) break;
      p = {p.x + dx, p.y + dy};
    }
    if (!(step < 1e-9 * info.domain.width()) || !info.domain.contains(p)) continue;
    const auto d = surface->derivatives(p);
    if (!(std::hypot(d.x, d.y) <= found.tolerance)) continue;
    // Beside a cusp the search gives up, and says so.
    const double r = 3e-3 * info.domain.width();
    const Interval bound = surface->derivatives(Interval(p.x - r, p.x + r), Interval(p.y - r, p.y + r)).xx;
    if (found.status == SearchStatus::partial && std::isinf(bound.magnitude())) continue;
    // Cusps along whole curves use up its boxes.
    if (found.status == SearchStatus::partial && info.key == "eggholder") continue;
    // Of a whole curve of minima no point is listed.
    if (info.key == "linear_chain" && p.x != 0) continue;
    ASSERT_TRUE(find(found, p, 1e-4 * info.domain.width())) << p.x << ", " << p.y;
  }
}

// Poincaré and Hopf: along the edge of the domain the gradient turns as often as there are minima and maxima inside,
// and once less for each saddle. So none is missing, without a search of our own.
TEST_P(CriticalPointsOf, AreAsManyAsTheGradientTurnsAround) {
  const SurfaceInfo& info = *find_surface(GetParam());
  const auto surface = make_surface(GetParam());
  const auto found = find_critical_points(*surface, info.domain);
  if (found.status != SearchStatus::complete || count(found, Kind::degenerate) > 0) return;
  const Domain& d = info.domain;
  const auto angle = [&](double t) {
    const double s = std::fmod(t, 1);
    const Point p = t < 1   ? Point{d.x_min + s * d.width(), d.y_min}
                    : t < 2 ? Point{d.x_max, d.y_min + s * d.height()}
                    : t < 3 ? Point{d.x_max - s * d.width(), d.y_max}
                            : Point{d.x_min, d.y_max - s * d.height()};
    const auto at = surface->derivatives(p);
    return std::atan2(at.y, at.x);
  };
  constexpr int n = 200'000;
  double turned = 0;
  for (int i = 0; i < n; ++i)
    turned += std::remainder(angle(4.0 * ((i + 1) % n) / n) - angle(4.0 * i / n), 2 * std::numbers::pi);
  EXPECT_NEAR(turned / (2 * std::numbers::pi),
              static_cast<double>(found.points.size()) - 2 * static_cast<double>(count(found, Kind::saddle)), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(All, CriticalPointsOf, testing::ValuesIn(surface_keys()), test::key_name);

// Coordinates as published (Himmelblau 1972; to six digits in the usual tables).
TEST(CriticalPoints, Himmelblau) {
  const auto found = find_critical_points(*make_surface("himmelblau"), {-5, 5, -5, 5});
  ASSERT_EQ(found.points.size(), 9u);
  EXPECT_EQ(count(found, Kind::minimum), 4u);
  EXPECT_EQ(count(found, Kind::saddle), 4u);
  EXPECT_EQ(count(found, Kind::maximum), 1u);
  const struct {
    Point at;
    Kind kind;
  } published[] = {{{3, 2}, Kind::minimum},
                   {{-2.805118, 3.131312}, Kind::minimum},
                   {{-3.779310, -3.283186}, Kind::minimum},
                   {{3.584428, -1.848126}, Kind::minimum},
                   {{0.086678, 2.884255}, Kind::saddle},
                   {{3.385154, 0.073852}, Kind::saddle},
                   {{-3.073026, -0.081353}, Kind::saddle},
                   {{-0.127961, -1.953715}, Kind::saddle},
                   {{-0.270845, -0.923039}, Kind::maximum}};
  for (const auto& known : published) {
    const CriticalPoint* p = find(found, known.at, 1e-6);
    ASSERT_TRUE(p) << known.at.x << ", " << known.at.y;
    EXPECT_EQ(p->kind, known.kind);
    if (known.kind == Kind::minimum) {
      EXPECT_NEAR(p->loss, 0, 1e-20);
    }
    if (known.kind == Kind::maximum) {
      EXPECT_NEAR(p->loss, 181.617, 1e-3);
    }
  }
}

// With aᵢ = 1 − yⁱ and c = (1.5, 2.25, 2.625), ∂L/∂x = 0 gives x = Σcᵢaᵢ/Σaᵢ²; what is left of ∂L/∂y is a function of y
// alone, whose zeros are counted on a fine grid. At y = 1 every aᵢ vanishes, and ∂L/∂y = 0 leaves x = 0.
TEST(CriticalPoints, BealeByElimination) {
  const double c[] = {1.5, 2.25, 2.625};
  const auto x_of = [&](double y) {
    double ca = 0, aa = 0;
    for (int i = 1; i <= 3; ++i) {
      const double a = 1 - std::pow(y, i);
      ca += c[i - 1] * a;
      aa += a * a;
    }
    return ca / aa;
  };
  const auto rest = [&](double y) {
    double sum = 0;
    for (int i = 1; i <= 3; ++i) sum += (c[i - 1] - x_of(y) * (1 - std::pow(y, i))) * i * std::pow(y, i - 1);
    return sum;
  };
  std::vector<Point> expected{{0, 1}};
  constexpr int n = 90'001;  // even steps that do not meet y = 1
  const double h = 9.0 / n;
  for (int k = 0; k < n; ++k) {
    double low = -4.5 + h * k, high = low + h;
    if (rest(low) * rest(high) > 0 || (low < 1 && 1 < high)) continue;
    for (int i = 0; i < 60; ++i) {
      const double middle = 0.5 * (low + high);
      (rest(low) * rest(middle) <= 0 ? high : low) = middle;
    }
    if (std::abs(x_of(low)) <= 4.5) expected.push_back({x_of(low), low});
  }
  const auto found = find_critical_points(*make_surface("beale"), {-4.5, 4.5, -4.5, 4.5});
  EXPECT_EQ(found.points.size(), expected.size());
  for (const Point p : expected) EXPECT_TRUE(find(found, p, 1e-8)) << p.x << ", " << p.y;
  const CriticalPoint *minimum = find(found, {3, 0.5}, 1e-9), *saddle = find(found, {0, 1}, 1e-9);
  ASSERT_TRUE(minimum && saddle);
  EXPECT_EQ(minimum->kind, Kind::minimum);
  EXPECT_EQ(saddle->kind, Kind::saddle);
}

// 15 stationary points, 6 of them minima (Dixon & Szegő 1978; Törn & Žilinskas 1989).
TEST(CriticalPoints, SixHumpCamel) {
  const auto found = find_critical_points(*make_surface("six_hump_camel"), {-2, 2, -1, 1});
  EXPECT_EQ(found.points.size(), 15u);
  EXPECT_EQ(count(found, Kind::minimum), 6u);
  EXPECT_EQ(count(found, Kind::maximum), 2u);
  EXPECT_EQ(count(found, Kind::saddle), 7u);
  for (const double sign : {1.0, -1.0}) {
    const struct {
      Point at;
      double loss;
    } published[] = {{{0.08984201, -0.71265640}, -1.03162845},
                     {{1.70360671, -0.79608357}, -0.21546382},
                     {{1.60710475, 0.56865145}, 2.10425031}};
    for (const auto& known : published) {
      const CriticalPoint* p = find(found, {sign * known.at.x, sign * known.at.y}, 1e-7);
      ASSERT_TRUE(p) << known.at.x << ", " << known.at.y;
      EXPECT_EQ(p->kind, Kind::minimum);
      EXPECT_NEAR(p->loss, known.loss, 1e-8);
    }
  }
}

// Separable: the zeros of t³ − 8t + 5/4 in each direction, by the trigonometric solution of the cubic.
TEST(CriticalPoints, StyblinskiTang) {
  const auto found = find_critical_points(*make_surface("styblinski_tang"), {-4, 4, -4, 4});
  ASSERT_EQ(found.points.size(), 9u);
  EXPECT_EQ(count(found, Kind::minimum), 4u);
  EXPECT_EQ(count(found, Kind::saddle), 4u);
  EXPECT_EQ(count(found, Kind::maximum), 1u);
  double zero[3];
  const double r = 2 * std::sqrt(8.0 / 3), angle = std::acos(-3 * 1.25 / (8 * r));
  for (int k = 0; k < 3; ++k) zero[k] = r * std::cos((angle - 2 * std::numbers::pi * k) / 3);
  for (const double x : zero)
    for (const double y : zero) EXPECT_TRUE(find(found, {x, y}, 1e-12)) << x << ", " << y;
  EXPECT_NEAR(found.points.front().loss, -78.33233140754, 1e-9);
}

// 11 minima and 10 maxima in each direction.
TEST(CriticalPoints, Rastrigin) {
  const auto found = find_critical_points(*make_surface("rastrigin"), {-5.12, 5.12, -5.12, 5.12});
  EXPECT_EQ(found.status, SearchStatus::complete);
  EXPECT_EQ(found.points.size(), 441u);
  EXPECT_EQ(count(found, Kind::minimum), 121u);
  EXPECT_EQ(count(found, Kind::maximum), 100u);
  EXPECT_EQ(count(found, Kind::saddle), 220u);
  EXPECT_TRUE(find(found, {0, 0}, 1e-14));
}

// A crowd too dense for the smallest box is never passed off as all there is.
TEST(CriticalPoints, ACrowdIsNotCalledComplete) {
  EXPECT_EQ(find_critical_points(*make_surface("rastrigin"), {-1e8, 1e8, -1e8, 1e8}).status, SearchStatus::partial);
  EXPECT_EQ(find_critical_points(*make_surface("ackley"), {-1, 1, -1, 1}).status, SearchStatus::partial);  // its kink
}

TEST(CriticalPoints, DegenerateOnesAreSaidToBeSo) {
  for (const std::string_view key : {"monkey_saddle", "degenerate"}) {
    const auto found = find_critical_points(*make_surface(key), {-1.5, 1.5, -1.5, 1.5});
    EXPECT_EQ(found.status, SearchStatus::complete) << key;
    ASSERT_EQ(found.points.size(), 1u) << key;
    EXPECT_EQ(found.points[0].kind, Kind::degenerate) << key;
    EXPECT_LT(std::hypot(found.points[0].at.x, found.points[0].at.y), 1e-6) << key;
  }
}

// However narrow and turned, a valley's floor is a minimum with λ = 1 and κ.
TEST(CriticalPoints, NarrowQuadratics) {
  for (const double kappa : {1.0, 20.0, 1e4, 1e6, 1e8, 1e10, 1e12})
    for (const double rotation : {0.0, 1e-3, 12.0, 30.0, 45.0, 73.0, 90.0, -90.0, -44.9, 135.0}) {
      SCOPED_TRACE(testing::Message() << "κ = " << kappa << ", φ = " << rotation);
      const auto found = find_critical_points(*make_surface("quadratic", {kappa, rotation}), {-3, 3, -3, 3});
      EXPECT_EQ(found.status, SearchStatus::complete);
      ASSERT_EQ(found.points.size(), 1u);
      const CriticalPoint& p = found.points[0];
      EXPECT_EQ(p.kind, Kind::minimum);
      EXPECT_LE(p.gradient_norm, found.tolerance);
      EXPECT_NEAR(p.curvature.lambda[0], 1, 1e-14 * kappa);
      EXPECT_NEAR(p.curvature.lambda[1], kappa, 1e-14 * kappa);
      EXPECT_LT(std::hypot(p.at.x, p.at.y), 1e-8);
    }
}

// The same with the floor's lowest point in a corner, on an edge, or just outside.
TEST(CriticalPoints, NarrowQuadraticsOnEdges) {
  for (const double kappa : {1.0, 1e4, 1e8, 1e12})
    for (const double rotation : {0.0, 30.0, -45.0, 80.0}) {
      SCOPED_TRACE(testing::Message() << "κ = " << kappa << ", φ = " << rotation);
      const auto surface = make_surface("quadratic", {kappa, rotation});
      for (const Domain& domain :
           {Domain{0, 3, 0, 3}, Domain{-2, 0, 0, 1}, Domain{-1, 2, 0, 5}, Domain{-7, 0, -3, 3}}) {
        const auto found = find_critical_points(*surface, domain);
        EXPECT_EQ(found.status, SearchStatus::complete);
        ASSERT_EQ(found.points.size(), 1u) << domain.x_min << ' ' << domain.y_min;
        EXPECT_EQ(found.points[0].kind, Kind::minimum);
      }
      const auto none = find_critical_points(*surface, {0.01, 3, -3, 3});
      EXPECT_EQ(none.status, SearchStatus::complete);
      EXPECT_TRUE(none.points.empty());
    }
}

// A critical point may lie on an edge of the domain, in a corner, or on whatever lines the search halves along.
TEST(CriticalPoints, OnEdgesAndCorners) {
  const auto saddle = make_surface("saddle"), himmelblau = make_surface("himmelblau");
  for (const Domain& domain : {Domain{0, 1, 0, 1}, Domain{-1, 0, -1, 0}, Domain{0, 2, -1, 0}, Domain{-1, 1, 0, 5},
                               Domain{0, 1e-3, -1e3, 1e3}, Domain{-1, 3, -3, 1}, Domain{-1, 1, -1, 1}}) {
    const auto found = find_critical_points(*saddle, domain);
    EXPECT_EQ(found.points.size(), 1u) << domain.x_min << ' ' << domain.y_min;
    EXPECT_TRUE(find(found, {0, 0}, 1e-12));
  }
  for (const Domain& domain : {Domain{3, 4, 2, 3}, Domain{2.5, 3, 1.5, 2}, Domain{3, 3.2, 1.9, 2.1},
                               Domain{2.9, 3.1, 2, 2.5}, Domain{3, 3 + 1e-6, 2, 2 + 1e-6}}) {
    const auto found = find_critical_points(*himmelblau, domain);
    ASSERT_EQ(found.points.size(), 1u) << domain.x_min << ' ' << domain.y_min;
    EXPECT_EQ(found.points[0].kind, Kind::minimum);
  }
}

// Any part of the domain holds those of the whole that lie in it, and no others.
TEST(CriticalPoints, PartsOfADomainHoldTheirShare) {
  std::mt19937_64 random(3);
  for (const std::string_view key : {"himmelblau", "six_hump_camel", "styblinski_tang", "beale"}) {
    const auto surface = make_surface(key);
    const Domain whole = find_surface(key)->domain;
    const auto all = find_critical_points(*surface, whole);
    for (int i = 0; i < 12; ++i) {
      const auto range = [&](double low, double high) {
        std::uniform_real_distribution<double> between(low, high);
        const double a = between(random), b = between(random);
        return std::pair(std::min(a, b), std::max(a, b));
      };
      const auto [x0, x1] = range(whole.x_min, whole.x_max);
      const auto [y0, y1] = range(whole.y_min, whole.y_max);
      const Domain part{x0, x1, y0, y1};
      const auto found = find_critical_points(*surface, part);
      std::size_t inside = 0;
      for (const CriticalPoint& p : all.points)
        if (part.contains(p.at)) {
          ++inside;
          EXPECT_TRUE(find(found, p.at, 1e-6)) << key << ' ' << p.at.x << ", " << p.at.y;
        }
      EXPECT_EQ(found.points.size(), inside) << key << ' ' << x0 << ' ' << x1 << ' ' << y0 << ' ' << y1;
    }
  }
}

// The lowest point of Ackley's function is a kink: no derivative vanishes there.
TEST(CriticalPoints, AckleysKinkIsNone) {
  for (const Domain& domain : {Domain{-5, 5, -5, 5}, Domain{-0.3, 0.3, -0.3, 0.3}, Domain{0, 0.2, 0, 0.2}}) {
    const auto found = find_critical_points(*make_surface("ackley"), domain);
    EXPECT_FALSE(find(found, {0, 0}, 1e-3));
    EXPECT_EQ(found.status, SearchStatus::partial) << "what is beside it cannot be decided";
  }
  EXPECT_EQ(find_critical_points(*make_surface("ackley"), {0.5, 5, 0.5, 5}).status, SearchStatus::complete);
}

TEST(CriticalPoints, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto never = find_critical_points(*make_surface("rastrigin"), {-5, 5, -5, 5}, stop.get_token());
  EXPECT_EQ(never.status, SearchStatus::cancelled);
  EXPECT_TRUE(never.points.empty());

  // On a domain that would take very long: the call comes back although there is more to do.
  std::stop_source soon;
  std::jthread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    soon.request_stop();
  });
  const auto part = find_critical_points(*make_surface("ackley"), {-500, 500, -500, 500}, soon.get_token());
  EXPECT_EQ(part.status, SearchStatus::cancelled);
}

// |x|: boxes along the kink can neither be thrown away nor closed, and there are more of them than are looked at.
struct Crease {
  auto operator()(auto x, auto y) const {
    using std::sqrt;
    return sqrt(square(x)) + 0.0 * y;
  }
};

TEST(CriticalPoints, SaysWhenItGaveUp) {
  const auto found = find_critical_points(SurfaceOf<Crease>({}), {-1, 1, -1, 1});
  EXPECT_EQ(found.status, SearchStatus::partial);
  EXPECT_TRUE(found.points.empty());
}

// x² + y⁴ about another point than the origin, which no snapping to zero helps to find.
struct ShiftedBowl {
  double a, b;
  auto operator()(auto x, auto y) const { return square(x - a) + square(square(y - b)); }
};

TEST(CriticalPoints, DegenerateAnywhere) {
  for (const auto& [a, b] : {std::pair{0.3, 0.7}, {-0.123456, 1.1}, {1.0 / 3, -1.0 / 7}}) {
    const auto found = find_critical_points(SurfaceOf<ShiftedBowl>({a, b}), {-1.5, 1.5, -1.5, 1.5});
    ASSERT_EQ(found.points.size(), 1u);
    EXPECT_EQ(found.points[0].kind, Kind::degenerate);
    EXPECT_NEAR(found.points[0].at.x, a, 1e-9);
    EXPECT_NEAR(found.points[0].at.y, b, 1e-3);  // where 4|y − b|³ is within the tolerance
  }
}

}  // namespace
}  // namespace fallline
