// The data beside a surface, and the mini-batch of the step that is shown.
#include <gtest/gtest.h>

#include <algorithm>

#include "data/mini_batches.h"
#include "lab_fixture.h"

namespace fallline {
namespace {

class DataPanel : public test::LabFixture {
 protected:
  void show(std::string_view key, std::size_t batch_size = 0) {
    Experiment e = default_experiment();
    change_surface(e, *find_surface(key));
    e.batch_size = batch_size;
    lab.open({e, {}});
    settle();
  }
  bool batch_is_of(std::int64_t step) {
    MiniBatches batches(now()->surface->sample_count(), now()->experiment.batch_size, now()->experiment.seed);
    return std::ranges::equal(lab.scene().batch(), batches.at(step));
  }
};

TEST_F(DataPanel, StandsBesideTheCurvesOfSurfacesFromDataAlone) {
  show("beale");
  EXPECT_FALSE(lab.places().contains("data"));
  EXPECT_FALSE(lab.places().contains("batch_size"));
  for (const SurfaceInfo& surface : surfaces()) {
    if (!surface.make(initial_values(surface.parameters))->data()) continue;
    show(surface.key, 4);
    EXPECT_TRUE(lab.places().contains("data")) << surface.key;
    EXPECT_TRUE(lab.places().contains("batch_size")) << surface.key;
    EXPECT_TRUE(lab.places().contains("l1")) << surface.key;
  }
}

TEST_F(DataPanel, TheBatchIsThatOfTheNextStep) {
  show("linear_mse", 8);
  EXPECT_TRUE(batch_is_of(1));
  loop.click(middle("transport.step_forward"));
  settle();
  EXPECT_TRUE(batch_is_of(2));
  EXPECT_FALSE(batch_is_of(1));
  lab.runner().send(command::Show{77});
  settle();
  EXPECT_TRUE(batch_is_of(78));
  // Its surface is the mean over these samples.
  const auto part = now()->surface->restricted(lab.scene().batch());
  const Grid& map = lab.scene().batch_map();
  ASSERT_GT(map.columns, 2);
  const double corner = part->derivatives({map.domain.x_min, map.domain.y_min}).value;
  EXPECT_NEAR(map.at(0, 0), corner, 1e-12 * corner);
}

TEST_F(DataPanel, TheWholeBatchHasNoSurfaceOfItsOwn) {
  show("linear_mse", 40);
  EXPECT_TRUE(lab.scene().batch().empty());
  EXPECT_EQ(lab.scene().batch_map().columns, 0);
  show("beale", 4);
  EXPECT_TRUE(lab.scene().batch().empty());
}

}  // namespace
}  // namespace fallline
