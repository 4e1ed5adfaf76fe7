#include "nn/losses.h"

namespace fallline::nn {
namespace {

// The formulas ------------------------------------------------------------------------------------------------------

using Values = std::span<const double>;

template <class T>
struct At {
  T loss, slope;
};

// Not a number stays one: where a branch is taken by sign, x − x stands for the 0 of the last one.

// A number without derivatives times one.
template <class P>
P times(P c, P a) {
  return c * a;
}
template <int K>
Tangent<Pack, K> times(Pack c, const Tangent<Pack, K>& a) {
  return a.chained(c * a.v, c);
}

// Of each output by itself: functions of the residual r = z − t.
struct Squared {
  template <class T>
  static At<T> at(Values, const T& r) {
    return {r * r, r + r};
  }
};

struct Absolute {
  template <class T>
  static At<T> at(Values, const T& r) {
    const T sign = where_positive(r, T(1.0), where_positive(-r, T(-1.0), r - r));
    return {sign * r, sign};
  }
};

struct Huber {
  template <class T>
  static At<T> at(Values values, const T& r) {
    const T delta(values[0]), size = where_positive(r, r, -r), beyond = size - delta;
    return {where_positive(beyond, delta * (size - T(0.5) * delta), T(0.5) * r * r),
            where_positive(beyond, where_positive(r, delta, -delta), r)};
  }
};

template <class Loss>
struct Residuals {
  template <class T>
  static T of(Values values, const T* z, const PackOf<T>* targets, T* slope, std::size_t outputs) {
    T sum(0.0);
    for (std::size_t j = 0; j < outputs; ++j) {
      const At<T> at = Loss::at(values, z[j] - constant<T>(targets[j]));
      sum = sum + at.loss;
      if (slope) slope[j] = at.slope;
    }
    return sum;
  }
};

// Of a margin m = ŷ f, ŷ = ±1.
struct Hinge {
  template <class T>
  static At<T> at(const T& m) {
    const T lack = T(1.0) - m, none = where_positive(-lack, T(0.0), lack - lack);
    return {where_positive(lack, lack, none), where_positive(lack, T(-1.0), none)};
  }
};

struct SquaredMargin {
  template <class T>
  static At<T> at(const T& m) {
    const T lack = T(1.0) - m;
    return {lack * lack, -(lack + lack)};
  }
};

struct Logistic {
  template <class T>
  static At<T> at(const T& m) {
    return {fast::softplus(-m), -fast::sigmoid(-m)};
  }
};

template <class Loss>
struct Margin {
  template <class T>
  static T of(Values, const T* z, const PackOf<T>* targets, T* slope, std::size_t) {
    using P = PackOf<T>;
    const P side = P(2.0) * targets[0] - P(1.0);
    const At<T> at = Loss::at(times(side, z[0]));
    if (slope) slope[0] = times(side, at.slope);
    return at.loss;
  }
};

// −y log σ(z) − (1−y) log(1 − σ(z)), y anywhere in [0, 1]. By |z|, so that nothing overflows and what is small keeps
// its digits: ζ(−|z|) + |z| times the share of the label that z speaks against.
struct BinaryCrossEntropy {
  template <class T>
  static T of(Values values, const T* z, const PackOf<T>* targets, T* slope, std::size_t) {
    using P = PackOf<T>;
    const P smoothing(values[0]);
    const P y = targets[0] + smoothing * (P(0.5) - targets[0]);
    const T size = where_positive(z[0], z[0], -z[0]), less = fast::sigmoid(-size);
    const P against = where_positive(value_of(z[0]), P(1.0) - y, y);
    if (slope) slope[0] = where_positive(z[0], constant<T>(against) - less, less - constant<T>(against));
    return fast::softplus(-size) + times(against, size);
  }
};

// −Σ q log softmax(z), q = (1−ε)[class] + ε/K. Relative to the greatest z, whose own share of Σexp is 1 and is left to
// log1p; its slope is what the others leave, for all of them add up to 0.
struct SoftmaxCrossEntropy {
  template <class T>
  static T of(Values values, const T* z, const PackOf<T>* targets, T* slope, std::size_t outputs) {
    using P = PackOf<T>;
    T top = z[0];
    P top_at(0.0);
    for (std::size_t j = 1; j < outputs; ++j) {
      const T more = z[j] - top;
      top_at = where_positive(value_of(more), P(static_cast<double>(j)), top_at);
      top = where_positive(more, z[j], top);
    }
    const auto q = [&](std::size_t j) {
      return P(values[0] / static_cast<double>(outputs)) + P(1 - values[0]) * is(targets[0], j);
    };
    T rest(0.0), sum(0.0);
    for (std::size_t j = 0; j < outputs; ++j) {
      const T below = z[j] - top, e = times(P(1.0) - is(top_at, j), fast::exp(below));
      rest = rest + e;
      sum = sum + times(q(j), below);
      if (slope) slope[j] = e;
    }
    if (slope) {
      const T inverse = T(1.0) / (T(1.0) + rest);
      T left(0.0);
      for (std::size_t j = 0; j < outputs; ++j) {
        slope[j] = slope[j] * inverse - constant<T>((P(1.0) - is(top_at, j)) * q(j));
        left = left - slope[j];
      }
      for (std::size_t j = 0; j < outputs; ++j) slope[j] = slope[j] + times(is(top_at, j), left);
    }
    return fast::log1p(rest) - sum;
  }

  // 1 where the class is j, else 0.
  template <class P>
  static P is(P label, std::size_t j) {
    return where_positive(P(0.5) - abs(label - P(static_cast<double>(j))), P(1.0), P(0.0));
  }
};

// The table ---------------------------------------------------------------------------------------------------------

constexpr Parameter huber_delta[] = {{.key = "delta",
                                      .symbol = "δ",
                                      .label = "Bend δ",
                                      .initial = 1,
                                      .minimum = 1e-2,
                                      .maximum = 100,
                                      .scale = Scale::log,
                                      .meaning = "The residual up to which the loss is a parabola.",
                                      .lower = 1e-9}};
constexpr Parameter label_smoothing[] = {{.key = "smoothing",
                                          .symbol = "ε",
                                          .label = "Smoothing ε",
                                          .initial = 0,
                                          .minimum = 0,
                                          .maximum = 0.5,
                                          .scale = Scale::linear,
                                          .meaning = "The share of each label that is spread over all classes.",
                                          .lower = 0,
                                          .upper = 1,
                                          .name = "label smoothing"}};

template <class Loss>
constexpr LossInfo declare(LossInfo info) {
  info.of_pack = Loss::template of<Pack>;
  info.of_pack_1 = Loss::template of<Tangent<Pack, 1>>;
  info.of_pack_4 = Loss::template of<Tangent<Pack, 4>>;
  info.of_singles = Loss::template of<Singles>;
  return info;
}

constexpr LossInfo table[] = {
    declare<Residuals<Squared>>({.key = "mse",
                                 .label = "Squared error",
                                 .formula = "Σ (z − t)²",
                                 .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §5.1.4",
                                 .kink = "",
                                 .parameters = {},
                                 .target = Target::real}),
    declare<Residuals<Absolute>>({.key = "mae",
                                  .label = "Absolute error",
                                  .formula = "Σ |z − t|",
                                  .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.1.2",
                                  .kink = "slope 0 where z = t",
                                  .parameters = {},
                                  .target = Target::real,
                                  .smooth = false}),
    declare<Residuals<Huber>>({.key = "huber",
                               .label = "Huber",
                               .formula = "Σ ½r² where |r| ≤ δ, else δ(|r| − ½δ);  r = z − t",
                               .source = "Huber, Robust Estimation of a Location Parameter, Ann. Math. Stat. 35 (1964)",
                               .kink = "second derivative 1 where |r| = δ",
                               .parameters = huber_delta,
                               .target = Target::real,
                               .smooth = false}),
    declare<BinaryCrossEntropy>({.key = "bce",
                                 .label = "Binary cross-entropy",
                                 .formula = "ζ((1 − 2y)z);  ζ(x) = log(1 + exp(x))",
                                 .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.2",
                                 .kink = "",
                                 .parameters = label_smoothing,
                                 .target = Target::binary}),
    declare<SoftmaxCrossEntropy>({.key = "softmax_ce",
                                  .label = "Softmax cross-entropy",
                                  .formula = "log Σ exp(z) − Σ q z;  q = (1 − ε)[class] + ε/K",
                                  .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.3; "
                                            "Szegedy et al. 2016, §7",
                                  .kink = "",
                                  .parameters = label_smoothing,
                                  .target = Target::one_of}),
    declare<Margin<Hinge>>({.key = "hinge",
                            .label = "Hinge",
                            .formula = "max(0, 1 − ŷz);  ŷ = ±1",
                            .source = "Cortes & Vapnik, Support-Vector Networks, Machine Learning 20 (1995)",
                            .kink = "slope 0 where ŷz = 1",
                            .parameters = {},
                            .target = Target::sign,
                            .smooth = false}),
    declare<Margin<SquaredMargin>>({.key = "squared",
                                    .label = "Squared margin",
                                    .formula = "(1 − ŷz)²;  ŷ = ±1",
                                    .source = "Hastie, Tibshirani & Friedman, The Elements of Statistical Learning "
                                              "(2009), §12.3.2",
                                    .kink = "",
                                    .parameters = {},
                                    .target = Target::sign}),
    declare<Margin<Logistic>>({.key = "logistic",
                               .label = "Logistic",
                               .formula = "log(1 + exp(−ŷz));  ŷ = ±1",
                               .source = "Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), "
                                         "§12.3.2",
                               .kink = "",
                               .parameters = {},
                               .target = Target::sign}),
};

}  // namespace

std::span<const LossInfo> losses() { return table; }

const LossInfo* find_loss(std::string_view key) {
  for (const LossInfo& loss : table)
    if (loss.key == key) return &loss;
  return nullptr;
}

std::vector<std::string_view> loss_keys() {
  std::vector<std::string_view> keys;
  for (const LossInfo& loss : table) keys.push_back(loss.key);
  return keys;
}

}  // namespace fallline::nn
