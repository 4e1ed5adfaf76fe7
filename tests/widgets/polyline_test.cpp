// Lines of any width: how far they reach from their middle, and how few triangles they take.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "app/imgui_compat.h"
#include "null_loop.h"

namespace fallline {
namespace {

struct Drawn {
  std::vector<ImVec2> vertices;
  int indices;
};

Drawn draw(const std::vector<ImVec2>& points, float width) {
  test::NullLoop loop({640, 440});
  Drawn drawn{};
  loop.draw = [&](ui::Ui&) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const int vertices = list.VtxBuffer.Size, indices = list.IdxBuffer.Size;
    compat::draw_polyline(list, points, IM_COL32_WHITE, width);
    drawn.vertices.clear();
    for (int i = vertices; i < list.VtxBuffer.Size; ++i) drawn.vertices.push_back(list.VtxBuffer[i].pos);
    drawn.indices = list.IdxBuffer.Size - indices;
  };
  loop.frames(2);
  return drawn;
}

double distance(ImVec2 a, ImVec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Polyline, TwoTrianglesAPieceAsWideAsAskedFor) {
  for (const float width : {1.0f, 1.75f, 2.0f, 6.3f}) {
    const Drawn d = draw({{10, 10}, {60, 10}, {90, 50}}, width);
    ASSERT_EQ(d.vertices.size(), 6u);
    EXPECT_EQ(d.indices, 2 * 6);
    // A pixel more on either side, to fade out in.
    EXPECT_NEAR(distance(d.vertices[0], d.vertices[1]), width + 2, 1e-4);
    EXPECT_NEAR(distance(d.vertices[4], d.vertices[5]), width + 2, 1e-4);
    // At the corner both pieces keep their width: 53.13° between them.
    EXPECT_NEAR(distance(d.vertices[2], d.vertices[3]), (width + 2) / std::cos(0.5 * std::atan2(40, 30)), 1e-3);
  }
}

TEST(Polyline, PointsTwiceInOnePlaceChangeNothing) {
  const Drawn d = draw({{10, 10}, {10, 10}, {60, 10}, {60, 10}, {90, 10}, {90, 10}}, 1.5f);
  ASSERT_EQ(d.vertices.size(), 12u);
  for (std::size_t i = 2; i < d.vertices.size(); i += 2)
    EXPECT_NEAR(distance(d.vertices[i], d.vertices[i + 1]), 3.5, 1e-4) << i;
}

TEST(Polyline, WiderThanTheAtlasHasALineFor) {
  const Drawn d = draw({{50, 100}, {400, 100}}, 80);
  float low = 1e9f, high = -1e9f;
  for (const ImVec2 v : d.vertices) low = std::min(low, v.y), high = std::max(high, v.y);
  EXPECT_NEAR(high - low, 80, 2.1);
}

TEST(Polyline, OfOnePointOrNoneThereIsNothing) {
  EXPECT_EQ(draw({}, 2).indices, 0);
  EXPECT_EQ(draw({{5, 5}}, 2).indices, 0);
}

}  // namespace
}  // namespace fallline
