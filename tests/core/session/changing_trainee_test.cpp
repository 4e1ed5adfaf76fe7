// What the checkpoints hold stays bounded, and every step still comes back.
#include "session/changing_trainee.h"

#include <gtest/gtest.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "support/network_sessions.h"

namespace fallline {
namespace {

TrainingTerms terms_of(std::string_view optimizer) {
  return {racer_spec(*find_optimizer(optimizer), 0),
          std::make_shared<training::Setup>(test::setup_of(test::eventful_networks()))};
}

std::vector<double> theta_of(const TrainingState& s) { return {s.racer->theta().begin(), s.racer->theta().end()}; }

TEST(ChangingTrainee, FewCheckpointsDo) {
  for (const std::string_view optimizer : {"adam", "bfgs", "lbfgs"}) {
    SCOPED_TRACE(optimizer);
    ChangingTrainee many(terms_of(optimizer)), few(terms_of(optimizer), 1);
    many.advance(700);
    few.advance(700);
    for (const std::int64_t step : {700, 699, 513, 512, 511, 64, 1, 0}) {
      EXPECT_EQ(theta_of(few.at(step)), theta_of(many.at(step))) << step;
      EXPECT_EQ(few.at(step).before, many.at(step).before) << step;
    }
    TrainingTerms other = terms_of(optimizer);
    other.spec = racer_spec(*find_optimizer("momentum"), 0);
    for (ChangingTrainee* t : {&many, &few}) {
      EXPECT_EQ(t->change_from(600, other), 600);
      t->change_from(650, other, {{2, 1.0}});
      t->advance(200);
      EXPECT_EQ(t->reached(), 800);
    }
    for (const std::int64_t step : {800, 650, 651, 600, 601})
      EXPECT_EQ(theta_of(few.at(step)), theta_of(many.at(step)));
    EXPECT_EQ(few.at(650).racer->theta()[2], 1);
  }
}

#ifdef __GLIBC__
// Each checkpoint of BFGS holds a matrix of 71 × 71, 40 kB, and there are 94 of the first spacing.
TEST(ChangingTrainee, CheckpointsStayWithinTheirBound) {
  ChangingTrainee trainee(terms_of("bfgs"), 30'000);
  trainee.advance(64);
  const std::size_t before = mallinfo2().uordblks;
  trainee.advance(6000 - 64);
  ASSERT_EQ(trainee.reached(), 6000);
  EXPECT_LT(mallinfo2().uordblks, before + 500'000);
}
#endif

TEST(ChangingTrainee, GoesBack) {
  ChangingTrainee trainee(terms_of("adam")), short_one(terms_of("adam"));
  TrainingTerms other = trainee.terms();
  other.spec.values[0] *= 2;
  trainee.advance(100);
  trainee.change_from(80, other);
  trainee.advance(100);
  trainee.back_to(70);
  EXPECT_EQ(trainee.reached(), 70);
  EXPECT_EQ(trainee.terms(), other) << "what was chosen last holds on";
  short_one.advance(70);
  short_one.change_from(70, {other.spec, short_one.terms().setup});
  trainee.advance(30);
  short_one.advance(30);
  EXPECT_EQ(theta_of(trainee.at(100)), theta_of(short_one.at(100)));
}

}  // namespace
}  // namespace fallline
