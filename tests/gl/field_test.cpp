#include "app/render/field.h"

#include <limits>

#include "app/render/relief.h"
#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

const float* texel(const Relief& relief, int i, int j) {
  return &relief.texels[4 * (static_cast<std::size_t>(j) * static_cast<std::size_t>(relief.width) +
                             static_cast<std::size_t>(i))];
}

TEST(Field, IsSampledBilinearly) {
  const Field field{2, 2, {0.0f, 1.0f, 0.5f, 0.25f}};
  EXPECT_FLOAT_EQ(sample_height(field, 0.0f, 0.0f), 0.0f);
  EXPECT_FLOAT_EQ(sample_height(field, 1.0f, 1.0f), 0.25f);
  EXPECT_FLOAT_EQ(sample_height(field, 0.5f, 0.0f), 0.5f);
  EXPECT_FLOAT_EQ(sample_height(field, 0.5f, 0.5f), 0.4375f);
  EXPECT_FLOAT_EQ(sample_height(field, -1.0f, 2.0f), 0.5f) << "clamped";
}

TEST(Field, IsUnknownBesideAHole) {
  const Field field = make_field(9, 9, [](float u, float v) { return u > 0.9f && v > 0.9f ? nan : u; });
  EXPECT_TRUE(std::isnan(sample_height(field, 0.95f, 0.95f)));
  EXPECT_FLOAT_EQ(sample_height(field, 0.3f, 0.3f), 0.3f);
}

TEST(Relief, OfAPlaneIsThatPlane) {
  const Field field = make_field(9, 5, [](float u, float v) { return 0.1f + 0.5f * u + 0.3f * v; });
  const Relief relief = make_relief(field, 33, 40);
  EXPECT_EQ(relief.width, 8 * 4 + 1);
  EXPECT_EQ(relief.height, 4 * 8 + 1);
  EXPECT_FALSE(relief.has_holes);
  for (int j = 0; j < relief.height; ++j) {
    for (int i = 0; i < relief.width; ++i) {
      const float u = static_cast<float>(i) / static_cast<float>(relief.width - 1);
      const float v = static_cast<float>(j) / static_cast<float>(relief.height - 1);
      EXPECT_NEAR(texel(relief, i, j)[0], 0.1f + 0.5f * u + 0.3f * v, 1e-6f);
      EXPECT_NEAR(texel(relief, i, j)[1], 0.5f, 1e-4f);
      EXPECT_NEAR(texel(relief, i, j)[2], 0.3f, 1e-4f);
      EXPECT_EQ(texel(relief, i, j)[3], 1.0f);
    }
  }
}

TEST(Relief, KeepsTheNodesOfTheField) {
  const Field field = make_field(12, 10, [](float u, float v) { return hill(u, v); });
  const Relief relief = make_relief(field, 36, 30);
  for (int j = 0; j < field.height; ++j) {
    for (int i = 0; i < field.width; ++i) EXPECT_NEAR(texel(relief, 3 * i, 3 * j)[0], field.at(i, j), 1e-6f);
  }
}

TEST(Relief, LeavesAFieldThatIsDenseEnoughAsItIs) {
  const Field field = make_field(40, 50, [](float u, float) { return u; });
  const Relief relief = make_relief(field, 45, 45);
  EXPECT_EQ(relief.width, 40);
  EXPECT_EQ(relief.height, 50);
}

TEST(Relief, IsFinite) {
  Field field = make_field(20, 20, [](float u, float v) { return u + v > 1.2f ? nan : hill(u, v); });
  field.height_values.back() = std::numeric_limits<float>::infinity();
  const Relief relief = make_relief(field, 60, 60);
  EXPECT_TRUE(relief.has_holes);
  EXPECT_TRUE(std::ranges::all_of(relief.texels, [](float value) { return std::isfinite(value); }));
  EXPECT_EQ(texel(relief, 0, 0)[3], 1.0f);
  EXPECT_EQ(texel(relief, relief.width - 1, relief.height - 1)[3], 0.0f);
}

TEST(Relief, OfAFieldThatIsOneHoleIsFinite) {
  const Field field = make_field(4, 4, [](float, float) { return nan; });
  const Relief relief = make_relief(field, 4, 4);
  EXPECT_TRUE(std::ranges::all_of(relief.texels, [](float value) { return value == 0.0f; }));
}

}  // namespace
}  // namespace fallline::render
