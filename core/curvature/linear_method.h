// Linear methods: optimizers whose steps on a quadratic are linear in the error e = θ − θ*. Along each eigenvector of
// H, with eigenvalue λ, the error then goes its own way:
//
//   e_{t+1} = a e_t − b e_{t−1},   z² − a z + b = 0,   rate = the greater |z|
//
//   descent, θ ← θ − η g              a = 1 − ηλ               b = 0
//   heavy ball                        a = 1 + α − ηλ           b = α
//   Nesterov, g at θ + α v            a = (1 + α)(1 − ηλ)      b = α (1 − ηλ)
//   Newton, θ ← θ − η H⁻¹ g           a = 1 − η                b = 0
//   saddle-free, θ ← θ − η |H|⁻¹ g    a = 1 − η sign λ         b = 0
//
// Sources: Polyak 1964; Lessard, Recht & Packard, SIAM J. Optim. 26 (2016), Table 1 and Proposition 1; Goh, "Why
// momentum really works", Distill 2017; Dauphin et al. 2014 for the last.
#pragma once

namespace fallline {

struct LinearMethod {
  enum class Family { descent, heavy_ball, nesterov, newton, saddle_free };
  Family family = Family::descent;
  double eta = 0;
  double alpha = 0;  // momentum; 0 where there is none
};

struct Recurrence {
  double a, b;
};
Recurrence recurrence(const LinearMethod& method, double lambda);
// The greater modulus of the two roots.
double spectral_radius(const Recurrence& r);
// The roots are a complex pair: the error swings around zero in an envelope.
bool swings(const Recurrence& r);

// What the error along an eigenvector is multiplied by in a step, in the long run; at λ < 0 above 1, but for Newton's.
inline double rate(const LinearMethod& method, double lambda) { return spectral_radius(recurrence(method, lambda)); }

// Whether the step depends on λ and η together, so that there is an edge in η λ: not Newton's.
bool has_edge(LinearMethod::Family family);
// Every λ in (0, λ_max] converges if and only if 0 < η < the edge: 2/λ_max, 2(1 + α)/λ_max, and for Nesterov
// 2(1 + α)/((1 + 2α) λ_max) (the conditions of Jury on the polynomial); 2 for Newton's.
double stability_edge(LinearMethod::Family family, double alpha, double lambda_max);

// The product η λ at which the roots of momentum meet; above it they are a complex pair. (1 − √α)² for the heavy ball,
// ((1 − α)/(1 + α))² for Nesterov.
double critical_damping(LinearMethod::Family family, double alpha);

// The η and α with the least rate over [λ_min, λ_max], 0 < λ_min ≤ λ_max, and that rate, with κ = λ_max/λ_min:
// 2/(λ_min + λ_max), (κ − 1)/(κ + 1); 4/(√λ_max + √λ_min)², rate² = α = ((√κ − 1)/(√κ + 1))²; 4/(3 λ_max + λ_min),
// (√(3κ+1) − 2)/(√(3κ+1) + 2), 1 − 2/√(3κ+1).
struct Tuning {
  double eta, alpha, rate;
};
Tuning best_tuning(LinearMethod::Family family, double lambda_min, double lambda_max);

// Steps in which the error grows, or shrinks, tenfold; +∞ where it stays.
double steps_for_tenfold(double rate);

}  // namespace fallline
