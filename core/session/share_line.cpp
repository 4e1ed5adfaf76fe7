// Documents as one line of text.
#include <algorithm>

#include "session/document_keys.h"
#include "session/packed_text.h"

namespace fallline {
namespace {

constexpr std::string_view beginning = "fallline:";
constexpr std::size_t most_text = 1 << 20;  // bytes of JSON; more is no experiment

// Mail programs and chats add line ends and spaces.
std::string without_white_space(std::string_view text) {
  std::string kept(text);
  std::erase_if(kept, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
  return kept;
}

}  // namespace

std::string share_line(const Document& document) {
  return std::string(beginning) + packed_text(document_json(document).dump());
}

bool is_share_line(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text.substr(first).starts_with(beginning);
}

std::variant<Document, Unreadable> document_from_share_line(std::string_view text) {
  const std::string line = without_white_space(text);
  if (!line.starts_with(beginning)) return Unreadable{"the share line: \"fallline:\" and a long word are expected"};
  const auto json = unpacked_text(std::string_view(line).substr(beginning.size()), most_text);
  if (!json) return Unreadable{"the share line: it is damaged or not complete; copy all of it again"};
  auto document = document_from_json(*json);
  if (auto* bad = std::get_if<Unreadable>(&document)) bad->message = "the share line: " + bad->message;
  return document;
}

}  // namespace fallline
