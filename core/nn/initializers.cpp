// Compiled without fused multiply-add, and with no function of the C library but the square root: the weights agree to
// the last bit everywhere.
#include "nn/initializers.h"

#include <array>
#include <cmath>

namespace fallline::nn {
namespace {

// The draws ---------------------------------------------------------------------------------------------------------

void normal(double sigma, Random& random, Vector w) {
  for (double& v : w) v = sigma * random.normal();
}
void uniform(double limit, Random& random, Vector w) {
  for (double& v : w) v = limit * (2 * random.uniform() - 1);
}

// Eight sums side by side, in the order of the code and not the compiler's: as fast as a machine's registers, and the
// same on all of them.
double dot(ConstVector a, ConstVector b) {
  std::array<double, 8> sums{};
  std::size_t i = 0;
  for (; i + 8 <= a.size(); i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a[i + k] * b[i + k];
  for (std::size_t k = 0; i < a.size(); ++i, ++k) sums[k] += a[i] * b[i];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

// Modified Gram–Schmidt on rows of `length` numbers. Once leaves them orthogonal to rounding times their condition;
// twice to rounding (Giraud, Langou & Rozložník 2005). The diagonal of R is positive, so that normal rows give all
// orthonormal ones alike: Mezzadri, Notices of the AMS 54 (2007).
void orthonormalize(Vector rows, std::size_t length) {
  const std::size_t count = rows.size() / length;
  for (std::size_t i = 0; i < count; ++i) {
    const Vector row = rows.subspan(i * length, length);
    const double size = std::sqrt(dot(row, row));
    for (double& v : row) v /= size;
    for (std::size_t j = i + 1; j < count; ++j) {
      const Vector other = rows.subspan(j * length, length);
      const double part = dot(row, other);
      for (std::size_t k = 0; k < length; ++k) other[k] -= part * row[k];
    }
  }
}

// The initializers --------------------------------------------------------------------------------------------------

using Values = std::span<const double>;

void fill_zeros(Values, std::size_t, std::size_t, Random&, Vector w) {
  for (double& v : w) v = 0;
}
void fill_normal(Values values, std::size_t, std::size_t, Random& random, Vector w) { normal(values[0], random, w); }

// Of variance share/n, where n is the inputs, or the inputs and outputs together.
enum class Counted { inputs, both };
template <int share, Counted counted, bool is_uniform>
void fill_scaled(Values, std::size_t out, std::size_t in, Random& random, Vector w) {
  const double variance = share / static_cast<double>(counted == Counted::both ? in + out : in);
  // A uniform number in ±l has the variance l²/3.
  if constexpr (is_uniform)
    uniform(std::sqrt(3 * variance), random, w);
  else
    normal(std::sqrt(variance), random, w);
}

void fill_orthogonal(Values values, std::size_t out, std::size_t in, Random& random, Vector w) {
  // The rows, or the columns where there are more rows than a space of `in` dimensions has room for.
  const bool by_columns = out > in;
  const std::size_t length = by_columns ? out : in;
  std::vector<double> rows(w.size());
  normal(1, random, rows);
  for (int twice = 0; twice < 2; ++twice) orthonormalize(rows, length);
  for (std::size_t i = 0; i < out; ++i)
    for (std::size_t j = 0; j < in; ++j) w[i * in + j] = values[0] * rows[by_columns ? j * out + i : i * in + j];
}

// The table ---------------------------------------------------------------------------------------------------------

constexpr Parameter deviation[] = {{.key = "sigma",
                                    .symbol = "σ",
                                    .label = "Deviation σ",
                                    .initial = 1,
                                    .minimum = 1e-3,
                                    .maximum = 10,
                                    .scale = Scale::log,
                                    .meaning = "The standard deviation of each weight.",
                                    .lower = 0}};
constexpr Parameter gain[] = {{.key = "gain",
                               .symbol = "g",
                               .label = "Gain g",
                               .initial = 1,
                               .minimum = 0.1,
                               .maximum = 10,
                               .scale = Scale::log,
                               .meaning = "The length of what the weights make of an input of length 1.",
                               .lower = 0}};

constexpr std::string_view
    glorot = "Glorot & Bengio, Understanding the Difficulty of Training Deep Networks, AISTATS (2010)",
    he = "He et al., Delving Deep into Rectifiers, ICCV (2015)";

constexpr InitializerInfo table[] = {
    {.key = "zeros",
     .label = "Zeros",
     .formula = "W = 0",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §8.4: what no symmetry breaks",
     .parameters = {},
     .fill = fill_zeros},
    {.key = "normal",
     .label = "Normal",
     .formula = "W ~ N(0, σ²)",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §8.4",
     .parameters = deviation,
     .fill = fill_normal},
    {.key = "xavier_uniform",
     .label = "Xavier uniform",
     .formula = "W ~ U(−l, l);  l = √(6/(in + out))",
     .source = glorot,
     .parameters = {},
     .fill = fill_scaled<2, Counted::both, true>},
    {.key = "xavier_normal",
     .label = "Xavier normal",
     .formula = "W ~ N(0, 2/(in + out))",
     .source = glorot,
     .parameters = {},
     .fill = fill_scaled<2, Counted::both, false>},
    {.key = "he_uniform",
     .label = "He uniform",
     .formula = "W ~ U(−l, l);  l = √(6/in)",
     .source = he,
     .parameters = {},
     .fill = fill_scaled<2, Counted::inputs, true>},
    {.key = "he_normal",
     .label = "He normal",
     .formula = "W ~ N(0, 2/in)",
     .source = he,
     .parameters = {},
     .fill = fill_scaled<2, Counted::inputs, false>},
    {.key = "lecun",
     .label = "LeCun",
     .formula = "W ~ N(0, 1/in)",
     .source = "LeCun et al., Efficient BackProp (1998), §4.6",
     .parameters = {},
     .fill = fill_scaled<1, Counted::inputs, false>},
    {.key = "orthogonal",
     .label = "Orthogonal",
     .formula = "W = g Q;  QᵀQ = I, or QQᵀ = I where it is wide",
     .source = "Saxe, McClelland & Ganguli, Exact Solutions to the Nonlinear Dynamics of Learning, ICLR (2014)",
     .parameters = gain,
     .fill = fill_orthogonal},
};

}  // namespace

std::span<const InitializerInfo> initializers() { return table; }

const InitializerInfo* find_initializer(std::string_view key) {
  for (const InitializerInfo& initializer : table)
    if (initializer.key == key) return &initializer;
  return nullptr;
}

std::vector<std::string_view> initializer_keys() {
  std::vector<std::string_view> keys;
  for (const InitializerInfo& initializer : table) keys.push_back(initializer.key);
  return keys;
}

}  // namespace fallline::nn
