#include "data/csv_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace fallline {

void CsvTarget::add(const CsvCell& cell, std::size_t row) {
  const bool number = cell.kind == CsvCell::Kind::number;
  numbers_.push_back(cell.value);
  numbers_seen_ += number;
  if (!number && first_text_row_ == 0) {
    first_text_row_ = row;
    first_text_ = cell.text;
  }
  if (too_many_) return;
  auto known = texts_.find(cell.text);
  if (known == texts_.end()) {
    if (texts_.size() == CsvOptions::most_classes) {
      too_many_ = true;
      return;
    }
    const Distinct one{.value = cell.value, .number = number, .row = row, .place = static_cast<int>(texts_.size())};
    known = texts_.emplace(cell.text, one).first;
  }
  ++known->second.count;
  places_.push_back(known->second.place);
}

void CsvTarget::move_into(Dataset& data, const std::string& column) {
  if (are_classes(column)) return move_labels(data, column);
  data.y = Eigen::Map<const Eigen::VectorXd>(numbers_.data(), static_cast<Eigen::Index>(numbers_.size()));
}

bool CsvTarget::are_classes(const std::string& column) const {
  const bool text = first_text_row_ != 0, few = few_whole_numbers();
  if (!text && (kind_ == CsvOptions::Kind::numbers || (kind_ == CsvOptions::Kind::automatic && !few))) return false;
  // Text among numbers is a class among others only where these could be classes themselves.
  const bool expects_numbers =
      kind_ == CsvOptions::Kind::numbers || (kind_ == CsvOptions::Kind::automatic && numbers_seen_ > 0 && !few);
  if (text && expects_numbers)
    throw CsvRefused{
        fmt::format("row {}, {}: \"{}\"; a number is expected", first_text_row_, column, shown_cell(first_text_))};
  if (too_many_)
    throw CsvRefused{fmt::format("{}: more than {} different classes; classes that repeat, or numbers, are expected",
                                 column, CsvOptions::most_classes)};
  return true;
}

bool CsvTarget::few_whole_numbers() const {
  if (too_many_) return false;
  std::set<double> values;
  for (const auto& [text, distinct] : texts_) {
    if (distinct.number && distinct.value != std::floor(distinct.value)) return false;
    if (distinct.number) values.insert(distinct.value);
  }
  return values.size() <= CsvOptions::most_whole_classes && 2 * values.size() <= numbers_seen_;
}

void CsvTarget::move_labels(Dataset& data, const std::string& column) {
  const bool all_numbers = first_text_row_ == 0;
  std::vector<Texts::value_type*> order;
  for (auto& known : texts_) order.push_back(&known);
  if (all_numbers) std::ranges::sort(order, {}, [](const auto* known) { return known->second.value; });

  std::vector<int> label_of_place(order.size());
  std::vector<Distinct> classes;
  bool counted = all_numbers;  // 0, 1, …
  for (const auto* known : order) {
    const Distinct& distinct = known->second;
    if (all_numbers && !classes.empty() && classes.back().value == distinct.value) {  // written in another way
      classes.back().count += distinct.count;
    } else {
      counted = counted && distinct.value == static_cast<double>(classes.size());
      classes.push_back(distinct);
      data.class_names.push_back(all_numbers ? fmt::format("{}", distinct.value) : known->first);
    }
    label_of_place[static_cast<std::size_t>(distinct.place)] = static_cast<int>(classes.size()) - 1;
  }
  for (std::size_t c = 0; c < classes.size(); ++c)
    if (classes[c].count < 2)
      throw CsvRefused{
          fmt::format("row {}, {}: the only sample of class \"{}\"; two or more are expected of each class",
                      classes[c].row, column, shown_cell(data.class_names[c]))};
  if (classes.size() < 2)
    throw CsvRefused{fmt::format("{}: \"{}\" in all rows; two or more classes are expected", column,
                                 shown_cell(data.class_names[0]))};
  if (counted) data.class_names.clear();
  data.classes = static_cast<int>(classes.size());
  for (const int place : places_) data.label.push_back(label_of_place[static_cast<std::size_t>(place)]);
}

}  // namespace fallline
