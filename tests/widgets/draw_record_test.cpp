// What is kept of a drawing is what was drawn, wherever it is put again.
#include "app/widgets/draw_record.h"

#include <gtest/gtest.h>

#include "app/plot/uprights.h"
#include "null_loop.h"

namespace fallline {
namespace {

void draw_something(ImDrawList& list) {
  const ImVec2 bend[] = {{10, 10}, {40, 12}, {60, 50}};
  list.AddPolyline(bend, 3, IM_COL32(255, 0, 0, 255), 0, 2.0f);
  list.AddCircleFilled({80, 80}, 9, IM_COL32(0, 255, 0, 128), 16);
}

TEST(DrawRecord, IsReplayedAsItWasDrawn) {
  test::NullLoop loop{{320, 200}};
  bool looked = false;
  loop.draw = [&](ui::Ui&) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui::DrawRecord record;
    EXPECT_FALSE(record.usable());
    record.record(draw_something);
    EXPECT_TRUE(record.usable());
    const int vertices = list.VtxBuffer.Size, indices = list.IdxBuffer.Size;
    draw_something(list);
    const int more = list.VtxBuffer.Size - vertices, more_indices = list.IdxBuffer.Size - indices;
    record.replay(list);
    ASSERT_EQ(list.VtxBuffer.Size, vertices + 2 * more);
    ASSERT_EQ(list.IdxBuffer.Size, indices + 2 * more_indices);
    for (int i = vertices; i < vertices + more; ++i) {
      EXPECT_EQ(list.VtxBuffer[i].pos.x, list.VtxBuffer[i + more].pos.x);
      EXPECT_EQ(list.VtxBuffer[i].pos.y, list.VtxBuffer[i + more].pos.y);
      EXPECT_EQ(list.VtxBuffer[i].col, list.VtxBuffer[i + more].col);
    }
    for (int i = indices; i < indices + more_indices; ++i)
      EXPECT_EQ(list.IdxBuffer[i] + more, list.IdxBuffer[i + more_indices]);
    looked = true;
  };
  loop.frames(2);
  EXPECT_TRUE(looked);
}

TEST(Uprights, HideWhatIsBehindThemAndNothingElse) {
  const plot::Axis x{{0, 10}, plot::AxisScale::linear, 0, 10};
  plot::Uprights above(x);
  const plot::Trace front{{{2.5f, 20}, {2.5f, 60}}, {0}};
  const plot::Trace behind{{{2.5f, 10}, {2.5f, 50}, {3.5f, 50}, {3.5f, 10}}, {0}};
  above.add(front, 0x80ffffff);
  EXPECT_EQ(above.leave_of(behind).points.size(), behind.points.size()) << "a translucent curve hides nothing";
  above.add(front, 0xffffffff);
  const plot::Trace seen = above.leave_of(behind);
  ASSERT_EQ(seen.runs(), 2u);
  EXPECT_EQ(seen.points[0].y, 10);
  EXPECT_EQ(seen.points[1].y, 20);
  EXPECT_EQ(seen.end_of(1) - seen.starts[1], 3u);
  EXPECT_TRUE(above.leave_of(front).points.empty());
}

}  // namespace
}  // namespace fallline
