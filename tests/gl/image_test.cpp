#include "app/render/image.h"

#include "app/render/framebuffer.h"
#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

class ImageTest : public GlTest {};

TEST_F(ImageTest, TheTopRowComesFirst) {
  Result<Framebuffer> target = Framebuffer::create(8, 6);
  ASSERT_TRUE(target) << target.error();
  {
    const DrawTarget bound(*target);
    glClearColor(1.0f, 0.0f, 0.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 3, 8, 3);
    glClearColor(0.0f, 0.0f, 1.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
  }
  const Image image = read_image(*target);
  ASSERT_EQ(image.width, 8);
  ASSERT_EQ(image.height, 6);
  EXPECT_EQ(difference(pixel(image, 2, 0), {0, 0, 255}), 0);
  EXPECT_EQ(difference(pixel(image, 2, 2), {0, 0, 255}), 0);
  EXPECT_EQ(difference(pixel(image, 2, 3), {255, 0, 0}), 0);
  EXPECT_EQ(difference(pixel(image, 2, 5), {255, 0, 0}), 0);
}

TEST_F(ImageTest, DrawingGoesBackToWhereItWent) {
  Result<Framebuffer> outer = Framebuffer::create(8, 8);
  Result<Framebuffer> inner = Framebuffer::create(4, 4, Keeps::colour_and_depth);
  ASSERT_TRUE(outer && inner);
  const DrawTarget bound(*outer);
  { const DrawTarget nested(*inner); }
  GLint framebuffer = 0;
  GLint viewport[4] = {};
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
  glGetIntegerv(GL_VIEWPORT, viewport);
  EXPECT_EQ(static_cast<GLuint>(framebuffer), outer->id());
  EXPECT_EQ(viewport[2], 8);
}

TEST(Png, HasItsSizeInTheHeader) {
  const Image image{3, 2, std::vector<std::uint8_t>(3 * 2 * 4, 200)};
  auto png = encode_png(image);
  ASSERT_TRUE(png) << png.error();
  ASSERT_GT(png->size(), 24u);
  EXPECT_EQ(png->substr(1, 3), "PNG");
  EXPECT_EQ((*png)[19], 3) << "width, the last byte of a big-endian number";
  EXPECT_EQ((*png)[23], 2) << "height";
}

TEST(Png, AnEmptyPictureIsAnError) {
  const auto png = encode_png(Image{});
  ASSERT_FALSE(png);
  EXPECT_NE(png.error().find("0 x 0"), std::string::npos) << png.error();
}

}  // namespace
}  // namespace fallline::render
