// CSV: tables of numbers as text, read into data sets and written from them.
//
// A row a line, a sample each; blank ones are left out. The delimiter is detected: tab, semicolon, bar, comma or
// spaces. The first row is a header if no cell of it is a number. Cells may stand in quotes (RFC 4180), lines may end
// in CR, LF or both, a byte order mark may come first. Numbers have a decimal point.
//
// Rows and columns in messages are counted from 1, header and blank rows included, as a spreadsheet counts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/dataset.h"

namespace fallline {

struct CsvOptions {
  inline static constexpr std::size_t most_rows = 1'000'000, most_columns = 10'000;
  inline static constexpr std::size_t most_bytes = std::size_t{2} << 30;
  inline static constexpr std::size_t most_classes = 1000, most_whole_classes = 20;

  // What a single target is. `automatic`: classes if it is text; and if it is whole numbers, as long as these are at
  // most most_whole_classes different ones and each is there twice on average. Else numbers.
  enum class Kind { automatic, classes, numbers };

  std::vector<std::string> targets = {};  // columns by name, or by number from 1; none: the last column
  Kind kind = Kind::automatic;
};

// The data set, of the order of the rows, or what is wrong and where. Classes are numbered by their value if all are
// numbers, else by their text; numbers 0, 1, … need no names.
std::variant<Dataset, std::string> parse_csv(std::string_view text, const CsvOptions& options = {});
// The same of a file; messages begin with its path.
std::variant<Dataset, std::string> read_csv(const std::string& path, const CsvOptions& options = {});

// Features, then targets, with a header if there are names. Numbers are the shortest that read back as the same, so
// that parse_csv gives the same data set again: told its kind and its targets where they are not what it expects, and
// as long as no feature is named like a number and classes are numbered as there.
std::string csv_text(const Dataset& data);

}  // namespace fallline
