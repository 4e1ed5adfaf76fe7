// Share lines: what was copied comes back, and what was damaged on its way is refused.
#include <gtest/gtest.h>

#include "session/document.h"

namespace fallline {
namespace {

std::string message(std::string_view line) {
  const auto read = document_from_share_line(line);
  const auto* bad = std::get_if<Unreadable>(&read);
  return bad ? bad->message : "";
}

TEST(ShareLine, IsOneLineThatAnyProgramPassesOn) {
  const std::string line = share_line(default_document());
  EXPECT_TRUE(is_share_line(line));
  EXPECT_EQ(line.find_first_not_of("fallline:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_LT(line.size(), 1000u);
}

TEST(ShareLine, WhiteSpaceFromMailsDoesNotMatter) {
  const Document document = default_document();
  std::string line = share_line(document);
  for (std::size_t i = 40; i < line.size(); i += 61) line.insert(i, "\r\n  ");
  line = "\n \t" + line + "\n";
  EXPECT_TRUE(is_share_line(line));
  const auto read = document_from_share_line(line);
  ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
  EXPECT_EQ(std::get<Document>(read), document);
}

TEST(ShareLine, AFormulaComesBack) {
  Document document = default_document();
  change_surface(on_surface(document.experiment), std::get<Formula>(Formula::parse("a*x^2 - b*y^2")));
  on_surface(document.experiment).surface.values = {2.5, -0.1};
  const auto read = document_from_share_line(share_line(document));
  ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
  EXPECT_EQ(std::get<Document>(read), document);
}

TEST(ShareLine, DamageIsSeen) {
  const std::string line = share_line(default_document());
  const Document document = default_document();
  for (std::size_t size = 0; size < line.size(); ++size) EXPECT_NE(message(line.substr(0, size)), "") << size;
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::string spoiled = line;
    spoiled[i] = spoiled[i] == 'A' ? 'B' : 'A';
    const auto read = document_from_share_line(spoiled);
    // The last character has bits that mean nothing.
    if (const auto* same = std::get_if<Document>(&read)) {
      EXPECT_EQ(*same, document) << i;
    }
  }
  EXPECT_FALSE(is_share_line("{}"));
  EXPECT_FALSE(is_share_line(""));
  EXPECT_TRUE(message("hello").starts_with("the share line: "));
  EXPECT_TRUE(message("fallline:!").starts_with("the share line: it is damaged"));
}

}  // namespace
}  // namespace fallline
