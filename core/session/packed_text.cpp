#include "session/packed_text.h"

#include <zlib.h>

#include <cassert>

namespace fallline {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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

std::optional<std::string> decompressed(std::string_view packed, std::size_t most) {
  std::string text(most, '\0');
  uLongf size = text.size();
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &size, bytes_of(packed), packed.size()) != Z_OK)
    return std::nullopt;
  text.resize(size);
  return text;
}

}  // namespace

std::string packed_text(std::string_view bytes) { return to_base64url(compressed(bytes)); }

std::optional<std::string> unpacked_text(std::string_view text, std::size_t most) {
  const auto packed = from_base64url(text);
  return packed ? decompressed(*packed, most) : std::nullopt;
}

}  // namespace fallline
