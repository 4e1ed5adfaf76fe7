#include "nn/weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace fallline::nn {
namespace {

std::optional<std::string> refuse(const ParameterBlock& block, const NamedArray& array) {
  if (const auto shape = shape_of(block); array.shape != shape || array.values.size() != block.size())
    return fmt::format("{}: an array of shape [{}]; [{}] is expected", block.name, fmt::join(array.shape, ", "),
                       fmt::join(shape, ", "));
  const auto wrong = std::ranges::find_if_not(array.values, [](double v) { return std::isfinite(v); });
  if (wrong == array.values.end()) return {};
  const auto at = static_cast<std::size_t>(wrong - array.values.begin());
  const std::string place = array.shape.size() == 2 ? fmt::format("[{}, {}]", at / block.columns, at % block.columns)
                                                    : fmt::format("[{}]", at);
  return fmt::format("{}{}: {}; a finite number is expected", block.name, place, *wrong);
}

}  // namespace

std::vector<std::size_t> shape_of(const ParameterBlock& block) {
  if (block.name.starts_with('W')) return {block.rows, block.columns};
  return {block.size()};
}

bool same_layout(const NetworkSpec& a, const NetworkSpec& b) {
  const auto same = [](const ParameterBlock& x, const ParameterBlock& y) {
    return x.name == y.name && x.rows == y.rows && x.columns == y.columns;
  };
  return a == b || std::ranges::equal(layout(a), layout(b), same);
}

std::string parameter_name(std::span<const ParameterBlock> blocks, std::size_t parameter) {
  const auto holds = [&](const ParameterBlock& b) { return parameter - b.offset < b.size(); };
  const auto block = std::ranges::find_if(blocks, holds);
  assert(block != blocks.end());
  const std::size_t k = parameter - block->offset;
  return fmt::format("{}[{};{}]", block->name, k / block->columns, k % block->columns);
}

std::vector<NamedArray> named_weights(std::span<const ParameterBlock> blocks, std::span<const double> theta) {
  std::vector<NamedArray> arrays;
  for (const ParameterBlock& block : blocks) {
    const auto part = theta.subspan(block.offset, block.size());
    arrays.push_back({block.name, shape_of(block), {part.begin(), part.end()}});
  }
  return arrays;
}

std::variant<std::vector<double>, std::string> weights_of(std::span<const ParameterBlock> blocks,
                                                          std::span<const NamedArray> arrays) {
  std::vector<std::string_view> names;
  for (const ParameterBlock& block : blocks) names.push_back(block.name);
  for (const NamedArray& array : arrays)
    if (std::ranges::count(names, array.name) == 0) return unknown("parameters", array.name, names);
  std::vector<double> theta(blocks.back().offset + blocks.back().size());
  for (const ParameterBlock& block : blocks) {
    if (std::ranges::count(arrays, block.name, &NamedArray::name) != 1)
      return fmt::format("{}: {}; an array of shape [{}] is expected", block.name,
                         std::ranges::count(arrays, block.name, &NamedArray::name) == 0 ? "missing" : "there twice",
                         fmt::join(shape_of(block), ", "));
    const NamedArray& array = *std::ranges::find(arrays, block.name, &NamedArray::name);
    if (auto why = refuse(block, array)) return *why;
    std::ranges::copy(array.values, theta.begin() + static_cast<std::ptrdiff_t>(block.offset));
  }
  return theta;
}

}  // namespace fallline::nn
