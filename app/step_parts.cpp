#include "app/step_parts.h"

#include <algorithm>
#include <cmath>

#include "optim/schedules.h"

namespace fallline {
namespace {

constexpr std::string_view eta = optim::LearningRate::label;
constexpr std::string_view scheduled = optim::Cosine::label;  // of all schedules

// A line search turns only what does not lead down already.
bool turns(const std::vector<PartOfStep>& chain, std::size_t k) {
  if (k == 0 || !turns_downhill(chain[k].label)) return false;
  const std::vector<double>&before = chain[k - 1].vector, &now = chain[k].vector;
  return before[0] * now[0] + before[1] * now[1] <= 0;
}

// A label is a name and then its symbol, "corrected ŝ"; a name alone, "mean gradient ahead", has none. Symbols are
// short or have letters that words have not.
std::pair<std::string, std::string> name_and_symbol(std::string_view label) {
  const std::size_t space = label.rfind(' ');
  const std::string_view last = label.substr(space == label.npos ? 0 : space + 1);
  const bool word =
      last.size() > 2 && std::all_of(last.begin(), last.end(), [](char c) { return 'A' <= c && c <= 'z'; });
  if (space == label.npos || word) return {std::string(label), ""};
  return {std::string(label.substr(0, space)), std::string(label.substr(space + 1))};
}

}  // namespace

bool turns_downhill(std::string_view label) { return label.starts_with("step −"); }

std::vector<StepPart> step_parts(const RacerSnapshot& racer) {
  std::vector<StepPart> parts;
  const auto& chain = racer.parts;
  int turns_to_come = 0;
  for (std::size_t k = 0; k < chain.size(); ++k) turns_to_come += turns(chain, k);
  std::string last_symbol;
  for (std::size_t k = 0; k < chain.size(); ++k) {
    turns_to_come -= turns(chain, k);
    const bool turned = turns_to_come % 2 != 0;
    const double sign = turned ? -1 : 1;
    const Point v{sign * chain[k].vector[0], sign * chain[k].vector[1]};
    const double length = std::hypot(v.x, v.y);
    if (!std::isfinite(length)) return {};
    auto [name, symbol] = name_and_symbol(chain[k].label);
    if (k > 0 && k + 1 == chain.size()) {
      parts.push_back({"Δθ", "step", v, length});
    } else if (chain[k].label == eta) {
      parts.push_back({(turned ? "η" : "−η") + (last_symbol.empty() ? "u" : last_symbol), "times η", v, length});
    } else if (chain[k].label != scheduled) {
      last_symbol = symbol;
      parts.push_back({turned && !symbol.empty() ? "−" + symbol : symbol, name, v, length});
    }
  }
  return parts;
}

}  // namespace fallline
