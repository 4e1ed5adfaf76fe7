#include <fmt/format.h>

#include <iterator>

#include "data/csv.h"

namespace fallline {
namespace {

// In quotes where it could be taken for more than a cell, or its delimiters for that of the table.
void add_text(std::string& to, std::string_view text) {
  if (!text.empty() && text.find_first_of("\",;|\t\r\n ") == std::string_view::npos) {
    to += text;
    return;
  }
  to += '"';
  for (const char c : text) {
    if (c == '"') to += '"';
    to += c;
  }
  to += '"';
}

// A name each; x1, x2, … where there are none.
void add_names(std::string& to, std::string_view letter, const std::vector<std::string>& names, Eigen::Index count) {
  for (Eigen::Index i = 0; i < count; ++i) {
    if (!to.empty()) to += ',';
    add_text(to, names.empty() ? fmt::format("{}{}", letter, i + 1) : names[static_cast<std::size_t>(i)]);
  }
}

}  // namespace

std::string csv_text(const Dataset& data) {
  std::string text;
  if (!data.feature_names.empty() || !data.target_names.empty()) {
    add_names(text, "x", data.feature_names, data.x.cols());
    add_names(text, "y", data.target_names, data.regression() ? data.y.cols() : 1);
    text += '\n';
  }
  for (Eigen::Index i = 0; i < data.x.rows(); ++i) {
    for (Eigen::Index c = 0; c < data.x.cols(); ++c) fmt::format_to(std::back_inserter(text), "{},", data.x(i, c));
    if (data.regression()) {
      for (Eigen::Index c = 0; c < data.y.cols(); ++c) fmt::format_to(std::back_inserter(text), "{},", data.y(i, c));
      text.back() = '\n';
      continue;
    }
    const int label = data.label[static_cast<std::size_t>(i)];
    if (data.class_names.empty())
      fmt::format_to(std::back_inserter(text), "{}", label);
    else
      add_text(text, data.class_names[static_cast<std::size_t>(label)]);
    text += '\n';
  }
  return text;
}

}  // namespace fallline
