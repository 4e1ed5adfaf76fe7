// The Surfaces lab as a person uses it. Outcomes are read from the state the program writes, never from pixels.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "desk.h"

namespace fallline::e2e {
namespace {

bool near(const Json& a, double b, double tolerance) { return std::abs(a.get<double>() - b) < tolerance; }

TEST(SurfacesLab, DraggingTheStartMovesEveryPath) {
  Desk desk;
  const Json before = desk.state();
  const auto window = before["map_window"].get<std::array<double, 4>>();
  // To a quarter across and a quarter down the map: a place in the plane that the window of the map tells.
  const double x = window[0] + 0.25 * (window[1] - window[0]), y = window[3] - 0.25 * (window[3] - window[2]);
  desk.drag(desk.place("map.start"), desk.place("map", 0.25, 0.25));
  const Json after = desk.wait_for("the start at the new place", [&](const Json& s) {
    return near(s["experiment"]["start"][0], x, 0.05) && near(s["experiment"]["start"][1], y, 0.05) &&
           near(s["racers"][0]["x"], x, 0.05);
  });
  for (const Json& racer : after["racers"]) {
    EXPECT_EQ(racer["x"], after["experiment"]["start"][0]);
    EXPECT_EQ(racer["y"], after["experiment"]["start"][1]);
  }
  EXPECT_EQ(desk.close(), 0);
}

TEST(SurfacesLab, PlayStepBackAndScrub) {
  Desk desk;
  desk.click(desk.place("transport.play"));
  desk.wait_for("thirty steps", [](const Json& s) { return s["step"] >= 30; });
  desk.click(desk.place("transport.play"));
  const Json paused = desk.wait_for("the pause", [](const Json& s) { return s["playing"] == false; });
  const int step = paused["step"];
  for (const Json& racer : paused["racers"]) EXPECT_LT(racer["loss"].get<double>(), 181.62) << racer;

  desk.click(desk.place("transport.step_back"));
  const Json back = desk.wait_for("one step less", [&](const Json& s) { return s["step"] == step - 1; });
  desk.click(desk.place("transport.step_forward"));
  const Json again = desk.wait_for("the step again", [&](const Json& s) { return s["step"] == step; });
  EXPECT_EQ(again["racers"], paused["racers"]) << "the same step, to the last bit";
  EXPECT_NE(back["racers"], paused["racers"]);

  desk.key("Left");
  desk.wait_for("a step back by key", [&](const Json& s) { return s["step"] == step - 1; });
  desk.key("Home");
  desk.wait_for("the start by key", [](const Json& s) { return s["step"] == 0; });
  desk.key("space");
  desk.wait_for("playing by key", [](const Json& s) { return s["playing"] == true && s["step"] > 5; });
  desk.key("space");
  desk.wait_for("the pause by key", [](const Json& s) { return s["playing"] == false; });

  desk.click(desk.place("timeline", 0.5));
  const Json scrubbed = desk.wait_for("the middle of the run", [](const Json& s) { return near(s["step"], 200, 6); });
  EXPECT_GE(scrubbed["recorded"], scrubbed["step"]);
  desk.key("r");
  desk.wait_for("the reset", [](const Json& s) { return s["step"] == 0 && s["recorded"] == 0; });
  EXPECT_EQ(desk.close(), 0);
}

TEST(SurfacesLab, ASliderBendsThePathAndATypedNumberIsTaken) {
  Desk desk;
  desk.key("End");
  desk.click(desk.place("timeline", 0.25));
  const Json before =
      desk.wait_for("a quarter of the run", [](const Json& s) { return s["step"] > 90 && s["step"] < 110; });

  desk.drag(desk.place("racer.0.lr", 0.4), desk.place("racer.0.lr", 0.5));
  const Json after = desk.wait_for("another learning rate", [&](const Json& s) {
    return s["experiment"]["racers"][0]["options"]["lr"] != before["experiment"]["racers"][0]["options"]["lr"] &&
           s["racers"][0]["x"] != before["racers"][0]["x"];
  });
  EXPECT_EQ(after["racers"][1], before["racers"][1]) << "the others stay where they were";
  EXPECT_EQ(after["step"], before["step"]);

  desk.control_click(desk.place("racer.0.lr"));
  desk.key("ctrl+a");
  desk.type("1e30");
  desk.key("Return");
  const Json wild = desk.wait_for("the typed rate", [](const Json& s) {
    return s["experiment"]["racers"][0]["options"]["lr"] == 1e30 && s["racers"][0]["standstill"] != "";
  });
  EXPECT_EQ(wild["racers"][1], before["racers"][1]) << "one racer diverges, the others go on";
  EXPECT_EQ(desk.close(), 0);
}

TEST(SurfacesLab, PickZoomOrbitAndGoOn) {
  Desk desk;
  // The critical point (3, 2) of Himmelblau's function, where the map's window says it is.
  const auto w = desk.state()["map_window"].get<std::array<double, 4>>();
  const Spot minimum = desk.place("map", (3 - w[0]) / (w[1] - w[0]), (w[3] - 2) / (w[3] - w[2]));
  desk.click(minimum);
  desk.wait_for("a picked point", [](const Json& s) { return !s["picked"].is_null(); });
  desk.wheel(minimum, 4);
  desk.wait_for("a nearer map", [&](const Json& s) {
    return s["map_window"][1].get<double>() - s["map_window"][0].get<double>() < 0.7 * (w[1] - w[0]);
  });
  const double azimuth = desk.state()["camera"]["azimuth"];
  desk.drag(desk.place("surface", 0.2, 0.8), desk.place("surface", 0.5, 0.8));
  desk.wait_for("a turned surface", [&](const Json& s) { return !near(s["camera"]["azimuth"], azimuth, 0.1); });
  desk.key("p");
  desk.wait_for("projector mode", [](const Json& s) { return s["projector"] == true; });
  EXPECT_EQ(desk.close(), 0);
}

}  // namespace
}  // namespace fallline::e2e
