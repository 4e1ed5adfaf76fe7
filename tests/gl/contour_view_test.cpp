#include "app/render/contour_view.h"

#include <limits>
#include <stdexcept>

#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

const Viewport viewport{300, 200};

class ContourViewTest : public GlTest {
 protected:
  Image draw(const Field& field, const ContourStyle& style) {
    view_.set_field(field);
    EXPECT_TRUE(view_.draw(viewport, style));
    return read_image(view_.picture());
  }
  static ContourView make() {
    Result<ContourView> made = ContourView::create();
    if (!made) throw std::runtime_error(made.error());
    return *std::move(made);
  }

  ContourView view_ = make();
};

// What the map shows at a height, where there is no line.
Pixel expected(ColourMap map, double height) {
  const Rgb rgb = colour(map, height);
  return to_pixel({contour_darkening * rgb.r, contour_darkening * rgb.g, contour_darkening * rgb.b});
}

TEST_F(ContourViewTest, ShowsTheColourOfTheHeight) {
  const Field field = make_field(300, 200, [](float u, float v) { return 0.7f * u + 0.3f * v; });
  for (const ColourMapInfo& info : colour_maps) {
    const Image image = draw(field, {.colour_map = info.map, .iso_lines = 0});
    for (int y = 10; y < 200; y += 20) {
      for (int x = 5; x < 300; x += 15) {
        const double u = (x + 0.5) / 300.0;
        const double v = 1.0 - (y + 0.5) / 200.0;
        EXPECT_LE(difference(pixel(image, x, y), expected(info.map, 0.7 * u + 0.3 * v)), 2) << x << ' ' << y;
      }
    }
  }
}

TEST_F(ContourViewTest, ATintTakesThePlaceOfTheColours) {
  const Field level = make_field(300, 200, [](float, float) { return 0.5f; });
  const Image plain = draw(level, {.iso_lines = 0});
  // Red below, blue above: rows go upward.
  const std::vector<std::uint8_t> tint{200, 0, 0, 255, 200, 0, 0, 255, 0, 0, 200, 255, 0, 0, 200, 255};
  view_.set_tint(2, 2, tint);
  ASSERT_TRUE(view_.draw(viewport, {.iso_lines = 0}));
  const Image tinted = read_image(view_.picture());
  const float light = 0.86f + 0.24f * 0.5f;
  const float strong = light * 200.0f / 255.0f;
  EXPECT_LE(difference(pixel(tinted, 150, 190), to_pixel({strong, 0, 0})), 2);
  EXPECT_LE(difference(pixel(tinted, 150, 10), to_pixel({0, 0, strong})), 2);
  view_.set_tint(0, 0, {});
  ASSERT_TRUE(view_.draw(viewport, {.iso_lines = 0}));
  EXPECT_EQ(read_image(view_.picture()).rgba, plain.rgba);
}

TEST_F(ContourViewTest, ShowsACoarseFieldAsItShowsAFineOne) {
  const auto height = [](float u, float v) { return 0.5f + 0.4f * std::sin(3.0f * u) * std::cos(2.0f * v); };
  const Image fine = draw(make_field(300, 200, height), {});
  const Image coarse = draw(make_field(30, 20, height), {});
  double sum = 0.0;
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 300; ++x) sum += difference(pixel(fine, x, y), pixel(coarse, x, y));
  }
  EXPECT_LT(sum / (300.0 * 200.0), 1.5);
}

TEST_F(ContourViewTest, ARampCrossesAsManyLinesAsThereAreLevels) {
  const Field ramp = make_field(300, 200, [](float u, float) { return u; });
  const Image plain = draw(ramp, {.iso_lines = 0});
  for (const int levels : {1, 7, 20, 30}) {
    const Image lined = draw(ramp, {.iso_lines = levels});
    EXPECT_EQ(count_lines(lined, plain, 100), levels);
  }
}

TEST_F(ContourViewTest, LinesLieAtTheirLevels) {
  const Field ramp = make_field(300, 200, [](float u, float) { return u; });
  const Image plain = draw(ramp, {.iso_lines = 0});
  const Image lined = draw(ramp, {.iso_lines = 10});
  for (int k = 0; k < 10; ++k) {
    const int x = static_cast<int>(std::lround(300.0 * (k + 0.5) / 10.0));
    const int darker = std::max(pixel(plain, x, 50).brightness() - pixel(lined, x, 50).brightness(),
                                pixel(plain, x - 1, 50).brightness() - pixel(lined, x - 1, 50).brightness());
    EXPECT_GT(darker, 20) << k;
    EXPECT_EQ(difference(pixel(plain, x + 8, 50), pixel(lined, x + 8, 50)), 0) << k;
  }
}

TEST_F(ContourViewTest, LinesTooDenseToBeSeenFadeOut) {
  const Field ramp = make_field(300, 200, [](float u, float) { return u; });
  const Image plain = draw(ramp, {.iso_lines = 0});
  const Image lined = draw(ramp, {.iso_lines = 200});
  for (int x = 0; x < 300; ++x) EXPECT_EQ(difference(pixel(plain, x, 77), pixel(lined, x, 77)), 0);
}

TEST_F(ContourViewTest, ALevelFieldHasNoLine) {
  const Field level = make_field(300, 200, [](float, float) { return 0.525f; });
  const Image image = draw(level, {.iso_lines = 20});
  EXPECT_LE(difference(pixel(image, 150, 100), expected(ColourMap::viridis, 0.525)), 1);
}

TEST_F(ContourViewTest, AHoleIsQuiet) {
  const Field field = make_field(300, 200, [](float u, float v) {
    return std::hypot(u - 0.5f, v - 0.5f) < 0.2f ? std::numeric_limits<float>::quiet_NaN() : 0.8f;
  });
  const ContourStyle style{.background = {0.1f, 0.2f, 0.3f}};
  const Image image = draw(field, style);
  for (int x = 130; x < 170; ++x) EXPECT_LE(difference(pixel(image, x, 100), to_pixel(style.background)), 14);
  EXPECT_LE(difference(pixel(image, 20, 100), expected(ColourMap::viridis, 0.8)), 1);
}

TEST_F(ContourViewTest, IsDrawnOnlyWhenItWouldLookDifferent) {
  EXPECT_FALSE(view_.draw(viewport, {})) << "no field yet";
  EXPECT_EQ(view_.texture_id(), 0u);
  view_.set_field(make_field(30, 20, hill));
  EXPECT_TRUE(view_.draw(viewport, {}));
  for (int k = 0; k < 5; ++k) EXPECT_FALSE(view_.draw(viewport, {}));
  EXPECT_EQ(view_.drawings(), 1);
  EXPECT_TRUE(view_.draw(viewport, {.colour_map = ColourMap::magma}));
  EXPECT_TRUE(view_.draw(viewport, {.iso_lines = 5}));
  EXPECT_TRUE(view_.draw({200, 300}, {.iso_lines = 5}));
  EXPECT_FALSE(view_.draw({0, 300}, {})) << "an empty viewport";
  EXPECT_FALSE(view_.draw({200, 300}, {.iso_lines = 5}));
  view_.set_field(make_field(40, 40, hill));
  EXPECT_TRUE(view_.draw({200, 300}, {.iso_lines = 5}));
  EXPECT_EQ(view_.drawings(), 5);
  EXPECT_TRUE(view_.error().empty()) << view_.error();
}

}  // namespace
}  // namespace fallline::render
