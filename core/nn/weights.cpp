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
  const bool variances = block.name.starts_with("variance");
  const auto wrong =
      std::ranges::find_if_not(array.values, [&](double v) { return std::isfinite(v) && (v >= 0 || !variances); });
  if (wrong == array.values.end()) return {};
  const auto at = static_cast<std::size_t>(wrong - array.values.begin());
  const std::string place = array.shape.size() == 2 ? fmt::format("[{}, {}]", at / block.columns, at % block.columns)
                                                    : fmt::format("[{}]", at);
  return fmt::format("{}{}: {}; a {} is expected", block.name, place, *wrong,
                     variances ? "number from 0 on" : "finite number");
}

void add(std::vector<NamedArray>& arrays, std::span<const ParameterBlock> blocks, std::span<const double> numbers) {
  for (const ParameterBlock& block : blocks) {
    const auto part = numbers.subspan(block.offset, block.size());
    arrays.push_back({block.name, shape_of(block), {part.begin(), part.end()}});
  }
}

// The numbers of the blocks, each of them once; or what is wrong.
std::variant<std::vector<double>, std::string> gathered(std::span<const ParameterBlock> blocks,
                                                        std::span<const NamedArray> arrays) {
  std::vector<double> numbers(blocks.back().offset + blocks.back().size());
  for (const ParameterBlock& block : blocks) {
    if (const auto count = std::ranges::count(arrays, block.name, &NamedArray::name); count != 1)
      return fmt::format("{}: {}; an array of shape [{}] is expected", block.name,
                         count == 0 ? "missing" : "there twice", fmt::join(shape_of(block), ", "));
    const NamedArray& array = *std::ranges::find(arrays, block.name, &NamedArray::name);
    if (auto why = refuse(block, array)) return *why;
    std::ranges::copy(array.values, numbers.begin() + static_cast<std::ptrdiff_t>(block.offset));
  }
  return numbers;
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

std::vector<NamedArray> named_weights(const NetworkSpec& network, std::span<const double> theta,
                                      std::span<const double> memory) {
  std::vector<NamedArray> arrays;
  add(arrays, layout(network), theta);
  if (!memory.empty()) add(arrays, memory_layout(network), memory);
  return arrays;
}

std::variant<Weights, std::string> weights_of(const NetworkSpec& network, std::span<const NamedArray> arrays) {
  const std::vector<ParameterBlock> blocks = layout(network), averages = memory_layout(network);
  std::vector<std::string_view> names;
  for (const auto* all : {&blocks, &averages})
    for (const ParameterBlock& block : *all) names.push_back(block.name);
  for (const NamedArray& array : arrays)
    if (std::ranges::count(names, array.name) == 0) return unknown("parameters", array.name, names);
  auto theta = gathered(blocks, arrays);
  if (const auto* why = std::get_if<std::string>(&theta)) return *why;
  Weights weights{std::get<std::vector<double>>(std::move(theta)), {}};
  const bool remembered = std::ranges::any_of(averages, [&](const ParameterBlock& block) {
    return std::ranges::count(arrays, block.name, &NamedArray::name) > 0;
  });
  if (!remembered) return weights;
  auto memory = gathered(averages, arrays);
  if (const auto* why = std::get_if<std::string>(&memory)) return *why;
  weights.memory = std::get<std::vector<double>>(std::move(memory));
  return weights;
}

}  // namespace fallline::nn
