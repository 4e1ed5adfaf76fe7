#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

struct TableRow {
  std::optional<Marker> marker;
  std::span<const double> values;  // one a column, NaN shown as a dash; must live until table() returns
  std::string_view tooltip = {};   // a sentence, such as why there is a dash
};

struct TableSpec {
  std::string_view id;
  std::span<const std::string_view> heads;
  std::size_t rows = 0;
  std::function<TableRow(std::size_t)> row;
  std::optional<std::size_t> selected;
};

struct TableResult {
  std::optional<std::size_t> hovered;
  std::optional<std::size_t> clicked;
  std::optional<std::size_t> double_clicked;
};

// Numbers in right-aligned mono columns of equal width. A column has the same decimals throughout: those that give its
// largest number four significant digits, or fewer where they do not fit; the first 256 rows decide. Smaller numbers
// than its last decimal are written as 3e-9. A click selects a row, hovering tells all digits, a right click copies the
// row in full precision. Rows past the 256th are asked for only while they are in view.
TableResult table(Ui& ui, const TableSpec& spec);

}  // namespace fallline::ui
