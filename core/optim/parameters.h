// The parameters that several optimizers and blocks share.
#pragma once

#include "math/parameter.h"

namespace fallline::optim {

consteval Parameter learning_rate(double initial, double maximum = 1) {
  return {.key = "lr",
          .symbol = "η",
          .label = "Learn. rate η",
          .initial = initial,
          .minimum = 1e-5,
          .maximum = maximum,
          .scale = Scale::log,
          .meaning = "How far a step goes along its direction.",
          .lower = 0,
          .name = "learning rate"};
}
consteval Parameter fraction(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                             std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = 0,
          .maximum = 0.999,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1,
          .upper_excluded = true};
}
consteval Parameter guard(std::string_view key, std::string_view symbol, double initial, std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = symbol,
          .initial = initial,
          .minimum = 1e-12,
          .maximum = 1,
          .scale = Scale::log,
          .meaning = meaning,
          .lower = 0,
          .rare = true};
}
consteval Parameter toggle(std::string_view key, std::string_view label, std::string_view meaning) {
  return {.key = key,
          .symbol = "",
          .label = label,
          .initial = 0,
          .minimum = 0,
          .maximum = 1,
          .scale = Scale::toggle,
          .meaning = meaning,
          .lower = 0,
          .upper = 1,
          .rare = true};
}

inline constexpr auto momentum_alpha =
    fraction("momentum", "α", "Momentum α", 0.9, "Share of the last velocity that is kept: 0 is plain descent.");
inline constexpr auto rho =
    fraction("rho", "ρ", "Decay ρ", 0.9, "Memory of the mean square gradient, about 1/(1−ρ) steps long.");

inline constexpr auto beta1 =
    fraction("beta1", "β₁", "β₁", 0.9, "Memory of the mean gradient, about 1/(1−β₁) steps long.");
inline constexpr auto beta2 =
    fraction("beta2", "β₂", "β₂", 0.999, "Memory of the mean square gradient, about 1/(1−β₂) steps long.");

}  // namespace fallline::optim
