// A test that reads what a person has made from the file that the person saves.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "desk.h"

namespace fallline::e2e {

class SavedByHand : public testing::Test {
 protected:
  SavedByHand() { std::filesystem::create_directories(folder); }
  ~SavedByHand() override { std::filesystem::remove_all(folder); }

  // The experiment in a new file, saved as a person does.
  Json saved(Desk& desk) {
    const std::string file = folder + "/" + std::to_string(++files) + ".json";
    desk.key("ctrl+shift+s");
    desk.place("dialog.name");
    desk.settle();
    desk.click(desk.place("dialog.name"));
    desk.key("ctrl+a");
    desk.type(file);
    desk.settle();
    desk.click(desk.place("dialog.done"));
    desk.wait_for("the file", [&](const Json& s) { return s["file"] == file && s["changed"] == false; });
    Json json;
    std::ifstream(file) >> json;
    return json;
  }

  const std::string folder =
      (std::filesystem::temp_directory_path() / ("fallline-hands-" + std::to_string(getpid()))).string();
  int files = 0;
};

}  // namespace fallline::e2e
