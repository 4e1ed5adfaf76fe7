// A lab without window and renderer, and a hand for it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "app/lab.h"
#include "null_loop.h"

namespace fallline::test {

class LabFixture : public testing::Test {
 protected:
  // `folder`: where the program keeps what it remembers; empty: nowhere.
  explicit LabFixture(const std::string& folder = "", const Document& document = default_document())
      : lab(
            document, nullptr, [] {}, folder) {
    loop.in_window = false;
    loop.draw = [this](ui::Ui& ui) { lab.draw(ImGui::GetIO().DisplaySize, ui, 1); };
    settle();
  }

  // Frames until what was asked of the runner shows.
  void settle() {
    loop.frames(2);
    lab.settle();
    loop.frames(2);
  }
  ImVec2 middle(const std::string& name, float across = 0.5f, float down = 0.5f) {
    const auto found = lab.places().find(name);
    EXPECT_NE(found, lab.places().end()) << name << " is nowhere on the screen";
    if (found == lab.places().end()) return {0, 0};
    const ImVec4 r = found->second;
    return {r.x + across * r.z, r.y + down * r.w};
  }
  std::shared_ptr<const Snapshot> now() { return lab.runner().snapshot(); }
  std::shared_ptr<const NetworkSnapshot> training() { return lab.network_runner().snapshot(); }

  NullLoop loop{{1280, 800}};
  Lab lab;
};

}  // namespace fallline::test
