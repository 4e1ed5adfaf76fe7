// Documents as one line of text.
#include <zlib.h>

#include <algorithm>
#include <cassert>

#include "session/document_keys.h"

namespace fallline {
namespace {

constexpr std::string_view beginning = "fallline:";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr uLong most_text = 1 << 20;  // bytes of JSON; more is no experiment

std::string to_base64url(std::string_view bytes) {
  std::string text;
  unsigned waiting = 0;  // of its low bits, `bits` have no character yet
  int bits = 0;
  for (const char c : bytes) {
    waiting = waiting << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6;) text += alphabet[waiting >> (bits -= 6) & 63];
    waiting &= (1u << bits) - 1;
  }
  if (bits > 0) text += alphabet[waiting << (6 - bits) & 63];
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  unsigned waiting = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    waiting = waiting << 6 | static_cast<unsigned>(digit);
    if ((bits += 6) >= 8) bytes += static_cast<char>(waiting >> (bits -= 8) & 255);
    waiting &= (1u << bits) - 1;
  }
  return bytes;
}

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::string compressed(std::string_view text) {
  std::string packed(compressBound(text.size()), '\0');
  uLongf size = packed.size();
  [[maybe_unused]] const int status =
      compress2(reinterpret_cast<Bytef*>(packed.data()), &size, bytes_of(text), text.size(), Z_BEST_COMPRESSION);
  assert(status == Z_OK);
  packed.resize(size);
  return packed;
}

std::optional<std::string> decompressed(std::string_view packed) {
  std::string text(most_text, '\0');
  uLongf size = text.size();
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &size, bytes_of(packed), packed.size()) != Z_OK)
    return std::nullopt;
  text.resize(size);
  return text;
}

// Mail programs and chats add line ends and spaces.
std::string without_white_space(std::string_view text) {
  std::string kept(text);
  std::erase_if(kept, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
  return kept;
}

}  // namespace

std::string share_line(const Document& document) {
  return std::string(beginning) + to_base64url(compressed(document_json(document).dump()));
}

bool is_share_line(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text.substr(first).starts_with(beginning);
}

std::variant<Document, Unreadable> document_from_share_line(std::string_view text) {
  const std::string line = without_white_space(text);
  if (!line.starts_with(beginning)) return Unreadable{"the share line: \"fallline:\" and a long word are expected"};
  const auto packed = from_base64url(std::string_view(line).substr(beginning.size()));
  const auto json = packed ? decompressed(*packed) : std::nullopt;
  if (!json) return Unreadable{"the share line: it is damaged or not complete; copy all of it again"};
  auto document = document_from_json(*json);
  if (auto* bad = std::get_if<Unreadable>(&document)) bad->message = "the share line: " + bad->message;
  return document;
}

}  // namespace fallline
