#include "app/export/formats.h"

#include <gtest/gtest.h>

#include <set>

namespace fallline::exporting {
namespace {

TEST(Formats, AreFoundByTheirEnding) {
  for (const Format& format : formats()) {
    EXPECT_EQ(&format_of(format.kind), &format);
    EXPECT_EQ(format_of("some/race" + std::string(format.ending)), &format);
    std::string capitals(format.ending);
    for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(format_of("RACE" + capitals), &format);
    EXPECT_FALSE(format_of(format.ending)) << "no name";
    EXPECT_FALSE(format_of("race" + std::string(format.ending) + "x"));
    EXPECT_NE(all_endings().find(format.ending), std::string::npos);
  }
  for (const char* none : {"", "race", "race.", "race.jpg", "png"}) EXPECT_FALSE(format_of(none)) << none;
}

TEST(Formats, SayWhatTheyAre) {
  std::set<std::string_view> endings, labels;
  for (const Format& f : formats()) {
    EXPECT_TRUE(endings.insert(f.ending).second);
    EXPECT_TRUE(labels.insert(f.label).second);
    EXPECT_TRUE(f.meaning.ends_with('.')) << f.label;
    EXPECT_FALSE(f.one_step && f.most_fps > 0) << f.label;
    if (f.most_fps > 0) {
      EXPECT_GE(f.most_fps, default_fps);
    }
    for (const FormatView& v : f.views) {
      EXPECT_EQ(find_view(f, v.view), &v);
      EXPECT_TRUE(!f.even_sides || (v.width % 2 == 0 && v.height % 2 == 0)) << f.label;
    }
  }
}

TEST(Formats, ViewsAreInTheOrderOfTheirNumbers) {
  for (std::size_t i = 0; i < render_views().size(); ++i)
    EXPECT_EQ(static_cast<std::size_t>(render_views()[i].view), i) << render_views()[i].key;
}

}  // namespace
}  // namespace fallline::exporting
