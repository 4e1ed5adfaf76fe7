#include "app/fonts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "app/imgui_compat.h"
#include "null_loop.h"

namespace fallline::ui {
namespace {

namespace fs = std::filesystem;

std::string hex(unsigned code) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", code);
  return text;
}

std::vector<unsigned> code_points(const std::string& text) {
  std::vector<unsigned> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const int length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    unsigned point = length == 1 ? byte : byte & (0xffu >> (length + 1));
    for (int k = 1; k < length && i + static_cast<std::size_t>(k) < text.size(); ++k) {
      point = point << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3fu);
    }
    points.push_back(point);
    i += static_cast<std::size_t>(length);
  }
  return points;
}

class FontsTest : public testing::Test {
 protected:
  FontsTest() : loop({100, 100}, test::Faces::embedded), fonts(loop.ui.theme.fonts) {
    if (!fonts.complete) return;
    loop.frames();
  }

  void SetUp() override {
    if (!fonts.complete) GTEST_SKIP() << "built without all font files";
  }

  std::string lacking(const std::string& text) {
    std::string missing;
    for (const auto& [name, face] : {std::pair("text", fonts.text), std::pair("strong", fonts.strong),
                                     std::pair("small", fonts.small), std::pair("number", fonts.number)}) {
      for (const unsigned point : code_points(text)) {
        if (point >= 0x20 && !compat::has_glyph(face.font, face.size, static_cast<ImWchar>(point))) {
          missing += hex(point) + " in " + name + " ";
        }
      }
    }
    return missing;
  }

  test::NullLoop loop;
  const Fonts fonts;
};

TEST_F(FontsTest, SymbolsOfTheFieldHaveShapes) {
  EXPECT_EQ(lacking("θ∇λημβρσκαδεγωπξφψχτν‖|²³⁰¹₀₁₂₃ₖₙ∂↦▲●✕◆▶◀❚↺√⊙⊥−×·…≤≥±→←↑↓∞ᵀ⁻½ΔΣΩ∈≈≠∝–—“”‘’éüößÅ"), "");
}

TEST_F(FontsTest, WhatIsNowhereIsKnownToBeMissing) {
  EXPECT_FALSE(compat::has_glyph(fonts.text.font, fonts.text.size, 0x23ee)) << "⏮ is drawn as a shape";
}

TEST_F(FontsTest, DigitsHaveOneWidth) {
  for (const Face& face : {fonts.number, fonts.tick}) {
    const float width = text_size(face, "0").x;
    for (const char* c : {"1", "7", "-", ".", "e", "λ", "₁"}) EXPECT_EQ(text_size(face, c).x, width) << c;
    EXPECT_EQ(width, std::round(width));
  }
}

TEST_F(FontsTest, LongTextIsCut) {
  loop.draw = [](Ui& ui) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    EXPECT_FALSE(draw_text_cut(list, ui.theme.fonts.text, {0, 0}, 500, IM_COL32_WHITE, "Learning rate"));
    EXPECT_TRUE(draw_text_cut(list, ui.theme.fonts.text, {0, 0}, 30, IM_COL32_WHITE, "Learning rate"));
    EXPECT_TRUE(draw_text_cut(list, ui.theme.fonts.text, {0, 0}, -5, IM_COL32_WHITE, "Learning rate"));
  };
  loop.frames();
}

// Every letter beyond ASCII that stands in a string of the program has a shape: whatever is shown comes from there.
TEST_F(FontsTest, EverythingTheProgramSaysHasShapes) {
  std::map<unsigned, std::string> used;
  for (const char* room : {"app", "core"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(FALLLINE_SOURCE_DIR) / room)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h") continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        // Comments are not shown; "://" is part of an address.
        const std::size_t comment = line.find("// ");
        if (comment != std::string::npos) line.resize(comment);
        for (const unsigned point : code_points(line)) {
          if (point >= 0x80) used.emplace(point, entry.path().string());
        }
      }
    }
  }
  EXPECT_GT(used.size(), 20u);
  for (const auto& [point, where] : used) {
    EXPECT_TRUE(compat::has_glyph(fonts.text.font, fonts.text.size, static_cast<ImWchar>(point)))
        << hex(point) << " " << where;
    EXPECT_TRUE(compat::has_glyph(fonts.number.font, fonts.number.size, static_cast<ImWchar>(point)))
        << hex(point) << " " << where;
  }
}

TEST_F(FontsTest, EveryScaleLoads) {
  for (const float scale : {0.75f, 1.0f, 1.25f, 2.0f, 3.0f}) {
    const test::NullLoop other({200, 200}, test::Faces::embedded, scale);
    EXPECT_EQ(other.ui.theme.fonts.text.size, std::round(16.0f * scale));
  }
}

}  // namespace
}  // namespace fallline::ui
