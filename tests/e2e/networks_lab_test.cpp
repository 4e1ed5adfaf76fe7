// The Networks lab as a person uses it; what it leads to is read from saved files and from the state the program
// writes.
#include <fstream>

#include "saved_by_hand.h"

namespace fallline::e2e {
namespace {

using NetworksLab = SavedByHand;

void go_to_networks(Desk& desk) {
  desk.click(desk.place("labs", 0.75));
  desk.wait_for("the Networks lab", [](const Json& s) { return s["lab"] == "networks"; });
  desk.settle();
}

void pause(Desk& desk) {
  desk.key("space");
  desk.wait_for("the pause", [](const Json& s) { return s["playing"] == false && s["complete"] == true; });
}

TEST_F(NetworksLab, ALayerIsAddedWhileTrainingGoesOn) {
  Desk desk;
  go_to_networks(desk);
  desk.click(desk.place("data.set.moons"));
  desk.wait_for("other data", [](const Json& s) { return s["experiment"]["data"]["set"] == "moons"; });
  desk.click(desk.place("data.set.spiral"));
  desk.wait_for("the spiral", [](const Json& s) { return s["experiment"]["data"]["set"] == "spiral"; });
  desk.key("space");
  desk.wait_for("steps", [](const Json& s) { return s["step"] > 20; });
  const std::size_t layers = desk.state()["experiment"]["network"]["layers"].size();
  desk.click(desk.place("network.add_layer"));
  desk.wait_for("a layer more, in training", [&](const Json& s) {
    return s["experiment"]["network"]["layers"].size() == layers + 1 && s["playing"] == true && s["step"] > 0;
  });
  pause(desk);
  EXPECT_EQ(saved(desk)["network"]["layers"].size(), layers + 1);
  desk.key("ctrl+z");
  desk.wait_for("one less again", [&](const Json& s) { return s["experiment"]["network"]["layers"].size() == layers; });
  EXPECT_EQ(desk.close(), 0);
}

// From where the run stands; returns the state after them.
Json three_epochs(Desk& desk) {
  Json state = desk.state();
  for (int i = 0; i < 3; ++i) {
    desk.key("n");
    const int before = state["step"];
    state = desk.wait_for("an epoch", [&](const Json& s) { return s["step"] > before && s["complete"] == true; });
  }
  return state;
}

TEST_F(NetworksLab, ScrubbingBackRestoresTheWeights) {
  Desk desk;
  go_to_networks(desk);
  const Json there = three_epochs(desk);
  desk.key("End");
  desk.wait_for("the end", [&](const Json& s) { return s["step"] > there["step"] && s["complete"] == true; });
  desk.key("Home");
  desk.wait_for("the start", [](const Json& s) { return s["step"] == 0; });
  const Json again = three_epochs(desk);
  ASSERT_EQ(again["step"], there["step"]);
  for (std::size_t i = 0; i < there["racers"].size(); ++i)
    EXPECT_EQ(again["racers"][i]["theta"], there["racers"][i]["theta"]) << "to the last bit";
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(NetworksLab, AWeightIsDraggedInTheDiagram) {
  Desk desk;
  go_to_networks(desk);
  desk.key("n");
  const Json before = desk.wait_for("an epoch", [](const Json& s) { return s["step"] > 0 && s["complete"] == true; });
  const Spot edge = desk.place("diagram.strongest.1");
  desk.drag(edge, {edge.x, edge.y - 40});
  const Json after = desk.wait_for(
      "another weight", [&](const Json& s) { return s["racers"][0]["theta"] != before["racers"][0]["theta"]; });
  std::size_t changed = 0;
  for (std::size_t i = 0; i < before["racers"][0]["theta"].size(); ++i)
    changed += after["racers"][0]["theta"][i] != before["racers"][0]["theta"][i];
  EXPECT_EQ(changed, 1u);
  EXPECT_EQ(after["racers"][1]["theta"], before["racers"][1]["theta"]) << "the other racer stays";
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(NetworksLab, SamplesAreAddedSavedReopenedAndExported) {
  Json with_sample;
  std::string file;
  {
    Desk desk;
    go_to_networks(desk);
    desk.click(desk.place("boundary.add.1"));
    desk.click(desk.place("boundary", 0.8, 0.8));
    desk.wait_for("samples of one's own", [](const Json& s) { return s["experiment"]["data"].contains("x"); });
    with_sample = saved(desk);
    EXPECT_EQ(with_sample["data"]["y"].back(), 1);
    file = desk.state()["file"];
    EXPECT_EQ(desk.close(), 0);
  }
  Desk desk({file});
  const Json reopened = desk.wait_for("the file", [](const Json& s) { return s["lab"] == "networks"; });
  EXPECT_EQ(reopened["experiment"]["data"], with_sample["data"]);

  const std::string table = folder + "/curves.csv";
  desk.key("ctrl+e");
  desk.place("dialog.name");
  desk.settle();
  desk.click(desk.place("export.format", 0.42));
  desk.settle();
  desk.click(desk.place("dialog.name"));
  desk.key("ctrl+a");
  desk.type(table);
  desk.settle();
  desk.click(desk.place("dialog.done"));
  desk.wait_for("the table", [&](const Json& s) { return std::ifstream(table).good() && s["exporting"] == false; });
  std::ifstream written(table);
  std::string header;
  std::getline(written, header);
  EXPECT_TRUE(header.starts_with("racer,step,epoch,loss")) << header;
  EXPECT_EQ(desk.close(), 0);
}

}  // namespace
}  // namespace fallline::e2e
