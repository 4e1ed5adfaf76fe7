// CsvScanner: goes through a text cell by cell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fallline {

// What reading throws inside, and parse_csv turns into a value.
struct CsvRefused {
  std::string message;
};

struct CsvCell {
  enum class Kind { number, text, empty, not_finite, out_of_range };
  Kind kind = Kind::empty;
  double value = 0;       // of a number
  std::string_view text;  // without quotes and the spaces around; valid until the next cell is read
};

// A cell's text as it can be shown: on one line, and not too long.
std::string shown_cell(std::string_view text);

// Of the first rows of a text: the first of tab, semicolon, bar, comma and space that stands equally often in both
// outside of quotes; else the first that stands in the first; else the comma.
char detect_delimiter(std::string_view text);

class CsvScanner {
 public:
  CsvScanner(std::string_view text, char delimiter);

  // Goes to the next row that is not blank; the row before must have been read to its end. False if there is none.
  bool next_row();
  // False if the row has no more. Throws CsvRefused for quotes that do not fit.
  bool next_cell(CsvCell& cell);

  std::size_t row() const { return row_; }

 private:
  void skip_spaces();
  bool at_end_of_cell() const;
  void read_quoted(CsvCell& cell);
  void read_plain(CsvCell& cell);
  void end_cell();
  void end_line();
  [[noreturn]] void refuse(std::string_view why) const;

  const char* at_;
  const char* end_;
  char delimiter_;
  std::size_t row_ = 0, column_ = 0;
  bool in_row_ = false;
  std::string unquoted_;  // of a cell with quotes inside
};

}  // namespace fallline
