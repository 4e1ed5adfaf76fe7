// Experiments as a person makes, keeps and passes them on.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "desk.h"

namespace fallline::e2e {
namespace {

namespace fs = std::filesystem;

class Documents : public testing::Test {
 protected:
  Documents() { fs::create_directories(folder); }
  ~Documents() override { fs::remove_all(folder); }

  // Writes over what the field holds.
  static void fill(Desk& desk, const std::string& field, const std::string& text) {
    desk.click(desk.place(field));
    desk.key("ctrl+a");
    desk.type(text);
  }

  const std::string folder = (fs::temp_directory_path() / ("fallline-e2e-" + std::to_string(getpid()))).string();
};

bool is_formula(const Json& s, const std::string& text) {
  const Json& surface = s["experiment"]["surface"];
  return surface.contains("formula") && surface["formula"] == text;
}

TEST_F(Documents, AFormulaIsTypedPlayedUndoneSavedOpenedAgainAndExported) {
  const std::string formula = "a*x^2 - y^2 + 0.1*y^4", file = folder + "/typed.json", picture = folder + "/typed.png";
  Desk desk;
  desk.click(desk.place("formula.edit"));
  desk.wait_for("Himmelblau's formula", [](const Json& s) { return s["experiment"]["surface"].contains("formula"); });
  fill(desk, "formula", formula + " + sni(x)");
  desk.wait_for("the error", [](const Json& s) {
    return s["formula_error"] == "column 25: unknown function \"sni\"; did you mean \"sin\"?";
  });
  fill(desk, "formula", formula);
  desk.key("Return");
  desk.wait_for("the formula", [&](const Json& s) { return is_formula(s, formula) && s["formula_error"] == ""; });

  desk.click(desk.place("transport.play"));
  desk.wait_for("the first steps", [](const Json& s) { return s["playing"] == true && s["step"] > 5; });
  desk.drag(desk.place("surface.a", 0.6), desk.place("surface.a", 0.8));
  const Json bent = desk.wait_for("another a, still playing", [](const Json& s) {
    return s["experiment"]["surface"]["parameters"]["a"].get<double>() > 1.5 && s["playing"] == true;
  });
  desk.key("space");
  EXPECT_EQ(bent["undo"], "a") << "a drag is one step of undo";
  const double a = desk.state()["experiment"]["surface"]["parameters"]["a"];
  desk.key("ctrl+z");
  desk.wait_for("a as before", [](const Json& s) {
    return s["experiment"]["surface"]["parameters"]["a"] == 1.0 && s["undo"] == "formula" && s["redo"] == "a";
  });
  desk.key("ctrl+shift+z");
  desk.wait_for("the drag again", [&](const Json& s) { return s["experiment"]["surface"]["parameters"]["a"] == a; });

  desk.key("ctrl+s");
  fill(desk, "dialog.name", file);
  desk.click(desk.place("dialog.done"));
  const Json saved =
      desk.wait_for("the file", [&](const Json& s) { return s["file"] == file && s["changed"] == false; });

  desk.key("ctrl+n");
  desk.wait_for("a new experiment", [](const Json& s) { return s["experiment"]["surface"]["key"] == "himmelblau"; });
  desk.key("ctrl+o");
  fill(desk, "dialog.name", folder + "/no such file.json");
  desk.click(desk.place("dialog.done"));
  desk.wait_for("still the new one", [](const Json& s) { return s["experiment"]["surface"]["key"] == "himmelblau"; });
  fill(desk, "dialog.name", file);
  desk.click(desk.place("dialog.done"));
  const Json opened = desk.wait_for("the saved one", [&](const Json& s) { return is_formula(s, formula); });
  for (const char* key : {"surface", "domain", "start", "noise", "seed", "steps", "mode", "racers"})
    EXPECT_EQ(opened["experiment"][key], saved["experiment"][key]) << key;

  desk.click(desk.place("export"));
  fill(desk, "dialog.name", picture);
  desk.click(desk.place("dialog.done"));
  desk.wait_for("the picture", [&](const Json& s) { return s["notice"] == picture + " is written"; });
  std::array<char, 8> start{};
  std::ifstream(picture, std::ios::binary).read(start.data(), start.size());
  EXPECT_EQ(std::string(start.data(), start.size()), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(Documents, WhatACrashLeftBehindComesBack) {
  {
    Desk desk({}, folder);
    desk.drag(desk.place("racer.0.lr", 0.4), desk.place("racer.0.lr", 0.6));
    desk.click(desk.place("timeline", 0.5));
    const Json last = desk.wait_for("the middle", [](const Json& s) { return s["step"] > 150 && s["undo"] != ""; });
    // Long enough for the autosave; then not even a chance to say goodbye.
    std::this_thread::sleep_for(std::chrono::seconds(5));
    desk.crash();
    std::ofstream(folder + "/last.json") << last["experiment"];
  }
  Json last;
  std::ifstream(folder + "/last.json") >> last;
  {
    Desk desk({}, folder);
    const Json now =
        desk.wait_for("what it left", [&](const Json& s) { return s["experiment"]["racers"] == last["racers"]; });
    desk.wait_for("the step", [&](const Json& s) { return s["step"] == last["view"]["step"]; });
    EXPECT_NE(now["notice"], "");
    EXPECT_EQ(desk.close(), 0);
  }
  Desk desk({}, folder);
  EXPECT_NE(desk.state()["experiment"]["racers"], last["racers"]) << "closed as it should be: the next one is new";
  EXPECT_EQ(desk.close(), 0);
}

TEST_F(Documents, SharedAndPastedAndTheLayoutStays) {
  std::array<double, 4> seam{};
  {
    Desk desk({}, folder);
    desk.drag(desk.place("racer.2.lr", 0.4), desk.place("racer.2.lr", 0.6));
    desk.key("ctrl+c");
    const Json shared = desk.wait_for("the line", [](const Json& s) { return s["notice"] != ""; });
    desk.key("ctrl+n");
    desk.wait_for("a new one",
                  [&](const Json& s) { return s["experiment"]["racers"] != shared["experiment"]["racers"]; });
    desk.key("ctrl+v");
    desk.wait_for("the shared one",
                  [&](const Json& s) { return s["experiment"]["racers"] == shared["experiment"]["racers"]; });
    const Spot left = desk.place("seam.left");
    desk.drag(left, {left.x + 60, left.y});
    seam =
        desk.wait_for("the seam",
                      [&](const Json& s) { return s["places"]["seam.left"][0] > left.x + 40; })["places"]["seam.left"]
            .get<std::array<double, 4>>();
    EXPECT_EQ(desk.close(), 0);
  }
  Desk desk({}, folder);
  EXPECT_NEAR(desk.state()["places"]["seam.left"][0].get<double>(), seam[0], 1);
  EXPECT_EQ(desk.close(), 0);
}

}  // namespace
}  // namespace fallline::e2e
