#include "objective/formula_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace fallline::formula {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_'; }

// The bytes of the character that a text begins with; 1 where they are not valid UTF-8.
std::size_t character_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xc2 ? 0
                             : first < 0xe0 ? 2
                             : first < 0xf0 ? 3
                             : first < 0xf5 ? 4
                                            : 0;
  if (length == 0 || text.size() < length) return 1;
  const bool valid = std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; });
  return valid ? length : 1;
}

// Characters with a meaning beside those of ASCII.
struct Sign {
  std::string_view text;
  Word word;
  char operation = 0;
  double number = 0;
};
constexpr Sign signs[] = {
    {"−", Word::operation, '-'}, {"–", Word::operation, '-'}, {"·", Word::operation, '*'},
    {"⋅", Word::operation, '*'}, {"×", Word::operation, '*'}, {"²", Word::raised, '^', 2},
    {"³", Word::raised, '^', 3}, {"⁴", Word::raised, '^', 4}, {"π", Word::name},
};
constexpr std::string_view spaces[] = {" ", "\t", "\n", "\r", "\u00a0", "\u2009", "\u202f"};

// What a character that is none of the language was probably meant to be.
struct Hint {
  std::string_view text, hint;
};
constexpr Hint hints[] = {
    {"=", "only what stands right of \"=\" is expected"},
    {"[", "did you mean \"(\"?"},
    {"]", "did you mean \")\"?"},
    {"{", "did you mean \"(\"?"},
    {"}", "did you mean \")\"?"},
    {"|", "did you mean \"abs(…)\"?"},
    {"√", "did you mean \"sqrt(…)\"?"},
    {"÷", "did you mean \"/\"?"},
    {":", "did you mean \"/\"?"},
    {";", "did you mean \",\"?"},
    {"½", "did you mean \"0.5*\"?"},
    {".", "did you mean a number such as \"0.5\"?"},
    {"!", "factorials are not known"},
    {"%", "remainders are not known"},
    {"θ", "did you mean \"x\" or \"y\"?"},
};

std::string shown(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (first < 0x20 || first == 0x7f || (character.size() == 1 && first >= 0x80))
    return fmt::format("the byte 0x{:02x}", first);
  return fmt::format("\"{}\"", character);
}

}  // namespace

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(character_length(text));
  return count;
}

Token Lexer::take(Word word, std::size_t length) {
  Token token{word, rest_.substr(0, length)};
  rest_.remove_prefix(length);
  return token;
}

Token Lexer::next() {
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const std::string_view space : spaces)
      if (rest_.starts_with(space)) rest_.remove_prefix(space.size()), skipped = true;
  }
  if (rest_.empty()) return take(Word::end, 0);

  const char c = rest_[0];
  if (is_digit(c) || (c == '.' && rest_.size() > 1 && is_digit(rest_[1]))) return number();
  if (is_letter(c)) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), [](char d) { return is_letter(d) || is_digit(d); });
    return take(Word::name, static_cast<std::size_t>(end - rest_.begin()));
  }
  switch (c) {
    case '(':
      return take(Word::open, 1);
    case ')':
      return take(Word::close, 1);
    case ',':
      return take(Word::comma, 1);
    case '+':
    case '-':
    case '*':
    case '/':
    case '^': {
      Token token = take(Word::operation, 1);
      token.operation = c;
      return token;
    }
    default:
      break;
  }
  for (const Sign& sign : signs)
    if (rest_.starts_with(sign.text)) {
      Token token = take(sign.word, sign.text.size());
      token.operation = sign.operation;
      token.number = sign.number;
      return token;
    }
  refuse_rest();
}

Token Lexer::number() {
  double value = 0;
  const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
  Token token = take(Word::number, static_cast<std::size_t>(end - rest_.data()));
  token.number = value;
  if (error == std::errc::result_out_of_range)
    throw Refused{token.text.data(),
                  fmt::format("numbers are 0 or from {:.1e} to {:.1e} in size", std::numeric_limits<double>::min(),
                              std::numeric_limits<double>::max())};
  return token;
}

void Lexer::refuse_rest() const {
  const std::string_view character = rest_.substr(0, character_length(rest_));
  for (const Hint& h : hints)
    if (character == h.text)
      throw Refused{rest_.data(), fmt::format("{} is not expected; {}", shown(character), h.hint)};
  throw Refused{rest_.data(),
                fmt::format("{} has no meaning here; names are made of a–z, A–Z, 0–9 and _", shown(character))};
}

}  // namespace fallline::formula
