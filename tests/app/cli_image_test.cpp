// PNG files in place of a surface or an experiment.
#include "app/render/image.h"
#include "cli_support.h"

namespace fallline::cli::test {
namespace {

// A hollow right of the middle of 48 × 32 pixels.
std::string hollow() {
  render::Image image{48, 32, {}};
  for (int y = 0; y < 32; ++y)
    for (int x = 0; x < 48; ++x) {
      const int square = (x - 30) * (x - 30) + (y - 16) * (y - 16);
      const auto level = static_cast<std::uint8_t>(std::min(255, 40 + square / 4));
      image.rgba.insert(image.rgba.end(), {level, level, level, 255});
    }
  return *encode_png(image);
}

class CliImage : public testing::Test {
 protected:
  const TemporaryFile png{hollow(), ".png"};
};

TEST_F(CliImage, HasItsCriticalPoints) {
  const Outcome outcome = run({"critical", "--surface", png.path(), "--param", "smoothing=3", "--domain=-1,2,-1,1"});
  EXPECT_EQ(outcome.err, "");
  const auto rows = csv_rows(outcome.out, "kind,x,y,loss,grad_norm,lambda1,lambda2");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0], "minimum");
  EXPECT_NEAR(number(rows[0][1]), (30.5 - 24) / 8, 0.02);
  EXPECT_NEAR(number(rows[0][2]), (16 - 16.5) / 8, 0.02);
}

TEST_F(CliImage, IsWalkedDown) {
  const Outcome outcome = run({"trace", "--surface", png.path(), "--param", "depth=20", "--optimizer", "sgd", "--set",
                               "lr=0.05", "--start=-0.5,0.5", "--steps", "400"});
  EXPECT_EQ(outcome.err, "");
  const auto rows = csv_rows(outcome.out, "step,x,y,loss,grad_norm");
  ASSERT_EQ(rows.size(), 401u);
  EXPECT_NEAR(number(rows[400][1]), (30.5 - 24) / 8, 0.05);
  EXPECT_LT(number(rows[400][3]), number(rows[0][3]));
}

TEST_F(CliImage, IsShownAndDrawn) {
  const Outcome window = run({png.path()});
  ASSERT_TRUE(window.window);
  EXPECT_EQ(on_surface(window.window->document.experiment).surface.image->columns(), 48);
  EXPECT_EQ(window.window->document_path, "") << "saving must not write over the picture";
  const TemporaryFile target("", "_target.png");
  const Outcome picture = run({"render", png.path(), "--png", target.path(), "--size", "64x64"});
  EXPECT_EQ(picture.status, 0) << picture.err;
  ASSERT_TRUE(picture.picture);
  EXPECT_EQ(on_surface(picture.picture->document.experiment).surface.image->rows(), 32);
}

TEST_F(CliImage, ThatCannotBeReadIsRefusedInOneLine) {
  EXPECT_EQ(run({"critical", "--surface", "nowhere.png"}).err,
            "fallline critical: --surface: nowhere.png: cannot be read\n");
  const TemporaryFile text("no picture", "_text.png");
  const Outcome outcome = run({"render", text.path(), "--png", "x.png"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("a PNG image of at most"), std::string::npos) << outcome.err;
  EXPECT_EQ(run({"critical", "--surface", png.path(), "--param", "kappa=2"}).status, 2);
}

}  // namespace
}  // namespace fallline::cli::test
