// Gradient noise: the same draw for all racers, fixed by seed and step, and nothing at all at σ = 0.
#include <gtest/gtest.h>

#include <cmath>

#include "math/random.h"
#include "support/objectives.h"
#include "support/racing.h"

namespace fallline {
namespace {

class Noise : public testing::TestWithParam<std::string_view> {
 protected:
  const OptimizerInfo& info = *find_optimizer(GetParam());
  const std::unique_ptr<const Surface> surface = test::make_surface("himmelblau");
  std::unique_ptr<Racer> racer() const {
    return test::racer_at(info.key, initial_values(info.parameters), *surface, {0.5, 1});
  }
};

TEST_P(Noise, OfZeroIsNone) {
  const auto quiet = racer(), zero = racer();
  quiet->advance(*surface, {}, 100, {});
  zero->advance(*surface, {0, 12345}, 100, {});
  EXPECT_EQ(test::state_of(*quiet), test::state_of(*zero));
}

TEST_P(Noise, IsReproducedByItsSeed) {
  const auto first = racer(), same = racer(), other = racer();
  first->advance(*surface, {0.5, 7}, 100, {});
  same->advance(*surface, {0.5, 7}, 100, {});
  other->advance(*surface, {0.5, 8}, 100, {});
  EXPECT_EQ(test::state_of(*first), test::state_of(*same));
  // The signs of far larger slopes are the same whatever the noise.
  if (GetParam() != "lion") {
    EXPECT_NE(test::theta_of(*first), test::theta_of(*other));
  }
}

// g + σz with z the first draws of the stream that has the step's number: so every racer meets the same noise, and the
// noise of a step can be known without those before it.
TEST_P(Noise, IsTheDrawOfItsStep) {
  const auto r = racer();
  for (const std::int64_t t : {1, 2, 3, 50}) {
    r->advance(*surface, {0.25, 99}, static_cast<std::size_t>(t - 1 - r->steps_taken()), {});
    const auto with = r->next_step(*surface, {0.25, 99}).parts.front().vector;
    const auto without = r->next_step(*surface, {}).parts.front().vector;
    Random draw(99, static_cast<std::uint64_t>(t));
    for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(with[i], without[i] + 0.25 * draw.normal(), 1e-13) << "step " << t;
  }
}

TEST_P(Noise, DoesNotTouchWhatIsShown) {
  const auto r = racer();
  r->advance(*surface, {3, 1}, 20, {});
  double gradient[2];
  EXPECT_EQ(r->loss(), surface->value_and_gradient(r->theta(), gradient, {}));
  EXPECT_EQ(r->gradient()[0], gradient[0]);
  EXPECT_EQ(r->gradient()[1], gradient[1]);
}

INSTANTIATE_TEST_SUITE_P(All, Noise, testing::ValuesIn(optimizer_keys()), test::key_name);

// Plain descent over a flat function is a random walk of σηz: mean 0, variance σ²η² a step, coordinates independent.
TEST(NoiseOfDescent, HasItsVariance) {
  const test::Separable flat({0, 0});
  const auto r = test::racer_at("sgd", {1}, flat, {0, 0});
  constexpr int n = 20'000;
  double xx = 0, yy = 0, xy = 0;
  for (int i = 0; i < n; ++i) {
    const auto step = r->next_step(flat, {0.3, 5}).parts.back().vector;
    xx += step[0] * step[0] / n;
    yy += step[1] * step[1] / n;
    xy += step[0] * step[1] / n;
    r->advance(flat, {0.3, 5}, 1, {});
  }
  const double allowed = 5 * 0.09 * std::sqrt(2.0 / n);
  EXPECT_NEAR(xx, 0.09, allowed);
  EXPECT_NEAR(yy, 0.09, allowed);
  EXPECT_NEAR(xy, 0, allowed);
  EXPECT_LT(std::hypot(r->theta()[0], r->theta()[1]), 5 * 0.3 * std::sqrt(2.0 * n));
}

}  // namespace
}  // namespace fallline
