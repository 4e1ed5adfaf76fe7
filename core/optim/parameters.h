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
// A number of steps, or another whole one.
consteval Parameter count(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                          std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = 1,
          .maximum = 1e5,
          .scale = Scale::log,
          .meaning = meaning,
          .lower = 1,
          .whole = true};
}
consteval Parameter positive(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                             double minimum, double maximum, std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = minimum,
          .maximum = maximum,
          .scale = Scale::log,
          .meaning = meaning,
          .lower = 0};
}
// From 0 to 1, both included.
consteval Parameter share(std::string_view key, std::string_view symbol, std::string_view label, double initial,
                          std::string_view meaning) {
  return {.key = key,
          .symbol = symbol,
          .label = label,
          .initial = initial,
          .minimum = 0,
          .maximum = 1,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1};
}
consteval Parameter seldom(Parameter p) {
  p.rare = true;
  return p;
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

inline constexpr auto lion_beta2 = fraction("beta2", "β₂", "β₂", 0.99, "Memory that is kept for the steps to come.");
inline constexpr auto nadam_decay =
    seldom(positive("momentum_decay", "ψ", "Decay ψ", 0.004, 1e-4, 1, "How soon the share of momentum is at β₁."));
inline constexpr auto decoupled =
    positive("weight_decay", "λ", "Decay λ", 0.01, 1e-5, 10, "How strongly θ is drawn to 0, beside the gradient.");
inline constexpr auto uphill =
    positive("rho", "ρ", "Radius ρ", 0.05, 1e-4, 10, "How far uphill of θ the gradient is taken.");

inline constexpr auto thermal_noise =
    positive("noise", "σ", "Noise σ", 1, 1e-4, 100, "The root of the temperature; at 1 the law of θ is exp(−L).");
inline constexpr auto throw_noise = positive("noise", "σ", "Noise σ", 0.01, 1e-6, 10, "How far θ is thrown at most.");
inline constexpr auto throw_threshold =
    positive("threshold", "", "Threshold", 0.01, 1e-8, 100, "How small a gradient has to be for θ to be thrown.");
inline constexpr auto throw_every = count("every", "", "Every", 50, "The least number of steps between two throws.");
inline constexpr Parameter noise_seed{.key = "seed",
                                      .symbol = "",
                                      .label = "Seed",
                                      .initial = 1,
                                      .minimum = 0,
                                      .maximum = 100,
                                      .scale = Scale::linear,
                                      .meaning = "Which noise it is: the same seed gives the same path.",
                                      .lower = 0,
                                      .upper = 9e15,
                                      .rare = true,
                                      .whole = true};

// Of Rprop.
inline constexpr auto shrink =
    seldom(fraction("shrink", "η⁻", "Shrink η⁻", 0.5, "What a step size is multiplied by where the slope turns."));
inline constexpr auto grow = seldom(
    positive("grow", "η⁺", "Grow η⁺", 1.2, 1, 2, "What a step size is multiplied by where the slope keeps its sign."));
inline constexpr auto least_size =
    seldom(positive("least", "", "Least size", 1e-5, 1e-12, 1, "The least step size, in units of η."));
inline constexpr auto most_size =
    seldom(positive("most", "", "Most size", 500, 1, 1e6, "The greatest step size, in units of η."));

}  // namespace fallline::optim
