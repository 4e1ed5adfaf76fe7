#include "nn/activations.h"

#include "nn/activation_formulas.h"

namespace fallline::nn {
namespace {

using namespace sigma;

// The rows ----------------------------------------------------------------------------------------------------------

template <class Function, class T>
void values_of(const Function& f, const T* z, T* a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) a[i] = f(z[i]).a;
}
template <class Function, class T>
void values_and_slopes_of(const Function& f, const T* z, T* a, T* slope, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const Slope<T> at = f(z[i]);
    a[i] = at.a;
    slope[i] = at.slope;
  }
}

template <class Function>
Function made([[maybe_unused]] Values values) {
  if constexpr (std::is_constructible_v<Function, Values>)
    return Function(values);
  else
    return Function();
}

template <class Function, class T>
constexpr ActivationRows<T> rows_by() {
  return {[](Values values, const Scalar<T>&, const T* z, T* a, std::size_t n) {
            values_of(made<Function>(values), z, a, n);
          },
          [](Values values, const Scalar<T>&, const T* z, T* a, T* slope, std::size_t n) {
            values_and_slopes_of(made<Function>(values), z, a, slope, n);
          },
          nullptr};
}

template <class T>
constexpr ActivationRows<T> prelu_rows() {
  using Prelu = Leaky<Scalar<T>>;
  return {[](Values, const Scalar<T>& learned, const T* z, T* a, std::size_t n) { values_of(Prelu{learned}, z, a, n); },
          [](Values, const Scalar<T>& learned, const T* z, T* a, T* slope, std::size_t n) {
            values_and_slopes_of(Prelu{learned}, z, a, slope, n);
          },
          [](const T* z, T* out, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) out[i] = where_positive(z[i], T(0.0), z[i]);
          }};
}

template <class Function>
constexpr ActivationInfo declare(ActivationInfo info) {
  info.rows = rows_by<Function, Pack>();
  info.rows_1 = rows_by<Function, Tangent<Pack, 1>>();
  info.rows_4 = rows_by<Function, Tangent<Pack, 4>>();
  info.rows_single = rows_by<Function, Singles>();
  return info;
}
constexpr ActivationInfo declare_learned(ActivationInfo info) {
  info.rows = prelu_rows<Pack>();
  info.rows_1 = prelu_rows<Tangent<Pack, 1>>();
  info.rows_4 = prelu_rows<Tangent<Pack, 4>>();
  return info;
}

// The table ---------------------------------------------------------------------------------------------------------

constexpr Parameter leaky_slope[] = {{.key = "slope",
                                      .symbol = "s",
                                      .label = "Slope s",
                                      .initial = 0.01,
                                      .minimum = 0,
                                      .maximum = 1,
                                      .scale = Scale::linear,
                                      .meaning = "The slope below 0.",
                                      .lower = -10,
                                      .upper = 10}};
constexpr Parameter learned_slope[] = {{.key = "slope",
                                        .symbol = "s",
                                        .label = "Slope s",
                                        .initial = 0.25,
                                        .minimum = 0,
                                        .maximum = 1,
                                        .scale = Scale::linear,
                                        .meaning = "The slope below 0 that training begins with.",
                                        .lower = -10,
                                        .upper = 10}};
constexpr Parameter elu_alpha[] = {{.key = "alpha",
                                    .symbol = "α",
                                    .label = "Depth α",
                                    .initial = 1,
                                    .minimum = 0.1,
                                    .maximum = 3,
                                    .scale = Scale::linear,
                                    .meaning = "How far below 0 it levels out.",
                                    .lower = 0,
                                    .upper = 100}};
constexpr Parameter swish_beta[] = {{.key = "beta",
                                     .symbol = "β",
                                     .label = "Sharpness β",
                                     .initial = 1,
                                     .minimum = 0,
                                     .maximum = 10,
                                     .scale = Scale::linear,
                                     .meaning = "From z/2 at 0 towards relu as it grows.",
                                     .lower = 0,
                                     .upper = 1000}};
constexpr Parameter maxout_pieces[] = {{.key = "pieces",
                                        .symbol = "k",
                                        .label = "Pieces k",
                                        .initial = 2,
                                        .minimum = 2,
                                        .maximum = 8,
                                        .scale = Scale::linear,
                                        .meaning = "Of how many linear functions a unit is the greatest.",
                                        .lower = 2,
                                        .upper = 64,
                                        .whole = true}};

constexpr ActivationInfo table[] = {
    declare<Linear>({.key = "linear",
                     .label = "Linear",
                     .formula = "z",
                     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.1",
                     .kink = "",
                     .parameters = {}}),
    declare<Step>({.key = "step",
                   .label = "Step",
                   .formula = "0 if z < 0, ½ if z = 0, 1 if z > 0",
                   .source = "Rosenblatt 1958",
                   .kink = "slope 0 at 0",
                   .parameters = {},
                   .smooth = false,
                   .jumps = true}),
    declare<Sign>({.key = "sign",
                   .label = "Sign",
                   .formula = "−1 if z < 0, 0 if z = 0, 1 if z > 0",
                   .source = "Widrow & Hoff 1960",
                   .kink = "slope 0 at 0",
                   .parameters = {},
                   .smooth = false,
                   .jumps = true}),
    declare<HardSigmoid>({.key = "hard_sigmoid",
                          .label = "Hard sigmoid",
                          .formula = "min(max(z + ½, 0), 1)",
                          .source = "Courbariaux, Bengio & David 2015, eq. 3, of slope 1 in place of ½",
                          .kink = "slope 0 at ±½",
                          .parameters = {},
                          .smooth = false}),
    declare<Sigmoid>({.key = "sigmoid",
                      .label = "Sigmoid",
                      .formula = "1/(1 + exp(−z))",
                      .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), eq. 3.30",
                      .kink = "",
                      .parameters = {}}),
    declare<Tanh>({.key = "tanh",
                   .label = "Tanh",
                   .formula = "tanh z",
                   .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.3.2",
                   .kink = "",
                   .parameters = {}}),
    declare<Relu>({.key = "relu",
                   .label = "ReLU",
                   .formula = "max(0, z)",
                   .source = "Nair & Hinton 2010",
                   .kink = "slope 0 at 0",
                   .parameters = {},
                   .smooth = false}),
    declare<LeakyRelu>({.key = "leaky_relu",
                        .label = "Leaky ReLU",
                        .formula = "z if z > 0, else s z",
                        .source = "Maas, Hannun & Ng 2013",
                        .kink = "slope s at 0",
                        .parameters = leaky_slope,
                        .smooth = false}),
    declare_learned({.key = "prelu",
                     .label = "PReLU",
                     .formula = "z if z > 0, else s z;  s is trained",
                     .source = "He, Zhang, Ren & Sun 2015, eq. 1",
                     .kink = "slope s at 0",
                     .parameters = learned_slope,
                     .learned = true,
                     .smooth = false}),
    declare<Elu>({.key = "elu",
                  .label = "ELU",
                  .formula = "z if z > 0, else α(exp(z) − 1)",
                  .source = "Clevert, Unterthiner & Hochreiter 2016, eq. 15",
                  .kink = "slope α at 0",
                  .parameters = elu_alpha,
                  .smooth = false}),
    declare<Selu>({.key = "selu",
                   .label = "SELU",
                   .formula = "λz if z > 0, else λα(exp(z) − 1);  α = 1.6733, λ = 1.0507",
                   .source = "Klambauer, Unterthiner, Mayr & Hochreiter 2017, eq. 2",
                   .kink = "slope λα at 0",
                   .parameters = {},
                   .smooth = false}),
    declare<GeluTanh>({.key = "gelu_tanh",
                       .label = "GELU, tanh form",
                       .formula = "½z(1 + tanh(√(2/π)(z + 0.044715z³)))",
                       .source = "Hendrycks & Gimpel 2016, §2",
                       .kink = "",
                       .parameters = {}}),
    declare<GeluErf>({.key = "gelu_erf",
                      .label = "GELU",
                      .formula = "½z(1 + erf(z/√2))",
                      .source = "Hendrycks & Gimpel 2016, §2",
                      .kink = "",
                      .parameters = {}}),
    declare<Relu6>({.key = "relu6",
                    .label = "ReLU6",
                    .formula = "min(max(0, z), 6)",
                    .source = "Krizhevsky 2010",
                    .kink = "slope 0 at 0 and 6",
                    .parameters = {},
                    .smooth = false}),
    declare<Softplus>({.key = "softplus",
                       .label = "Softplus",
                       .formula = "log(1 + exp(z))",
                       .source = "Dugas, Bengio, Bélisle, Nadeau & Garcia 2001",
                       .kink = "",
                       .parameters = {}}),
    declare<Swish>({.key = "swish",
                    .label = "Swish",
                    .formula = "z/(1 + e^−βz)",
                    .source = "Ramachandran, Zoph & Le 2017",
                    .kink = "",
                    .parameters = swish_beta}),
    declare<HardTanh>({.key = "hard_tanh",
                       .label = "Hard tanh",
                       .formula = "min(max(z, −1), 1)",
                       .source = "Collobert 2004",
                       .kink = "slope 0 at ±1",
                       .parameters = {},
                       .smooth = false}),
    {.key = "maxout",
     .label = "Maxout",
     .formula = "max(z₁, …, z_k)",
     .source = "Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013",
     .kink = "of equal pieces, the first",
     .parameters = maxout_pieces,
     .smooth = false,
     .pieces = true},
    {.key = "softmax",
     .label = "Softmax",
     .formula = "e^z_i / Σ e^z_j",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.3",
     .kink = "",
     .parameters = {},
     .whole_layer = true},
};

}  // namespace

std::span<const ActivationInfo> activations() { return table; }

const ActivationInfo* find_activation(std::string_view key) {
  for (const ActivationInfo& activation : table)
    if (activation.key == key) return &activation;
  return nullptr;
}

std::vector<std::string_view> activation_keys() {
  std::vector<std::string_view> keys;
  for (const ActivationInfo& activation : table) keys.push_back(activation.key);
  return keys;
}

}  // namespace fallline::nn
