// The parameters that the optimizers and blocks of second order, with line search, and proximal share.
#pragma once

#include "optim/parameters.h"

namespace fallline::optim {

inline constexpr Parameter first_damping{.key = "tau",
                                         .symbol = "τ",
                                         .label = "Damping τ",
                                         .initial = 1e-3,
                                         .minimum = 1e-6,
                                         .maximum = 1e3,
                                         .scale = Scale::log,
                                         .meaning = "The first μ, as a multiple of the greatest |λ|.",
                                         .lower = 1e-12,
                                         .name = "first damping"};
inline constexpr Parameter small_gradient{.key = "eps",
                                          .symbol = "ε",
                                          .label = "Small grad. ε",
                                          .initial = 1e-2,
                                          .minimum = 1e-6,
                                          .maximum = 1,
                                          .scale = Scale::log,
                                          .meaning = "Up to which ‖g‖ the curvature leads, not the gradient.",
                                          .lower = 0,
                                          .name = "small gradient"};
inline constexpr Parameter curvature_step{.key = "length",
                                          .symbol = "s",
                                          .label = "Length s",
                                          .initial = 0.1,
                                          .minimum = 1e-3,
                                          .maximum = 10,
                                          .scale = Scale::log,
                                          .meaning = "How far a step along u_min goes, unless the loss would rise.",
                                          .lower = 0};
inline constexpr Parameter wolfe_c1{.key = "c1",
                                    .symbol = "c₁",
                                    .label = "Decrease c₁",
                                    .initial = 1e-4,
                                    .minimum = 1e-8,
                                    .maximum = 0.5,
                                    .scale = Scale::log,
                                    .meaning = "The share of the slope's promise that the loss has to fall by.",
                                    .lower = 0,
                                    .upper = 1,
                                    .upper_excluded = true,
                                    .rare = true};
consteval Parameter wolfe_c2(double initial) {
  return {.key = "c2",
          .symbol = "c₂",
          .label = "Flatness c₂",
          .initial = initial,
          .minimum = 1e-6,
          .maximum = 0.99,
          .scale = Scale::log,
          .meaning = "The share of the slope that may be left where the step ends: small is nearly exact.",
          .lower = 0,
          .upper = 1,
          .upper_excluded = true};
}
inline constexpr std::string_view cg_variants[] = {"Fletcher-Reeves", "Polak-Ribiere+"};
inline constexpr Parameter cg_variant{.key = "variant",
                                      .symbol = "β",
                                      .label = "β",
                                      .initial = 1,
                                      .minimum = 0,
                                      .maximum = 1,
                                      .scale = Scale::choice,
                                      .meaning = "How much of the last direction is kept.",
                                      .lower = 0,
                                      .upper = 1,
                                      .name = "variant",
                                      .choices = cg_variants};
inline constexpr Parameter lbfgs_history{.key = "history",
                                         .symbol = "m",
                                         .label = "History m",
                                         .initial = 10,
                                         .minimum = 1,
                                         .maximum = 50,
                                         .scale = Scale::log,
                                         .meaning = "How many pairs of steps and gradients are remembered.",
                                         .lower = 1,
                                         .upper = 1000,
                                         .whole = true};
inline constexpr Parameter admm_rho{.key = "rho",
                                    .symbol = "ρ",
                                    .label = "Penalty ρ",
                                    .initial = 1,
                                    .minimum = 1e-3,
                                    .maximum = 1e3,
                                    .scale = Scale::log,
                                    .meaning = "How strongly θ and z are drawn together.",
                                    .lower = 1e-9};
inline constexpr Parameter admm_stochastic =
    toggle("stochastic", "η falls as 1/√t", "Lets the steps shrink, as noisy gradients ask for.");

}  // namespace fallline::optim
