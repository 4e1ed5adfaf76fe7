// Pictures of the lab drawn off screen, one step after the other by the same painter.
#include <gtest/gtest.h>

#include <cstdlib>

#include "app/program.h"

namespace fallline {
namespace {

std::unique_ptr<Painter> painter_of(const PictureOptions& options) {
  auto painter = open_painter(options);
  EXPECT_TRUE(painter) << painter.error();
  return painter ? *std::move(painter) : nullptr;
}

// The share of pixels in which two pictures of the same size differ visibly.
double difference(const render::Image& a, const render::Image& b) {
  EXPECT_EQ(a.rgba.size(), b.rgba.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
    int largest = 0;
    for (std::size_t k = 0; k < 3; ++k) largest = std::max(largest, std::abs(int{a.rgba[i + k]} - int{b.rgba[i + k]}));
    different += largest > 8;
  }
  return static_cast<double>(different) / (0.25 * static_cast<double>(a.rgba.size()));
}

class PictureOf : public testing::TestWithParam<RenderView> {};

TEST_P(PictureOf, ShowsTheStepAskedForWhateverWasDrawnBefore) {
  const PictureOptions options{default_document(), GetParam(), 800, 480};
  const auto painter = painter_of(options);
  ASSERT_TRUE(painter);
  const render::Image early = painter->draw(15), late = painter->draw(200);
  EXPECT_EQ(early.width, 800);
  EXPECT_EQ(early.height, 480);
  EXPECT_GT(difference(early, late), 0.0002);
  // Back again, and by a painter that has drawn nothing else: nothing of later steps is seen.
  EXPECT_EQ(difference(painter->draw(15), early), 0);
}

TEST_P(PictureOf, IsTheSameFromAnotherPainter) {
  const PictureOptions options{default_document(), GetParam(), 640, 400};
  const render::Image first = painter_of(options)->draw(60);
  EXPECT_EQ(difference(painter_of(options)->draw(60), first), 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, PictureOf, testing::Values(RenderView::window, RenderView::surface, RenderView::contours, RenderView::curves),
    [](const auto& test) { return std::string(render_views()[static_cast<std::size_t>(test.param)].key); });

// Of the loss surface of a network.
class NetworkPictureOf : public testing::TestWithParam<RenderView> {
 protected:
  static PictureOptions options() {
    Document document = default_network_document();
    auto& experiment = std::get<training::NetworkExperiment>(document.experiment);
    experiment.network = nn::network_spec(2, {4}, 1);
    return {document, GetParam(), 640, 400};
  }
};

TEST_P(NetworkPictureOf, ShowsTheStepAskedForWhateverWasDrawnBefore) {
  const auto painter = painter_of(options());
  ASSERT_TRUE(painter);
  const render::Image early = painter->draw(15), late = painter->draw(200);
  EXPECT_GT(difference(early, late), 0.05);
  EXPECT_EQ(difference(painter->draw(15), early), 0);
}

TEST_P(NetworkPictureOf, IsTheSameFromAnotherPainter) {
  const render::Image first = painter_of(options())->draw(60);
  EXPECT_EQ(difference(painter_of(options())->draw(60), first), 0);
}

TEST_P(NetworkPictureOf, IsAsFineAsItGets) {
  PictureOptions of_two_weights = options();
  of_two_weights.document.view.networks.plane = PlaneKind::weights;
  const auto painter = painter_of(of_two_weights);
  ASSERT_TRUE(painter);
  const render::Image once = painter->draw(40), again = painter->draw(40);
  EXPECT_EQ(difference(once, again), 0) << "nothing was left to be computed";
  // More than the ground.
  std::size_t coloured = 0;
  for (std::size_t i = 0; i < once.rgba.size(); i += 4)
    coloured += std::abs(int{once.rgba[i]} - int{once.rgba[i + 2]}) > 40;
  EXPECT_GT(coloured, once.rgba.size() / 4 / 8);
}

INSTANTIATE_TEST_SUITE_P(LossSurface, NetworkPictureOf, testing::Values(RenderView::surface, RenderView::contours),
                         [](const auto& test) {
                           return std::string(render_views()[static_cast<std::size_t>(test.param)].key);
                         });

TEST(Picture, FollowsTheThemeOfTheDocument) {
  Document light = default_document();
  light.view.light = true;
  const auto corner = [](const Document& document) {
    const auto painter = painter_of({document, RenderView::curves, 400, 300});
    return int{painter->draw(10).rgba[4 * (400 * 299 + 2)]};
  };
  EXPECT_LT(corner(default_document()), 60);
  EXPECT_GT(corner(light), 200);
}

}  // namespace
}  // namespace fallline
