// The words of a formula.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fallline::formula {

enum class Word { number, name, operation, raised, open, close, comma, end };

struct Token {
  Word word = Word::end;
  std::string_view text;  // as it was typed
  char operation = 0;     // + - * / ^
  double number = 0;      // also the exponent of ² ³ ⁴
};

// Thrown by the lexer and the parser, caught at the edge of the room.
struct Refused {
  const char* at;  // in the text
  std::string what;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}
  Token next();

 private:
  Token take(Word word, std::size_t length);
  Token number();
  [[noreturn]] void refuse_rest() const;

  std::string_view rest_;
};

// The characters of UTF-8; each byte that belongs to none is one too.
std::size_t count_characters(std::string_view text);

}  // namespace fallline::formula
