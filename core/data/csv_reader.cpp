#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "data/csv.h"
#include "data/csv_scanner.h"
#include "data/csv_target.h"
#include "math/parameter.h"

namespace fallline {
namespace {

using Names = std::vector<std::string>;
constexpr std::string_view some_rows = "rows of features and a target are expected";

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) throw CsvRefused{"UTF-16 text; UTF-8 is expected"};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text;
}

std::optional<std::size_t> column_number(const std::string& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, const CsvOptions& options)
      : options_(options), text_(without_mark(text)), scanner_(text_, detect_delimiter(text_)) {}

  Dataset read() {
    const CsvScanner start = scanner_;
    read_first_row();
    choose_targets();
    if (names_.empty()) scanner_ = start;
    while (scanner_.next_row()) read_row();
    if (rows_ < 2)
      throw CsvRefused{fmt::format("{}; two or more are expected",
                                   rows_ == 0 ? "no row below the header" : "only one row of numbers")};
    return data_set();
  }

 private:
  void read_first_row();
  void choose_targets();
  std::size_t find_target(const std::string& named) const;
  void read_row();
  Dataset data_set();
  std::string column_name(std::size_t column) const;
  // What is wrong with a cell that is no number; nothing where a text may stand.
  std::string complaint(std::size_t column, const CsvCell& cell) const;

  const CsvOptions& options_;
  std::string_view text_;
  CsvScanner scanner_;
  Names first_row_, names_;  // names: of all columns, or none
  std::size_t first_row_number_ = 1;
  bool first_row_has_number_ = false;
  std::vector<std::size_t> targets_;
  std::vector<bool> is_target_;
  std::vector<double> x_, y_;        // row by row
  std::optional<CsvTarget> target_;  // where it is a single one
  std::size_t rows_ = 0;
};

void CsvReader::read_first_row() {
  if (!scanner_.next_row()) throw CsvRefused{fmt::format("empty; {}", some_rows)};
  first_row_number_ = scanner_.row();
  CsvCell cell;
  while (scanner_.next_cell(cell)) {
    if (first_row_.size() == CsvOptions::most_columns)
      throw CsvRefused{fmt::format("row {}: more than {} columns", scanner_.row(), CsvOptions::most_columns)};
    first_row_.emplace_back(cell.text);
    first_row_has_number_ =
        first_row_has_number_ || (cell.kind != CsvCell::Kind::text && cell.kind != CsvCell::Kind::empty);
  }
  if (first_row_.size() < 2)
    throw CsvRefused{fmt::format("row {}: one column; {}, separated by commas, semicolons, tabs, bars or spaces",
                                 first_row_number_, some_rows)};
}

// Which columns are targets, and so whether the first row names the columns: a name in it tells that it does.
void CsvReader::choose_targets() {
  const auto names_column = [&](const std::string& target) {
    return !column_number(target) && std::ranges::count(first_row_, target) > 0;
  };
  const bool header = !first_row_has_number_ || std::ranges::any_of(options_.targets, names_column);
  if (header) names_ = first_row_;
  for (const std::string& named : options_.targets) targets_.push_back(find_target(named));
  if (targets_.empty()) targets_.push_back(first_row_.size() - 1);
  is_target_.assign(first_row_.size(), false);
  for (const std::size_t column : targets_) {
    if (is_target_[column]) throw CsvRefused{fmt::format("{} is named as a target twice", column_name(column))};
    is_target_[column] = true;
  }
  if (targets_.size() == first_row_.size()) throw CsvRefused{"all columns are targets; a feature is expected"};
  if (targets_.size() == 1) target_.emplace(options_.kind);
}

std::size_t CsvReader::find_target(const std::string& named) const {
  if (const auto known = std::ranges::find(names_, named); known != names_.end())
    return static_cast<std::size_t>(known - names_.begin());
  const auto number = column_number(named);
  if (number && *number >= 1 && *number <= first_row_.size()) return *number - 1;
  if (number || names_.empty())
    throw CsvRefused{fmt::format("target \"{}\": {}a column from 1 to {} is expected", shown_cell(named),
                                 number ? "" : "there is no header; ", first_row_.size())};
  const std::vector<std::string_view> known(names_.begin(), names_.end());
  throw CsvRefused{fmt::format("target: {}", unknown("column", shown_cell(named), known))};
}

void CsvReader::read_row() {
  if (rows_++ == CsvOptions::most_rows)
    throw CsvRefused{fmt::format("row {}: more than {} rows of numbers", scanner_.row(), CsvOptions::most_rows)};
  std::size_t column = 0;
  std::string wrong;
  for (CsvCell cell; scanner_.next_cell(cell); ++column) {
    if (column >= is_target_.size()) continue;  // counted for the message
    if (cell.kind != CsvCell::Kind::number && wrong.empty()) wrong = complaint(column, cell);
    if (!is_target_[column])
      x_.push_back(cell.value);
    else if (target_)
      target_->add(cell, scanner_.row());
    else
      y_.push_back(cell.value);
  }
  // Said first: where a cell is missing, those behind it are in the wrong columns.
  if (column != is_target_.size())
    throw CsvRefused{fmt::format("row {}: {} {}; {} are expected, as in row {}", scanner_.row(), column,
                                 column == 1 ? "cell" : "cells", is_target_.size(), first_row_number_)};
  if (!wrong.empty()) throw CsvRefused{wrong};
}

std::string CsvReader::complaint(std::size_t column, const CsvCell& cell) const {
  const auto say = [&](std::string_view what, std::string_view expected) {
    return fmt::format("row {}, {}: {}; {} is expected", scanner_.row(), column_name(column), what, expected);
  };
  const std::string shown = fmt::format("\"{}\"", shown_cell(cell.text));
  switch (cell.kind) {
    case CsvCell::Kind::empty:
      return say("empty", "a number");
    case CsvCell::Kind::not_finite:
      return say(shown, "a finite number");
    case CsvCell::Kind::out_of_range:
      return say(shown, "0, or a number from 1e-308 to 1e308 in size,");
    case CsvCell::Kind::text:
      if (!is_target_[column] || !target_) return say(shown, "a number");
      break;
    case CsvCell::Kind::number:
      break;
  }
  return {};
}

std::string CsvReader::column_name(std::size_t column) const {
  if (names_.empty()) return fmt::format("column {}", column + 1);
  return fmt::format("column {} (\"{}\")", column + 1, shown_cell(names_[column]));
}

Dataset CsvReader::data_set() {
  // Columns from rows, some rows at a time, which stay near meanwhile.
  const auto columns_of = [&](const std::vector<double>& row_by_row) {
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto rows = static_cast<Eigen::Index>(rows_);
    const Eigen::Map<const Rows> from(row_by_row.data(), rows, static_cast<Eigen::Index>(row_by_row.size()) / rows);
    Eigen::MatrixXd to(rows, from.cols());
    constexpr Eigen::Index at_once = 64;
    for (Eigen::Index r = 0; r < rows; r += at_once) {
      const Eigen::Index some = std::min(at_once, rows - r);
      to.middleRows(r, some) = from.middleRows(r, some);
    }
    return to;
  };
  Dataset data{.x = columns_of(x_), .y = columns_of(y_)};
  if (target_) target_->move_into(data, column_name(targets_[0]));
  for (std::size_t column = 0; column < names_.size(); ++column)
    (is_target_[column] ? data.target_names : data.feature_names).push_back(names_[column]);
  return data;
}

}  // namespace

std::variant<Dataset, std::string> parse_csv(std::string_view text, const CsvOptions& options) {
  try {
    return CsvReader(text, options).read();
  } catch (const CsvRefused& refused) {
    return refused.message;
  }
}

std::variant<Dataset, std::string> read_csv(const std::string& path, const CsvOptions& options) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return fmt::format("{}: cannot be read ({})", path, failed.message());
  if (size > CsvOptions::most_bytes)
    return fmt::format("{}: {:.1f} GB; at most 2 GB are expected", path, static_cast<double>(size) / 1e9);
  std::string text(size, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(text.data(), static_cast<std::streamsize>(size)))
    return fmt::format("{}: cannot be read ({})", path, std::strerror(errno));
  auto read = parse_csv(text, options);
  if (const auto* why = std::get_if<std::string>(&read)) return fmt::format("{}: {}", path, *why);
  return read;
}

}  // namespace fallline
