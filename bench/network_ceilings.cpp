#include "network_ceilings.h"

#include <array>
#include <cmath>
#include <cstring>

#include "math/pack.h"
#include "math/singles.h"
#include "math/vector_functions.h"

namespace fallline::bench {
namespace {

constexpr std::size_t lanes = Pack::lanes;

// One layer of fixed widths on C packs of samples at a time.
template <std::size_t In, std::size_t Out, bool Hidden>
struct Layer {
  static constexpr std::size_t parameters = Out * In + Out;
  // P: Pack of doubles, or Singles of floats.
  template <class P, class Number, std::size_t C>
  static void forward(const Number* theta, const P (&a)[In][C], P (&out)[Out][C]) {
    for (std::size_t j = 0; j < Out; ++j) {
      P z[C];
      for (std::size_t c = 0; c < C; ++c) z[c] = P(theta[Out * In + j]);
      for (std::size_t k = 0; k < In; ++k)
        for (std::size_t c = 0; c < C; ++c) z[c] = z[c] + P(theta[j * In + k]) * a[k][c];
      for (std::size_t c = 0; c < C; ++c) out[j][c] = Hidden ? fast::tanh(z[c]) : z[c];
    }
  }
  // d: ∂L/∂out, made ∂L/∂z. ∂L/∂θ is kept a pack a parameter, summed over the lanes once at the end.
  template <std::size_t C>
  static void backward(const double* theta, const Pack (&a)[In][C], const Pack (&out)[Out][C], Pack (&d)[Out][C],
                       Pack* gradient, Pack (*by_input)[In][C]) {
    for (std::size_t j = 0; j < Out; ++j) {
      if (Hidden)
        for (std::size_t c = 0; c < C; ++c) d[j][c] = d[j][c] * (Pack(1.0) - out[j][c] * out[j][c]);
      for (std::size_t k = 0; k < In; ++k)
        for (std::size_t c = 0; c < C; ++c) gradient[j * In + k] = gradient[j * In + k] + d[j][c] * a[k][c];
      for (std::size_t c = 0; c < C; ++c) gradient[Out * In + j] = gradient[Out * In + j] + d[j][c];
    }
    if (!by_input) return;
    for (std::size_t k = 0; k < In; ++k) {
      Pack sum[C] = {};
      for (std::size_t c = 0; c < C; ++c) sum[c] = Pack(0.0);
      for (std::size_t j = 0; j < Out; ++j)
        for (std::size_t c = 0; c < C; ++c) sum[c] = sum[c] + Pack(theta[j * In + k]) * d[j][c];
      for (std::size_t c = 0; c < C; ++c) (*by_input)[k][c] = sum[c];
    }
  }
};

// In-W-…-W-1 with H hidden layers.
template <std::size_t In, std::size_t W, std::size_t H>
struct Network {
  using First = Layer<In, W, true>;
  using Middle = Layer<W, W, true>;
  using Last = Layer<W, 1, false>;
  static constexpr std::size_t parameters = First::parameters + (H - 1) * Middle::parameters + Last::parameters;
  static constexpr std::size_t C = 4;

  template <class Number>
  static const Number* layer(const Number* theta, std::size_t l) {
    return l == 0 ? theta : theta + First::parameters + (l - 1) * Middle::parameters;
  }

  template <class P>
  struct Way {
    P x[In][C], a[H][W][C], z[1][C];
  };
  struct Room : Way<Pack> {
    Pack d[2][W][C], d_last[1][C];
  };

  template <class P, class Number>
  static void outputs(const Number* theta, const Number* x, std::size_t samples, std::size_t first, Way<P>& way) {
    for (std::size_t f = 0; f < In; ++f)
      for (std::size_t c = 0; c < C; ++c) std::memcpy(&way.x[f][c], x + f * samples + first + c * P::lanes, sizeof(P));
    First::forward(theta, way.x, way.a[0]);
    for (std::size_t l = 1; l < H; ++l) Middle::forward(layer(theta, l), way.a[l - 1], way.a[l]);
    Last::forward(layer(theta, H), way.a[H - 1], way.z);
  }

  static double forward(const double* theta, const double* x, const double* y, std::size_t samples, std::size_t first,
                        double weight, Room& room) {
    outputs<Pack>(theta, x, samples, first, room);
    Pack sum(0.0);
    for (std::size_t c = 0; c < C; ++c) {
      const Pack off = room.z[0][c] - Pack::load(y + first + c * lanes);
      sum = sum + off * off;
      room.d_last[0][c] = Pack(2 * weight) * off;
    }
    double loss = 0;
    for (std::size_t i = 0; i < lanes; ++i) loss += sum.v[i];
    return weight * loss;
  }

  static void backward(const double* theta, Room& room, Pack* gradient) {
    const auto at = [&](std::size_t l) { return gradient + (layer(theta, l) - theta); };
    Last::template backward<C>(layer(theta, H), room.a[H - 1], room.z, room.d_last, at(H), &room.d[0]);
    for (std::size_t l = H - 1; l > 0; --l)
      Middle::template backward<C>(layer(theta, l), room.a[l - 1], room.a[l], room.d[(H - 1 - l) % 2], at(l),
                                   &room.d[(H - l) % 2]);
    First::template backward<C>(theta, room.x, room.a[0], room.d[(H - 1) % 2], at(0), nullptr);
  }

  static double train(std::span<double> theta, std::span<const double> x, std::span<const double> y,
                      std::size_t samples, std::size_t batch, std::size_t steps) {
    Room room;
    std::vector<Pack> gradient(parameters);
    std::vector<double> s(parameters, 0.0), r(parameters, 0.0);
    double loss = 0, power1 = 1, power2 = 1;
    for (std::size_t t = 0, from = 0; t < steps; ++t, from = from + batch < samples ? from + batch : 0) {
      for (Pack& g : gradient) g = Pack(0.0);
      loss = 0;
      for (std::size_t first = from; first < from + batch; first += C * lanes) {
        loss += forward(theta.data(), x.data(), y.data(), samples, first, 1 / static_cast<double>(batch), room);
        backward(theta.data(), room, gradient.data());
      }
      power1 *= 0.9, power2 *= 0.999;
      const double scale1 = 1 / (1 - power1), scale2 = 1 / (1 - power2);
      for (std::size_t i = 0; i < parameters; ++i) {
        double g = 0;
        for (std::size_t k = 0; k < lanes; ++k) g += gradient[i].v[k];
        s[i] = 0.9 * s[i] + 0.1 * g;
        r[i] = 0.999 * r[i] + 0.001 * g * g;
      }
      for (std::size_t i = 0; i < parameters; ++i) theta[i] -= 1e-3 * s[i] * scale1 / (std::sqrt(r[i] * scale2) + 1e-8);
    }
    return loss;
  }

  static double loss(std::span<const double> theta, std::span<const double> x, std::span<const double> y,
                     std::size_t samples) {
    Room room;
    double sum = 0;
    for (std::size_t first = 0; first < samples; first += C * lanes)
      sum += forward(theta.data(), x.data(), y.data(), samples, first, 1 / static_cast<double>(samples), room);
    return sum;
  }

  static float single_loss(std::span<const float> theta, std::span<const float> x, std::span<const float> y) {
    Way<Singles> way;
    Singles sum(0.0);
    for (std::size_t first = 0; first < y.size(); first += C * Singles::lanes) {
      outputs<Singles>(theta.data(), x.data(), y.size(), first, way);
      for (std::size_t c = 0; c < C; ++c) {
        Singles target;
        std::memcpy(&target, y.data() + first + c * Singles::lanes, sizeof target);
        sum = sum + (way.z[0][c] - target) * (way.z[0][c] - target);
      }
    }
    float loss = 0;
    for (std::size_t i = 0; i < Singles::lanes; ++i) loss += sum.v[i];
    return loss / static_cast<float>(y.size());
  }
};

template <std::size_t In, std::size_t W, std::size_t H>
NetworkCeiling ceiling(std::vector<std::size_t> widths) {
  using N = Network<In, W, H>;
  return {std::move(widths), N::train, N::loss, N::single_loss};
}

}  // namespace

std::span<const NetworkCeiling> network_ceilings() {
  static const std::array all{ceiling<2, 16, 2>({2, 16, 16, 1}), ceiling<2, 64, 3>({2, 64, 64, 64, 1})};
  return all;
}

}  // namespace fallline::bench
