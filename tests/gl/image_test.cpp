#include "app/render/image.h"

#include <filesystem>
#include <fstream>

#include "app/render/framebuffer.h"
#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

class ImageTest : public GlTest {};

std::filesystem::path scratch(const char* name) { return std::filesystem::path(testing::TempDir()) / name; }

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

TEST(Png, IsWrittenWithItsSizeInTheHeader) {
  const Image image{3, 2, std::vector<std::uint8_t>(3 * 2 * 4, 200)};
  const auto path = scratch("fallline_image_test.png");
  const auto error = write_png(image, path);
  ASSERT_FALSE(error) << error->message;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(24, '\0');
  ASSERT_TRUE(file.read(bytes.data(), 24));
  EXPECT_EQ(bytes.substr(1, 3), "PNG");
  EXPECT_EQ(bytes[19], 3) << "width, the last byte of a big-endian number";
  EXPECT_EQ(bytes[23], 2) << "height";
  std::filesystem::remove(path);
}

TEST(Png, AnErrorNamesThePathAndTheReason) {
  const Image image{1, 1, {0, 0, 0, 255}};
  const auto error = write_png(image, "/no/such/folder/picture.png");
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("/no/such/folder/picture.png"), std::string::npos) << error->message;
  EXPECT_NE(error->message.find("No such file or directory"), std::string::npos) << error->message;
}

TEST(Png, AnEmptyPictureIsAnError) {
  const auto error = write_png(Image{}, scratch("fallline_empty.png"));
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("0 x 0"), std::string::npos) << error->message;
}

}  // namespace
}  // namespace fallline::render
