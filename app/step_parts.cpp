#include "app/step_parts.h"

#include <algorithm>
#include <cmath>

#include "optim/transforms.h"

namespace fallline {
namespace {

constexpr std::string_view eta = optim::LearningRate::label;

// A label is a name and then its symbol, "corrected ŝ"; a name alone has none.
std::pair<std::string, std::string> name_and_symbol(std::string_view label) {
  const std::size_t space = label.rfind(' ');
  if (space == label.npos) return {std::string(label), ""};
  return {std::string(label.substr(0, space)), std::string(label.substr(space + 1))};
}

}  // namespace

std::vector<StepPart> step_parts(const RacerSnapshot& racer) {
  std::vector<StepPart> parts;
  const auto& chain = racer.parts;
  const auto turn =
      std::find_if(chain.begin(), chain.end(), [](const PartOfStep& p) { return p.label == eta; }) - chain.begin();
  std::string last_symbol;
  for (std::size_t k = 0; k < chain.size(); ++k) {
    const bool uphill = k == 0 || (static_cast<std::ptrdiff_t>(k) < turn && turn < std::ssize(chain));
    const double sign = uphill ? -1 : 1;
    const Point v{sign * chain[k].vector[0], sign * chain[k].vector[1]};
    const double length = std::hypot(v.x, v.y);
    if (!std::isfinite(length)) return {};
    auto [name, symbol] = name_and_symbol(chain[k].label);
    if (k > 0 && k + 1 == chain.size()) {
      parts.push_back({"Δθ", "step", v, length});
    } else if (chain[k].label == eta) {
      parts.push_back({"−η" + last_symbol, "times η", v, length});
    } else {
      last_symbol = symbol;
      parts.push_back({uphill && !symbol.empty() ? "−" + symbol : symbol, name, v, length});
    }
  }
  return parts;
}

}  // namespace fallline
