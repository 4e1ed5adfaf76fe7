// The blocks of first-order methods, what combines with any method, and schedules.
// To add a block: its part in a header of this room, its parameters, its entry.
#include "optim/adaptive_parts.h"
#include "optim/averages.h"
#include "optim/block_entry.h"
#include "optim/gradient_parts.h"
#include "optim/noise_parts.h"
#include "optim/parameters.h"
#include "optim/schedules.h"

namespace fallline {
namespace {

using namespace optim;

using enum BlockGroup;
using enum BlockPlace;

constexpr Parameter learning_rate_parameters[] = {learning_rate(0.01)};
constexpr Parameter momentum_parameters[] = {momentum_alpha};
constexpr Parameter average_parameters[] = {
    fraction("beta", "β", "Memory β", 0.9, "Memory of the mean gradient, about 1/(1−β) steps long.")};
constexpr Parameter correction_parameters[] = {
    fraction("beta", "β", "Memory β", 0.9, "That of the mean which is to be corrected.")};
constexpr Parameter adam_scale_parameters[] = {
    fraction("rho", "ρ", "Memory ρ", 0.999, "Memory of the mean square gradient, about 1/(1−ρ) steps long."),
    guard("delta", "δ", 1e-8, "Keeps the division finite; outside the root.")};
constexpr Parameter rms_scale_parameters[] = {
    rho, guard("delta", "δ", 1e-6, "Keeps the division finite; inside the root."),
    toggle("epsilon_outside", "δ outside root", "Divides by √r + δ, as PyTorch does, in place of √(δ + r).")};
constexpr Parameter sum_scale_parameters[] = {
    guard("delta", "δ", 1e-7, "Keeps the division finite before any gradient was seen."),
    toggle("average", "Mean, not sum",
           "Divides by the root of the mean of all squares, √(r/t), in place of their sum.")};
constexpr Parameter delta_scale_parameters[] = {rho, guard("eps", "ε", 1e-6, "Sets the size of the first steps, √ε.")};
constexpr Parameter nesterov_average_parameters[] = {beta1, nadam_decay};
constexpr Parameter rectified_parameters[] = {
    fraction("rho", "ρ", "Memory ρ", 0.999, "Memory of the mean square gradient, about 1/(1−ρ) steps long."),
    guard("delta", "δ", 1e-8, "Keeps the division finite; outside the root.")};
constexpr Parameter infinity_parameters[] = {
    fraction("rho", "ρ", "Memory ρ", 0.999, "How slowly the greatest slope is forgotten."),
    guard("delta", "δ", 1e-8, "Keeps the division finite.")};
constexpr Parameter lion_average_parameters[] = {beta1, lion_beta2};
constexpr Parameter resilient_parameters[] = {shrink, grow, least_size, most_size};

constexpr Parameter clip_norm_parameters[] = {
    positive("limit", "c", "Limit c", 1, 1e-3, 1e3, "The greatest length; longer vectors are cut to it.")};
constexpr Parameter clip_value_parameters[] = {
    positive("limit", "c", "Limit c", 1, 1e-3, 1e3, "The greatest size of each coordinate.")};
constexpr Parameter decay_parameters[] = {
    positive("lambda", "λ", "Decay λ", 0.01, 1e-5, 10, "How strongly θ is drawn to 0.")};
constexpr Parameter uphill_parameters[] = {uphill};
constexpr Parameter langevin_parameters[] = {thermal_noise, noise_seed};
constexpr Parameter perturbation_parameters[] = {throw_noise, throw_threshold, throw_every, noise_seed};
constexpr Parameter mean_point_parameters[] = {
    fraction("beta", "β", "Memory β", 0.95, "Memory of the mean point, about 1/(1−β) steps long.")};
constexpr Parameter polyak_parameters[] = {count("from", "s", "From step s", 1, "The first point that is averaged.")};

constexpr auto steps = count("steps", "T", "Steps T", 400, "After how many steps the schedule is at its end.");
constexpr auto low = share("floor", "r", "Floor r", 0, "What is left of the learning rate at the end, as a share.");
constexpr Parameter staircase_parameters[] = {
    share("gamma", "γ", "Factor γ", 0.5, "What the learning rate is multiplied by at each stair."),
    count("every", "k", "Every k", 100, "How many steps a stair is long.")};
constexpr Parameter exponential_parameters[] = {
    share("gamma", "γ", "Factor γ", 0.99, "What the learning rate is multiplied by in each step.")};
constexpr Parameter inverse_time_parameters[] = {
    positive("decay", "k", "Decay k", 0.01, 1e-5, 10, "After 1/k steps half of the learning rate is left.")};
constexpr Parameter ramp_parameters[] = {steps, low};
constexpr Parameter warmup_parameters[] = {
    count("steps", "W", "Steps W", 20, "After how many steps the learning rate has grown to all of η.")};
constexpr Parameter one_cycle_parameters[] = {
    steps,
    share("low", "r", "Low r", 0.1, "Where the cycle begins and ends, as a share of the learning rate."),
    {.key = "up",
     .symbol = "p",
     .label = "Up p",
     .initial = 0.45,
     .minimum = 0.05,
     .maximum = 0.5,
     .scale = Scale::linear,
     .meaning = "The share of the steps that go up; as many go down.",
     .lower = 1e-3,
     .upper = 0.5}};
constexpr Parameter cyclic_parameters[] = {
    count("half", "h", "Half cycle h", 50, "How many steps go up; as many go down."),
    share("low", "r", "Low r", 0.1, "The lowest learning rate, as a share of η.")};
constexpr Parameter plateau_parameters[] = {
    share("gamma", "γ", "Factor γ", 0.5, "What the learning rate is multiplied by when the loss stalls."),
    count("patience", "n", "Patience n", 10, "How many steps on end may bring nothing."),
    positive("least", "", "Least gain", 1e-4, 1e-8, 0.1, "The share of the best loss that counts as a gain.")};

constexpr BlockInfo catalogue[] = {
    block<Warmup>("Warm-up", "η(t) = η min(1, t/W)", "Goyal et al. 2017", schedule, before, warmup_parameters),
    block<Staircase>("Step", "η(t) = η γ^⌊(t−1)/k⌋", "", schedule, before, staircase_parameters),
    block<Exponential>("Exponential", "η(t) = η γ^(t−1)", "", schedule, before, exponential_parameters),
    block<InverseTime>("Inverse time", "η(t) = η/(1 + k(t−1))", "Robbins & Monro 1951", schedule, before,
                       inverse_time_parameters),
    block<InverseRoot>("Inverse root", "η(t) = η min(t/W, √(W/t))", "Vaswani et al. 2017", schedule, before,
                       warmup_parameters),
    block<Linear>("Linear", "η(t) = η (1 − (1−r)(t−1)/T), then η r", "", schedule, before, ramp_parameters),
    block<Cosine>("Cosine", "η(t) = η (r + (1−r) ½(1 + cos π(t−1)/T)), then η r", "Loshchilov & Hutter 2017", schedule,
                  before, ramp_parameters),
    block<OneCycle>("One cycle", "η(t): r → 1 → r in pT steps each, then → r/100, times η", "Smith & Topin 2018",
                    schedule, before, one_cycle_parameters),
    block<Cyclic>("Cyclic", "η(t): r → 1 → r in h steps each, again and again, times η", "Smith 2017", schedule, before,
                  cyclic_parameters),
    block<Plateau>("Plateau", "η ← γ η when n steps on end bring no gain", "", schedule, before, plateau_parameters),
    block<ClipNorm>("Clip by norm", "u ← u min(1, c/‖u‖)", "Pascanu, Mikolov & Bengio 2013", gradient, before,
                    clip_norm_parameters),
    block<ClipValue>("Clip by value", "u ← min(c, max(−c, u))", "", gradient, before, clip_value_parameters),
    block<CoupledDecay>("Coupled decay", "u ← u + 2λθ", "", gradient, before, decay_parameters),
    block<SharpnessAscent>("Sharpness", "u ← ∇L(θ + ρ g/‖g‖)", "Foret et al. 2021", gradient, before,
                           uphill_parameters),
    block<GradientAverage>("Mean gradient", "s ← β s + (1−β) g;  u ← s", "Kingma & Ba 2015", memory, inside,
                           average_parameters),
    block<BiasCorrection>("Bias correction", "u ← u/(1 − βᵗ)", "Kingma & Ba 2015, §3", memory, inside,
                          correction_parameters),
    block<Momentum>("Momentum", "v ← α v + u;  u ← v", "Polyak 1964", memory, inside, momentum_parameters),
    block<NesterovMomentum>("Nesterov momentum", "g at θ + α v;  v ← α v + u;  u ← v", "Sutskever et al. 2013", memory,
                            inside, momentum_parameters),
    block<AcceleratedMomentum>("Accelerated momentum",
                               "g at θ + α_k v;  v ← α_k v + u;  u ← v;  α_k = (t_k − 1)/t_{k+1}",
                               "Nesterov 1983; Beck & Teboulle 2009", memory, inside),
    block<NesterovAverage>("Mean gradient ahead", "s ← β s + (1−β) g;  u ← (1−μ_t)/(1−M_t) g + μ_{t+1}/(1−M_{t+1}) s",
                           "Dozat 2016", memory, inside, nesterov_average_parameters),
    block<LionAverage>("Two memories", "u ← β₁ s + (1−β₁) g;  s ← β₂ s + (1−β₂) g", "Chen et al. 2023", memory, inside,
                       lion_average_parameters),
    block<AdamScale>("RMS scale, corrected", "r ← ρ r + (1−ρ) g²;  u ← u/(√(r/(1−ρᵗ)) + δ)", "Kingma & Ba 2015", scale,
                     inside, adam_scale_parameters),
    block<RmsScale>("RMS scale", "r ← ρ r + (1−ρ) g²;  u ← u/√(δ + r)", "Hinton 2012", scale, inside,
                    rms_scale_parameters),
    block<SumScale>("AdaGrad scale", "r ← r + g²;  u ← u/(δ + √r)", "Duchi, Hazan & Singer 2011", scale, inside,
                    sum_scale_parameters),
    block<DeltaScale>("AdaDelta scale", "E ← ρE + (1−ρ)g²;  u ← √(D+ε)/√(E+ε) ⊙ u;  D ← ρD + (1−ρ)u²", "Zeiler 2012",
                      scale, inside, delta_scale_parameters),
    block<MaximumScale>("Greatest RMS scale", "r ← ρ r + (1−ρ) g²;  m ← max(m, r);  u ← u/(√(m/(1−ρᵗ)) + δ)",
                        "Reddi, Kale & Kumar 2018", scale, inside, rectified_parameters),
    block<InfinityScale>("Greatest slope scale", "r ← max(ρ r, |g| + δ);  u ← u/r", "Kingma & Ba 2015, §7.1", scale,
                         inside, infinity_parameters),
    block<RectifiedScale>("Rectified RMS scale", "r ← ρ r + (1−ρ) g²;  u ← u R_t √(1−ρᵗ)/(√r + δ) once R_t is defined",
                          "Liu et al. 2020", scale, inside, rectified_parameters),
    block<Sign>("Sign", "u ← sign u", "", scale, inside),
    block<ResilientStep>("Resilient step", "Δ ← η⁺Δ or η⁻Δ as g keeps or turns its sign;  u ← Δ sign g",
                         "Riedmiller & Braun 1993", scale, inside, resilient_parameters),
    block<LearningRate>("Learning rate", "u ← −η u", "Robbins & Monro 1951", step, inside, learning_rate_parameters),
    block<DecoupledDecay>("Decoupled decay", "u ← u − η λ θ", "Loshchilov & Hutter 2019", weights, after,
                          decay_parameters),
    block<LangevinNoise>("Langevin noise", "u ← u + σ√(2η) z,  z ~ N(0, 1)", "Welling & Teh 2011", weights, after,
                         langevin_parameters),
    block<Perturbation>("Perturbation", "u ← u + ξ where ‖g‖ is small,  ξ uniform in a ball of radius σ",
                        "Jin et al. 2017", weights, after, perturbation_parameters),
    block<ExponentialAverage>("Moving average", "a ← β a + (1−β) θ;  shown: a/(1−βᵗ)", "Kingma & Ba 2015, §7.2",
                              average, after, mean_point_parameters),
    block<PolyakAverage>("Polyak–Ruppert average", "shown: the mean of θ_s … θ_t",
                         "Ruppert 1988; Polyak & Juditsky 1992", average, after, polyak_parameters),
};

}  // namespace

std::span<const BlockInfo> optim::first_order_blocks() { return catalogue; }

}  // namespace fallline
