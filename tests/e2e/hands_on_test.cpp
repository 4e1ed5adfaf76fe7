// What is made by hand: a surface painted, a dot of the theory dragged, blocks put in another order; all of it as the
// saved file tells it.
#include <cmath>

#include "saved_by_hand.h"

namespace fallline::e2e {
namespace {

class HandsOn : public SavedByHand {
 protected:
  static std::vector<std::string> blocks(const Json& racer) {
    std::vector<std::string> keys;
    for (const Json& block : racer["blocks"]) keys.push_back(block["block"]);
    return keys;
  }
};

TEST_F(HandsOn, ADotOfTheTheoryIsDragged) {
  Desk desk;
  const Json before = saved(desk);
  desk.key("2");  // where Momentum is in the bowl: at its start no eigenvalue is positive
  desk.wait_for("a fifth of the run", [](const Json& s) { return s["step"] == 80; });
  desk.key("y");
  desk.drag(desk.place("phase.1"), desk.place("phase", 0.5, 0.6));
  desk.wait_for("Momentum at the new place", [&](const Json& s) {
    return std::abs(s["experiment"]["racers"][1]["options"]["momentum"].get<double>() - 0.5) < 0.02;
  });
  const Json after = saved(desk);
  EXPECT_EQ(after["view"]["theory"], true);
  EXPECT_NEAR(after["racers"][1]["options"]["momentum"].get<double>(), 0.5, 0.02);
  EXPECT_NE(after["racers"][1]["options"]["lr"], before["racers"][1]["options"]["lr"]);
  EXPECT_EQ(after["racers"][0], before["racers"][0]);
  EXPECT_EQ(after["racers"][2], before["racers"][2]);
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(HandsOn, ABlockIsAddedAndMovedByItsHandle) {
  Desk desk;
  desk.click(desk.place("racer.0.open_up"));
  desk.wait_for("SGD as blocks", [](const Json& s) { return s["experiment"]["racers"][0]["optimizer"] == "custom"; });
  desk.click(desk.place("racer.0.add_block"));
  desk.settle();
  desk.type("clip_norm");
  desk.settle();
  desk.key("Return");
  desk.wait_for("two blocks", [](const Json& s) { return blocks(s["experiment"]["racers"][0]).size() == 2; });
  const std::vector<std::string> first = blocks(saved(desk)["racers"][0]);
  EXPECT_EQ(first, (std::vector<std::string>{"clip_norm", "learning_rate"}));

  const Spot lower = desk.place("racer.0.block.1.handle");
  desk.drag(desk.place("racer.0.block.0.handle"), {lower.x, lower.y + 12});
  desk.wait_for("the other order", [&](const Json& s) { return blocks(s["experiment"]["racers"][0]) != first; });
  const Json moved = saved(desk);
  EXPECT_EQ(blocks(moved["racers"][0]), (std::vector<std::string>{"learning_rate", "clip_norm"}));
  EXPECT_TRUE(desk.state()["undo"].get<std::string>().starts_with("move ")) << desk.state()["undo"];

  desk.click(desk.place("racer.0.block.1.remove"));
  desk.wait_for("one block", [](const Json& s) { return blocks(s["experiment"]["racers"][0]).size() == 1; });
  desk.key("ctrl+z");
  desk.wait_for("the block again", [](const Json& s) { return blocks(s["experiment"]["racers"][0]).size() == 2; });
  EXPECT_EQ(saved(desk)["racers"], moved["racers"]);
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(HandsOn, ASurfaceIsPainted) {
  Desk desk;
  desk.click(desk.place("function"));
  desk.settle();
  desk.type("image");
  desk.settle();
  desk.key("Return");
  desk.wait_for("a canvas", [](const Json& s) { return s["experiment"]["surface"].contains("image"); });
  const Json canvas = saved(desk);
  const std::size_t flat = desk.state()["critical_points"];

  desk.drag(desk.place("map", 0.3, 0.4), desk.place("map", 0.6, 0.7));
  desk.wait_for("a stroke", [](const Json& s) { return s["undo"] == "paint"; });
  const Json once = saved(desk);
  EXPECT_EQ(once["surface"]["image"]["size"], canvas["surface"]["image"]["size"]);
  EXPECT_NE(once["surface"]["image"]["pixels"], canvas["surface"]["image"]["pixels"]);
  EXPECT_EQ(once["start"], canvas["start"]) << "the brush leaves the ring alone";
  desk.wait_for("the hollow's critical points", [&](const Json& s) { return s["critical_points"] != flat; });

  desk.key("d");  // the hand pans again
  const Json window = desk.state()["map_window"];
  desk.drag(desk.place("map", 0.3, 0.8), desk.place("map", 0.5, 0.8));
  desk.wait_for("another window", [&](const Json& s) { return s["map_window"] != window; });
  EXPECT_EQ(saved(desk)["surface"], once["surface"]);
  desk.key("ctrl+z");
  desk.wait_for("the canvas", [](const Json& s) { return s["redo"] == "paint"; });
  EXPECT_EQ(saved(desk)["surface"], canvas["surface"]);
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(HandsOn, TheMapWithEqualScalesIsKept) {
  Desk desk;
  const auto ratio = [](const Json& s) {
    const auto w = s["map_window"].get<std::vector<double>>();
    const auto r = s["places"]["map"].get<std::vector<double>>();
    return (w[1] - w[0]) / r[2] / ((w[3] - w[2]) / r[3]);
  };
  EXPECT_GT(std::abs(ratio(desk.state()) - 1), 0.05);
  desk.key("a");
  desk.wait_for("equal scales", [&](const Json& s) { return std::abs(ratio(s) - 1) < 0.01; });
  desk.wheel(desk.place("map", 0.3, 0.6), 3);
  desk.wait_for("equal scales, nearer", [&](const Json& s) { return std::abs(ratio(s) - 1) < 0.01; });
  EXPECT_EQ(saved(desk)["view"]["equal_aspect"], true);
  EXPECT_EQ(desk.close(), 0);
}

}  // namespace
}  // namespace fallline::e2e
