// CsvTarget: a column of targets, which are classes or numbers as its cells and the options say.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/csv.h"
#include "data/csv_scanner.h"

namespace fallline {

class CsvTarget {
 public:
  explicit CsvTarget(CsvOptions::Kind kind) : kind_(kind) {}

  // A cell that is a number or a text.
  void add(const CsvCell& cell, std::size_t row);

  // Labels and classes, or y. Throws CsvRefused where the cells are neither, and for a class with one sample; `column`
  // is what messages call it.
  void move_into(Dataset& data, const std::string& column);

 private:
  struct Distinct {
    double value = 0;  // of a number
    bool number = false;
    std::size_t row = 0, count = 0;  // where it is first, and how often it is there
    int place = 0;                   // in the order of appearance
  };
  // By text, as long as there are not too many.
  using Texts = std::map<std::string, Distinct, std::less<>>;

  bool are_classes(const std::string& column) const;
  bool few_whole_numbers() const;
  void move_labels(Dataset& data, const std::string& column);

  CsvOptions::Kind kind_;
  std::vector<double> numbers_;
  std::vector<int> places_;
  Texts texts_;
  bool too_many_ = false;
  std::size_t numbers_seen_ = 0, first_text_row_ = 0;  // 0: none
  std::string first_text_;
};

}  // namespace fallline
