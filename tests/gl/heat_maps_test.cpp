// The texture of the units' maps, read back and compared with the activations themselves.
#include "app/networks/heat_maps.h"

#include "gl_test.h"

namespace fallline {
namespace {

using HeatMapsTexture = render::GlTest;

std::shared_ptr<const training::Setup> setup_of(std::vector<std::size_t> hidden) {
  training::NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, std::move(hidden), 0);
  return std::make_shared<const training::Setup>(
      std::get<training::Setup>(training::set_up(e, std::get<Dataset>(training::load(e.data)))));
}

int channel(ImU32 colour, int shift) { return static_cast<int>((colour >> shift) & 255u); }

TEST_F(HeatMapsTexture, HoldsTheActivationsOfEachUnitInItsCell) {
  const auto setup = setup_of({16, 16});
  const UnitMaps maps = unit_maps(setup, setup->start, {});
  std::vector<UnitName> shown;
  for (std::size_t l = 0; l < maps.layers.size(); ++l)
    for (std::size_t u = 0; u < maps.layers[l].units.size(); ++u) shown.push_back({l, u});
  ASSERT_EQ(shown.size(), 35u);  // more than one line of cells
  const ImU32 low = IM_COL32(0, 0, 255, 255), ground = IM_COL32(10, 20, 30, 255), high = IM_COL32(255, 200, 0, 255);
  HeatMaps heat;
  heat.update(maps, 1, shown, level_colours(low, ground, high));
  ASSERT_NE(heat.texture(), 0u);
  glBindTexture(GL_TEXTURE_2D, heat.texture());
  GLint width = 0, height = 0;
  glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &width);
  glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &height);
  std::vector<ImU32> texels(static_cast<std::size_t>(width * height));
  glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels.data());

  const Domain& w = maps.plane.window;
  std::vector<Eigen::MatrixXd> a;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto [first, last] = heat.corners(i);
    for (const float across : {0.0f, 0.3f, 1.0f})
      for (const float up : {0.0f, 0.6f, 1.0f}) {
        const int column = static_cast<int>((first.x + across * (last.x - first.x)) * static_cast<float>(width));
        const int row = static_cast<int>((first.y + up * (last.y - first.y)) * static_cast<float>(height));
        const ImU32 texel = texels[static_cast<std::size_t>(row * width + column)];
        const Eigen::MatrixXd x = Eigen::RowVector2d(w.x_min + (column % 24 + 0.5) / 24 * w.width(),
                                                     w.y_min + (row % 24 + 0.5) / 24 * w.height());
        setup->parts.training->activations(setup->start, x, a);
        const auto [l, u] = shown[i];
        const double said = l == 0 ? x(0, static_cast<Eigen::Index>(u)) : a[l - 1](0, static_cast<Eigen::Index>(u));
        const double part = said / maps.layers[l].units[u].scale();
        for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
          const int end = channel(part < 0 ? low : high, shift), begin = channel(ground, shift);
          // Half a level, and the rounding of a colour.
          EXPECT_NEAR(channel(texel, shift), begin + std::abs(part) * (end - begin), 1.0 + 0.5 * 255 / 127)
              << "layer " << l << " unit " << u;
        }
      }
  }
}

TEST_F(HeatMapsTexture, ChangesOnlyWithWhatItShows) {
  const auto setup = setup_of({3});
  const UnitMaps maps = unit_maps(setup, setup->start, {});
  const std::vector<UnitName> shown{{1, 0}}, other{{1, 1}};
  const auto colours = level_colours(IM_COL32(0, 0, 255, 255), IM_COL32_BLACK, IM_COL32(255, 0, 0, 255));
  const auto read = [](const HeatMaps& heat) {
    std::vector<ImU32> texels(32 * 24 * 24);
    glBindTexture(GL_TEXTURE_2D, heat.texture());
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, texels.data());
    return texels[24];  // row 0, the first texel after the first cell
  };
  HeatMaps heat;
  heat.update(maps, 1, shown, colours);
  const std::vector<ImU32> mark(32 * 24 * 24, 0x12345678);
  const auto paint = [&] {
    glBindTexture(GL_TEXTURE_2D, heat.texture());
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 32 * 24, 24, GL_RGBA, GL_UNSIGNED_BYTE, mark.data());
  };
  paint();
  heat.update(maps, 1, shown, colours);
  EXPECT_EQ(read(heat), 0x12345678u);
  heat.update(maps, 2, shown, colours);
  EXPECT_NE(read(heat), 0x12345678u);
  paint();
  heat.update(maps, 2, other, colours);
  EXPECT_NE(read(heat), 0x12345678u);
}

}  // namespace
}  // namespace fallline
