#include "data/csv_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fallline {
namespace {

// What the text says as a whole, or `text`.
void classify(CsvCell& cell) {
  if (cell.text.empty()) {
    cell.kind = CsvCell::Kind::empty;
    return;
  }
  std::string_view number = cell.text;
  if (number.size() > 1 && number[0] == '+' && number[1] != '-') number.remove_prefix(1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), cell.value);
  if (error == std::errc::invalid_argument || end != number.data() + number.size())
    cell.kind = CsvCell::Kind::text;
  else if (error == std::errc::result_out_of_range)
    cell.kind = CsvCell::Kind::out_of_range;
  else
    cell.kind = std::isfinite(cell.value) ? CsvCell::Kind::number : CsvCell::Kind::not_finite;
}

std::size_t count_outside_quotes(std::string_view line, char c) {
  std::size_t count = 0;
  bool quoted = false;
  for (const char d : line) {
    if (d == '"') quoted = !quoted;
    count += !quoted && d == c;
  }
  return count;
}

// The next line that is not blank, taken off the text.
std::string_view take_line(std::string_view& text) {
  constexpr std::string_view blank = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  text.remove_prefix(line.size());
  return line.substr(0, line.find_last_not_of(blank) + 1);
}

}  // namespace

std::string shown_cell(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (shown.size() >= 40 && (byte & 0xc0) != 0x80) return shown + "…";
    shown += byte < 0x20 || byte == 0x7f ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return shown;
}

char detect_delimiter(std::string_view text) {
  const std::string_view first = take_line(text), second = take_line(text);
  constexpr std::string_view known = "\t;|, ";
  char found = 0;
  for (const char c : known) {
    const std::size_t count = count_outside_quotes(first, c);
    if (count > 0 && count == count_outside_quotes(second, c)) return c;
    if (count > 0 && found == 0) found = c;
  }
  return found == 0 ? ',' : found;
}

CsvScanner::CsvScanner(std::string_view text, char delimiter)
    : at_(text.data()), end_(text.data() + text.size()), delimiter_(delimiter) {}

bool CsvScanner::next_row() {
  for (;;) {
    skip_spaces();
    if (at_ == end_) return false;
    ++row_;
    if (*at_ != '\n' && *at_ != '\r') break;
    end_line();
  }
  column_ = 0;
  return in_row_ = true;
}

bool CsvScanner::next_cell(CsvCell& cell) {
  if (!in_row_) return false;
  ++column_;
  skip_spaces();
  // Most cells are plain numbers: these are read at once, without looking for their end first.
  const char* const start = at_;
  const auto [end, error] = std::from_chars(at_, end_, cell.value);
  if (error == std::errc() && std::isfinite(cell.value)) {
    at_ = end;
    if (!at_end_of_cell()) skip_spaces();
    if (at_end_of_cell()) {
      cell.kind = CsvCell::Kind::number;
      cell.text = {start, end};
      end_cell();
      return true;
    }
    at_ = start;
  }
  if (at_ != end_ && *at_ == '"')
    read_quoted(cell);
  else
    read_plain(cell);
  classify(cell);
  end_cell();
  return true;
}

void CsvScanner::skip_spaces() {
  while (at_ != end_ && (*at_ == ' ' || (*at_ == '\t' && delimiter_ != '\t'))) ++at_;
}

bool CsvScanner::at_end_of_cell() const { return at_ == end_ || *at_ == delimiter_ || *at_ == '\n' || *at_ == '\r'; }

void CsvScanner::read_quoted(CsvCell& cell) {
  const char* start = ++at_;
  unquoted_.clear();
  for (;;) {
    at_ = std::find(at_, end_, '"');
    if (at_ == end_) refuse("the quote is not closed");
    const char* const quote = at_++;
    if (at_ == end_ || *at_ != '"') {
      cell.text = {start, quote};
      break;
    }
    unquoted_.append(start, at_);  // two quotes are one
    start = ++at_;
  }
  if (!unquoted_.empty()) cell.text = unquoted_.append(cell.text);
  if (!at_end_of_cell()) skip_spaces();
  if (!at_end_of_cell()) refuse("text after a closing quote; a delimiter is expected");
}

void CsvScanner::read_plain(CsvCell& cell) {
  const char* const start = at_;
  while (!at_end_of_cell()) ++at_;
  const char* last = at_;
  while (last != start && (last[-1] == ' ' || last[-1] == '\t')) --last;
  cell.text = {start, last};
}

// To the next cell, or past the end of the line.
void CsvScanner::end_cell() {
  skip_spaces();
  if (at_ == end_ || *at_ == '\n' || *at_ == '\r') {
    in_row_ = false;
    end_line();
  } else if (delimiter_ != ' ') {
    ++at_;
  }
}

void CsvScanner::end_line() {
  if (at_ == end_) return;
  const bool carriage_return = *at_++ == '\r';
  if (carriage_return && at_ != end_ && *at_ == '\n') ++at_;
}

void CsvScanner::refuse(std::string_view why) const {
  throw CsvRefused{fmt::format("row {}, column {}: {}", row_, column_, why)};
}

}  // namespace fallline
