// The catalogue of surfaces from data. To add one: the terms of its loss, how its samples are made, and its entry.
#include "objective/data_surfaces.h"

#include <cmath>

#include "objective/data_discrepancy.h"
#include "objective/data_surface.h"

namespace fallline {
namespace {

using Values = std::span<const double>;

// The parameters ----------------------------------------------------------------------------------------------------

constexpr Parameter count_of(double initial, double maximum, double upper) {
  return {.key = "samples",
          .symbol = "N",
          .label = "Samples N",
          .initial = initial,
          .minimum = 2,
          .maximum = maximum,
          .scale = Scale::linear,
          .meaning = "How many samples the loss is the mean of.",
          .lower = 1,
          .upper = upper,
          .whole = true};
}
constexpr Parameter noise_of(double initial, double maximum, std::string_view label, std::string_view meaning) {
  return {.key = "noise",
          .symbol = "σ",
          .label = label,
          .initial = initial,
          .minimum = 0,
          .maximum = maximum,
          .scale = Scale::linear,
          .meaning = meaning,
          .lower = 0,
          .upper = 1e3};
}
constexpr Parameter data_seed = {.key = "data_seed",
                                 .symbol = "",
                                 .label = "Data seed",
                                 .initial = 1,
                                 .minimum = 0,
                                 .maximum = 100,
                                 .scale = Scale::linear,
                                 .meaning = "Another number draws other samples by the same rule.",
                                 .lower = 0,
                                 .upper = 1e9,
                                 .whole = true};
constexpr Parameter standardized = {
    .key = "standardize",
    .symbol = "",
    .label = "Standardize",
    .initial = 0,
    .minimum = 0,
    .maximum = 1,
    .scale = Scale::toggle,
    .meaning = "Features less their mean, over their standard deviation: a narrow valley becomes round."};

constexpr std::string_view about_targets = "Standard deviation of the noise on the targets.";
constexpr Parameter line_parameters[] = {
    count_of(40, 200, 5000),
    noise_of(0.5, 3, "Noise σ", about_targets),
    {.key = "outliers",
     .symbol = "",
     .label = "Outliers",
     .initial = 0.1,
     .minimum = 0,
     .maximum = 0.5,
     .scale = Scale::linear,
     .meaning = "Share of targets that lie 6 too high: the squares follow them, the absolute values do not.",
     .lower = 0,
     .upper = 1},
    data_seed,
    standardized};
constexpr Parameter class_parameters[] = {
    count_of(60, 200, 5000),
    noise_of(1.5, 3, "Spread σ",
             "Standard deviation of each class: apart they need no finite weights, together no line "
             "parts them."),
    data_seed, standardized};
constexpr Parameter chain_parameters[] = {count_of(30, 200, 5000), noise_of(0.3, 3, "Noise σ", about_targets),
                                          data_seed, standardized};
constexpr Parameter neuron_parameters[] = {count_of(40, 200, 5000), noise_of(0.15, 1, "Noise σ", about_targets),
                                           data_seed, standardized};
constexpr Parameter moved_parameters[] = {
    count_of(20, 60, 200),
    noise_of(0.4, 2, "Spread σ", "Standard deviation of the clumps of each sample."),
    {.key = "bandwidth",
     .symbol = "h",
     .label = "Bandwidth h",
     .initial = 1,
     .minimum = 0.2,
     .maximum = 10,
     .scale = Scale::log,
     .meaning = "Width of the kernel: a narrow one sees each clump and is blind far away, a wide one sees only means.",
     .lower = 1e-3,
     .upper = 1e6},
    {.key = "same",
     .symbol = "",
     .label = "Same sample",
     .initial = 0,
     .minimum = 0,
     .maximum = 1,
     .scale = Scale::toggle,
     .meaning = "The moved sample is a copy of the fixed one: at θ = (2, −1.5), raw, they coincide and L is 0."},
    data_seed,
    standardized};

// Samples and models ------------------------------------------------------------------------------------------------

double value_of(std::span<const Parameter> table, Values values, std::string_view key) {
  return values[*find_parameter(table, key)];
}

SampleOptions options(std::span<const Parameter> table, Values values) {
  return {static_cast<std::size_t>(value_of(table, values, "samples")), value_of(table, values, "noise"),
          static_cast<std::uint64_t>(value_of(table, values, "data_seed"))};
}

// Of a curve only x is a feature.
Samples curve_samples(Samples samples, std::span<const Parameter> table, Values values) {
  if (value_of(table, values, "standardize") != 0) standardize(samples.x);
  return samples;
}
DataModel curve(Samples samples, double (*output)(Point, Point)) {
  return {DataPicture::curve, "x", "y", output, std::move(samples)};
}
DataModel line(Values values) {
  return curve(
      curve_samples(line_samples(options(line_parameters, values), value_of(line_parameters, values, "outliers")),
                    line_parameters, values),
      [](Point theta, Point at) { return theta.x * at.x + theta.y; });
}

template <class Loss>
LinearTerms<Loss> affine_terms(const Samples& s) {
  return {s.x, std::vector<double>(s.size(), 1.0), s.y};
}

template <class Terms>
std::unique_ptr<const Surface> surface(DataModel model, Terms terms) {
  return std::make_unique<DataSurface<Terms>>(std::move(model), std::move(terms));
}

std::unique_ptr<const Surface> least_squares(Values values) {
  DataModel model = line(values);
  LeastSquares terms(model.samples);
  return surface(std::move(model), std::move(terms));
}
std::unique_ptr<const Surface> least_absolute(Values values) {
  DataModel model = line(values);
  auto terms = affine_terms<losses::Absolute>(model.samples);
  return surface(std::move(model), std::move(terms));
}
std::unique_ptr<const Surface> chain(Values values) {
  DataModel model =
      curve(curve_samples(proportional_samples(options(chain_parameters, values)), chain_parameters, values),
            [](Point theta, Point at) { return theta.x * theta.y * at.x; });
  LinearChain terms(model.samples);
  return surface(std::move(model), std::move(terms));
}
std::unique_ptr<const Surface> neuron(Values values) {
  DataModel model =
      curve(curve_samples(step_samples(options(neuron_parameters, values)), neuron_parameters, values),
            [](Point theta, Point at) { return losses::SquaredTanh::hyperbolic_tangent(theta.x * at.x + theta.y); });
  auto terms = affine_terms<losses::SquaredTanh>(model.samples);
  return surface(std::move(model), std::move(terms));
}

template <class Loss>
std::unique_ptr<const Surface> classes(Values values) {
  Samples s = class_samples(options(class_parameters, values));
  if (value_of(class_parameters, values, "standardize") != 0) {
    standardize(s.x);
    standardize(s.y);
  }
  LinearTerms<Loss> terms{s.x, s.y, {s.label.begin(), s.label.end()}};
  return surface(
      DataModel{DataPicture::classes, "x₁", "x₂",
                [](Point theta, Point at) { return losses::sigmoid(theta.x * at.x + theta.y * at.y); }, std::move(s)},
      std::move(terms));
}

std::unique_ptr<const Surface> discrepancy(Values values) {
  const auto of = [&](std::string_view key) { return value_of(moved_parameters, values, key); };
  Samples s = moved_samples(options(moved_parameters, values), of("same") != 0);
  if (of("standardize") != 0)
    for (std::vector<double>* column : {&s.x, &s.y}) {
      // Both by the fixed sample, or the shift between them would be lost.
      const auto half = static_cast<std::ptrdiff_t>(s.size() / 2);
      const std::vector<double> fixed(column->begin() + half, column->end());
      standardize(*column, fixed);
    }
  Discrepancy terms(s, of("bandwidth"));
  return surface(DataModel{DataPicture::shift, "x₁", "x₂", [](Point, Point) { return 0.0; }, std::move(s)},
                 std::move(terms));
}

// The catalogue -----------------------------------------------------------------------------------------------------

constexpr KnownPoint chain_known[] = {{0, 0, "saddle"}};

constexpr SurfaceInfo catalogue[] = {
    {.key = "linear_mse",
     .label = "Linear regression, MSE",
     .group = "From data",
     .formula = "mean (wx + b − y)²",
     .plain = {},
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §5.1.4",
     .parameters = line_parameters,
     .domain = {-2, 5, -6, 6},
     .start = {-1, 4.5},
     .log_height = true,
     .smooth = true,
     .known = {},
     .make = least_squares,
     .x_name = "w",
     .y_name = "b"},
    {.key = "linear_mae",
     .label = "Linear regression, MAE",
     .group = "From data",
     .formula = "mean |wx + b − y|",
     .plain = {},
     .source = "Boyd & Vandenberghe, Convex Optimization (2004), §6.1.2",
     .parameters = line_parameters,
     .domain = {-2, 5, -6, 6},
     .start = {-1, 4.5},
     .log_height = false,
     .smooth = false,
     .known = {},
     .make = least_absolute,
     .x_name = "w",
     .y_name = "b"},
    {.key = "logistic_ce",
     .label = "Logistic regression, cross-entropy",
     .group = "From data",
     .formula = "mean log(1 + exp((1 − 2y) z)),  z = w₁x₁ + w₂x₂",
     .plain = {},
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.2",
     .parameters = class_parameters,
     .domain = {-4, 6, -4, 6},
     .start = {-3, -2.5},
     .log_height = true,
     .smooth = true,
     .known = {},
     .make = classes<losses::CrossEntropy>,
     .x_name = "w₁",
     .y_name = "w₂"},
    {.key = "logistic_mse",
     .label = "Logistic regression, MSE",
     .group = "From data",
     .formula = "mean (σ(z) − y)²,  z = w₁x₁ + w₂x₂",
     .plain = {},
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), §6.2.2.2",
     .parameters = class_parameters,
     .domain = {-8, 8, -8, 8},
     .start = {-6, -1},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = classes<losses::SquaredSigmoid>,
     .x_name = "w₁",
     .y_name = "w₂"},
    {.key = "linear_chain",
     .label = "Deep linear chain",
     .group = "From data",
     .formula = "mean (w₂w₁x − y)²",
     .plain = {},
     .source = "Saxe, McClelland & Ganguli, ICLR (2014)",
     .parameters = chain_parameters,
     .domain = {-2.5, 2.5, -2.5, 2.5},
     .start = {-1.5, 1.2},
     .log_height = true,
     .smooth = true,
     .known = chain_known,
     .make = chain,
     .x_name = "w₁",
     .y_name = "w₂"},
    {.key = "tanh_neuron",
     .label = "One tanh neuron",
     .group = "From data",
     .formula = "mean (tanh(wx + b) − y)²",
     .plain = {},
     .source = "Auer, Herbster & Warmuth, NIPS 8 (1995)",
     .parameters = neuron_parameters,
     .domain = {-4, 5, -8, 5},
     .start = {-2, 2},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = neuron,
     .x_name = "w",
     .y_name = "b"},
    {.key = "mmd",
     .label = "Maximum mean discrepancy",
     .group = "From data",
     .formula = "mean k(p, p′) + mean k(q, q′) − 2 mean k(p, q + θ),  k(a, b) = exp(−‖a − b‖²/(2h²))",
     .plain = {},
     .source = "Gretton, Borgwardt, Rasch, Schölkopf & Smola, JMLR 13 (2012)",
     .parameters = moved_parameters,
     .domain = {-2, 6, -6, 3},
     .start = {-1, 1},
     .log_height = false,
     .smooth = true,
     .known = {},
     .make = discrepancy,
     .x_name = "θ₁",
     .y_name = "θ₂"},
};

}  // namespace

std::span<const SurfaceInfo> data_surfaces() { return catalogue; }

}  // namespace fallline
