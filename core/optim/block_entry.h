// What the files that declare blocks share. blocks.cpp puts their tables together.
#pragma once

#include "optim/blocks.h"

namespace fallline::optim {

// The tables: one a family of methods.
std::span<const BlockInfo> first_order_blocks();
std::span<const BlockInfo> second_order_blocks();

template <class Part>
AnyPart make_part(std::span<const double> values) {
  return any_part(part_from<Part>(values));
}

template <class Part, std::size_t count>
consteval BlockInfo block(std::string_view label, std::string_view formula, std::string_view source, BlockGroup group,
                          BlockPlace place, const Parameter (&parameters)[count]) {
  static_assert(count == option_count<Part>);
  return {Part::key, label, formula, source, group, place, parameters, make_part<Part>};
}
template <class Part>
consteval BlockInfo block(std::string_view label, std::string_view formula, std::string_view source, BlockGroup group,
                          BlockPlace place) {
  static_assert(option_count<Part> == 0);
  return {Part::key, label, formula, source, group, place, {}, make_part<Part>};
}

}  // namespace fallline::optim
