// The losses of the surfaces from data, written plainly in complex numbers of long double: f(x + ih)/h is the slope
// to the last digit, whatever the program's dual numbers do.
#pragma once

#include <complex>
#include <string_view>

#include "objective/data_model.h"

namespace fallline::test {

using Complex = std::complex<long double>;

inline Complex plain_loss(std::string_view key, const DataModel& model, double bandwidth, Complex p, Complex q) {
  const Samples& s = model.samples;
  const auto real = [](double v) { return Complex(v); };
  Complex sum = 0;
  if (key == "mmd") {
    const std::size_t n = s.size() / 2;
    const auto k = [&](Complex dx, Complex dy) {
      return std::exp(-(dx * dx + dy * dy) / (2 * static_cast<long double>(bandwidth) * bandwidth));
    };
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        sum += k(real(s.x[i]) - real(s.x[j]), real(s.y[i]) - real(s.y[j]));
        sum += k(real(s.x[n + i]) - real(s.x[n + j]), real(s.y[n + i]) - real(s.y[n + j]));
        sum -= 2.0L * k(real(s.x[i]) + p - real(s.x[n + j]), real(s.y[i]) + q - real(s.y[n + j]));
      }
    return sum / static_cast<long double>(n * n);
  }
  for (std::size_t i = 0; i < s.size(); ++i) {
    const Complex x = s.x[i], y = s.y[i];
    const Complex label = s.label.empty() ? 0 : s.label[i];
    const Complex r = p * x + q - y, z = p * x + q * y;
    if (key == "linear_mse") sum += r * r;
    if (key == "linear_mae") sum += r.real() < 0 ? -r : r;
    if (key == "logistic_ce")
      sum -= label * std::log(1.0L / (1.0L + std::exp(-z))) + (1.0L - label) * std::log(1.0L / (1.0L + std::exp(z)));
    if (key == "logistic_mse") sum += std::pow(1.0L / (1.0L + std::exp(-z)) - label, 2);
    if (key == "linear_chain") sum += std::pow(q * p * x - y, 2);
    if (key == "tanh_neuron") sum += std::pow(std::tanh(p * x + q) - y, 2);
  }
  return sum / static_cast<long double>(s.size());
}

}  // namespace fallline::test
