// The decision boundary as a texture: its texels are what the network answers there.
#include "app/networks/boundary_picture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/networks/class_colours.h"
#include "session/network_session.h"
#include "tests/gl/gl_test.h"

namespace fallline {
namespace {

class BoundaryPictureTest : public render::GlTest {
 protected:
  // Trained for a while, on data that are not centred.
  void train(training::NetworkExperiment e) {
    NetworkSession session(std::move(e));
    session.show(60);
    session.compute();
    snapshot_ = session.snapshot();
    data_.update(*snapshot_);
    wanted_ = {.window = data_.bounds(), .columns = 300, .rows = 200};
  }
  const NetworkRacerSnapshot& racer() { return snapshot_->racers[0]; }
  void draw(bool plays) { field_.update(racer(), data_, theme_, wanted_, plays); }
  std::vector<ImU32> texels() {
    const render::Texture& texture = picture_.field(field_);
    std::vector<ImU32> pixels(static_cast<std::size_t>(texture.width() * texture.height()));
    texture.bind(0);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    return pixels;
  }
  Point at(int i, int j) {
    const Domain& w = wanted_.window;
    return {w.x_min + w.width() * i / (field_.columns() - 1), w.y_min + w.height() * j / (field_.rows() - 1)};
  }
  // By one sample at a time, standardized by hand where the experiment says so.
  double output(Point p) {
    Eigen::MatrixXd x(1, 2), z;
    x << p.x, p.y;
    if (snapshot_->experiment.data.standardize) {
      const Eigen::MatrixXd& all = snapshot_->data->x;  // nothing is kept from training
      for (Eigen::Index k = 0; k < 2; ++k) {
        const double mean = all.col(k).mean(), n = static_cast<double>(all.rows());
        x(0, k) = (x(0, k) - mean) / std::sqrt((all.col(k).array() - mean).square().sum() / n);
      }
    }
    racer().objective().outputs(racer().theta, x, z, racer().memory);
    return z(0, 0);
  }
  static int difference(ImU32 a, ImU32 b) {
    int most = 0;
    for (const int shift : {0, 8, 16, 24})
      most = std::max(most, std::abs(static_cast<int>((a >> shift) & 255u) - static_cast<int>((b >> shift) & 255u)));
    return most;
  }

  const ui::Theme theme_ = ui::dark_theme();
  std::shared_ptr<const NetworkSnapshot> snapshot_;
  PlottedData data_;
  BoundaryField field_;
  BoundaryField::Wanted wanted_;
  BoundaryPicture picture_;
};

TEST_F(BoundaryPictureTest, ATexelIsWhatTheNetworkAnswersThere) {
  for (const bool standardize : {false, true}) {
    training::NetworkExperiment e = training::default_network_experiment();
    e.data.set = "moons";
    e.data.standardize = standardize;
    train(e);
    draw(true);
    const std::vector<ImU32> pixels = texels();
    ASSERT_EQ(pixels.size(), static_cast<std::size_t>(field_.columns() * field_.rows()));
    const ImU32 ground = ui::mixed(theme_.plot, ui::rgb(0x000000), 0.4f);
    for (int j = 0; j < field_.rows(); j += 7)
      for (int i = 0; i < field_.columns(); i += 7) {
        const double z = output(at(i, j)), sure = std::abs(2 / (1 + std::exp(-z)) - 1);
        const ImU32 expected =
            ui::mixed(ground, z > 0 ? theme_.class_positive : theme_.class_negative, 0.62f * static_cast<float>(sure));
        ASSERT_LE(difference(pixels[static_cast<std::size_t>(j * field_.columns() + i)], expected), 1) << i << ' ' << j;
      }
  }
}

TEST_F(BoundaryPictureTest, TheLineLiesWhereTheOutputIsZero) {
  train(training::default_network_experiment());
  draw(false);
  ASSERT_FALSE(field_.lines().empty());
  const double cell = wanted_.window.width() / field_.columns();
  for (const IsoLine& line : field_.lines())
    for (std::size_t k = 0; k < line.points.size(); k += 5) {
      const Point p = line.points[k];
      // Somewhere within a cell the sign is another one.
      double low = output(p), high = low;
      for (const auto& [dx, dy] : {std::pair{cell, 0.0}, {-cell, 0.0}, {0.0, cell}, {0.0, -cell}}) {
        const double z = output({p.x + dx, p.y + dy});
        low = std::min(low, z);
        high = std::max(high, z);
      }
      EXPECT_LT(low, 1e-9);
      EXPECT_GT(high, -1e-9);
    }
}

TEST_F(BoundaryPictureTest, BecomesAsFineAsTheScreenWhereNothingMoves) {
  train(training::default_network_experiment());
  draw(true);
  const int coarse = field_.columns();
  EXPECT_LE(coarse * field_.rows(), BoundaryField::coarse_cells * 11 / 10);
  const std::uint64_t version = field_.version();
  for (int i = 0; i < 5; ++i) draw(true);
  EXPECT_EQ(field_.version(), version) << "while training plays it stays as it is";
  for (int i = 0; i < 10'000 && field_.needs_refine(); ++i) draw(false);
  EXPECT_EQ(field_.columns(), 300);
  EXPECT_EQ(field_.rows(), 200);
  EXPECT_EQ(texels().size(), 300u * 200);
  const std::uint64_t fine = field_.version();
  draw(false);
  EXPECT_EQ(field_.version(), fine);
}

TEST_F(BoundaryPictureTest, AFieldOfNumbersHasTheColoursOfHeights) {
  training::NetworkExperiment e = training::default_network_experiment();
  e.data.set = "gaussian_bumps";
  e.loss.key = "mse";
  train(e);
  draw(true);
  const std::vector<ImU32> pixels = texels();
  const double low = snapshot_->data->y.minCoeff(), high = snapshot_->data->y.maxCoeff();
  for (int j = 0; j < field_.rows(); j += 9)
    for (int i = 0; i < field_.columns(); i += 9) {
      const render::Rgb c = render::colour(render::ColourMap::viridis, (output(at(i, j)) - low) / (high - low));
      const ImU32 expected = ImGui::ColorConvertFloat4ToU32({0.86f * c.r, 0.86f * c.g, 0.86f * c.b, 1});
      EXPECT_LE(difference(pixels[static_cast<std::size_t>(j * field_.columns() + i)], expected), 1) << i << ' ' << j;
    }
  EXPECT_TRUE(field_.lines().empty());
}

}  // namespace
}  // namespace fallline
