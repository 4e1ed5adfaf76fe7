#include "app/chain_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/step_parts.h"
#include "app/widgets/number_format.h"

namespace fallline {
namespace {

// In the middle of a sentence: names and abbreviations keep their capitals.
std::string in_a_sentence(std::string_view label) {
  std::string text(label);
  const std::string_view first = label.substr(0, label.find(' '));
  if (std::none_of(first.begin() + 1, first.end(), [](char c) { return 'A' <= c && c <= 'Z'; }) && text[0] >= 'A' &&
      text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

template <class Text>
std::string joined(std::span<const BlockSpec> blocks, std::string_view separator, Text text) {
  std::string all;
  for (const BlockSpec& block : blocks) {
    if (!all.empty()) all += separator;
    all += text(*find_block(block.key), block);
  }
  return all;
}

}  // namespace

std::string chain_summary(std::span<const BlockSpec> blocks) {
  return joined(blocks, " · ", [](const BlockInfo& info, const BlockSpec& block) {
    const bool number = !info.parameters.empty() && info.parameters[0].scale != Scale::toggle &&
                        info.parameters[0].scale != Scale::choice;
    const std::string name = in_a_sentence(info.label);
    return number ? fmt::format("{} {}", name, ui::format_number(block.values[0], 3)) : name;
  });
}

std::string chain_names(std::span<const BlockSpec> blocks) {
  return joined(blocks, " · ", [](const BlockInfo& info, const BlockSpec&) { return in_a_sentence(info.label); });
}

std::string step_formula(const RacerSpec& spec) {
  const bool own = spec.optimizer == own_chain().key;
  std::vector<std::string_view> before, after;
  for (const BlockSpec& block : spec.blocks) {
    const BlockInfo& info = *find_block(block.key);
    if (info.group != BlockGroup::schedule)
      (own || info.place == BlockPlace::before ? before : after).push_back(info.formula);
  }
  std::vector<std::string_view> all = own ? std::vector<std::string_view>{"u ← g"} : std::vector<std::string_view>{};
  all.insert(all.end(), before.begin(), before.end());
  all.push_back(own ? "θ ← θ + u" : info(spec).formula);
  all.insert(all.end(), after.begin(), after.end());
  return fmt::format("{}", fmt::join(all, ";  "));
}

std::string why_uphill(const RacerSpec& spec) {
  if (spec.optimizer != own_chain().key) return "";
  const bool turned = std::any_of(spec.blocks.begin(), spec.blocks.end(), [](const BlockSpec& block) {
    return turns_downhill(find_block(block.key)->make(block.values).label);
  });
  return turned ? "" : "It climbs: no block turns g downhill. Add Learning rate.";
}

}  // namespace fallline
