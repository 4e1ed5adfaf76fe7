// Data sets of classes. To add one: where a sample of a class lies, and its entry. Compiled like data_sets.cpp.
#include "data/data_set_families.h"
#include "data/portable_functions.h"

namespace fallline {
namespace {

using namespace data_set;

constexpr Parameter replaced_labels =
    label_noise("Share of the samples whose label is replaced by that of another class, whichever.");
constexpr std::string_view about_places = "Standard deviation of the noise on both features.";

// The rules ---------------------------------------------------------------------------------------------------------

constexpr Parameter gaussian_parameters[] = {
    samples,
    noise(0.5, 2, "Standard deviation of each class along both features."),
    measure("distance", "d", "Distance d", 2, 0, 5, "Distance of the two means."),
    share,
    replaced_labels,
    data_seed};
Spot gaussian_spot(Values own, std::size_t label, Random&) {
  const double c = 0.35355339059327376 * (label == 1 ? own[0] : -own[0]);  // d/(2√2)
  return {c, c};
}

constexpr Parameter circle_parameters[] = {
    samples,
    noise(0.05, 0.5, about_places),
    measure("inner", "r", "Inner radius r", 0.5, 0, 1, "Radius of the circle of class 1; that of class 0 is 1."),
    share,
    replaced_labels,
    data_seed};
Spot circle_spot(Values own, std::size_t label, Random& draw) {
  const double radius = label == 1 ? own[0] : 1;
  const CosSin at = on_circle(draw.uniform());
  return {radius * at.cos, radius * at.sin};
}

constexpr Parameter xor_parameters[] = {
    samples,
    noise(0, 0.5, about_places),
    measure("gap", "", "Gap", 0.05, 0, 0.5, "Distance that all samples keep from both axes, before the noise."),
    share,
    replaced_labels,
    data_seed};
Spot xor_spot(Values own, std::size_t label, Random& draw) {
  const double x1 = own[0] + (1 - own[0]) * draw.uniform(), x2 = own[0] + (1 - own[0]) * draw.uniform();
  const double side = draw.uniform() < 0.5 ? -1 : 1;
  return {side * x1, (label == 1 ? -side : side) * x2};
}

constexpr Parameter spiral_parameters[] = {
    samples,
    noise(0.02, 0.3, about_places),
    several("arms", "Arms", 2, 2, 8, "How many arms there are, a class each."),
    measure("turns", "", "Turns", 1.5, 0.1, 4, "How often an arm would go round from the middle to radius 1."),
    imbalance,
    replaced_labels,
    data_seed};
Spot spiral_spot(Values own, std::size_t label, Random& draw) {
  const double r = 0.1 + 0.9 * draw.uniform();
  const CosSin at = on_circle(own[1] * r + static_cast<double>(label) / own[0]);
  return {r * at.cos, r * at.sin};
}

constexpr Parameter moon_parameters[] = {samples, noise(0.05, 0.5, about_places), share, replaced_labels, data_seed};
Spot moon_spot(Values, std::size_t label, Random& draw) {
  const CosSin at = on_circle(0.5 * draw.uniform());
  if (label == 1) return {1 - at.cos, 0.5 - at.sin};
  return {at.cos, at.sin};
}

constexpr Parameter board_parameters[] = {
    samples,
    noise(0, 0.2, about_places),
    several("squares", "Squares a side", 4, 2, 10, "How many squares there are along each feature."),
    share,
    replaced_labels,
    data_seed};
Spot board_spot(Values own, std::size_t label, Random& draw) {
  // Numbered row after row, the squares of a colour are every second one; where rows are even, each row starts with the
  // other colour.
  const auto side = static_cast<std::size_t>(own[0]);
  const std::size_t of_colour = (side * side + (label == 0 ? 1 : 0)) / 2;
  const std::size_t pair = 2 * static_cast<std::size_t>(draw.bits() % of_colour);
  const std::size_t row = (side % 2 == 0 ? pair : pair + label) / side;
  const std::size_t column = side % 2 == 0 ? pair % side + (row + label) % 2 : (pair + label) % side;
  return {2 * (static_cast<double>(column) + draw.uniform()) / own[0] - 1,
          2 * (static_cast<double>(row) + draw.uniform()) / own[0] - 1};
}

constexpr Parameter blob_parameters[] = {
    samples,
    noise(0.2, 1, "Standard deviation of each class along both features."),
    several("classes", "Classes", 3, 2, 10, "How many classes there are, a blob each."),
    imbalance,
    replaced_labels,
    data_seed};
Spot blob_spot(Values own, std::size_t label, Random&) {
  const CosSin at = on_circle(static_cast<double>(label) / own[0]);
  return {at.cos, at.sin};
}

// The table ---------------------------------------------------------------------------------------------------------

constexpr DataSetInfo table[] = {
    {.key = "two_gaussians",
     .label = "Two Gaussians",
     .formula = "x ~ N(±d/(2√2) (1, 1), σ²)",
     .source = "Smilkov et al. 2017, classifyTwoGaussData",
     .parameters = gaussian_parameters,
     .spot = gaussian_spot},
    {.key = "circles",
     .label = "Circles",
     .formula = "x = ρ (cos φ, sin φ) + σn, ρ = 1 or r, φ uniform",
     .source = "Pedregosa et al. 2011, make_circles",
     .parameters = circle_parameters,
     .spot = circle_spot},
    {.key = "xor",
     .label = "XOR",
     .formula = "class 1 where the signs of x₁ and x₂ differ; |x| uniform in (gap, 1)²; x + σn",
     .source = "Smilkov et al. 2017, classifyXORData",
     .parameters = xor_parameters,
     .spot = xor_spot},
    {.key = "spiral",
     .label = "Spiral",
     .formula = "x = r (cos φ, sin φ) + σn, φ = 2π (turns r + class/arms), r uniform in (0.1, 1)",
     .source = "Smilkov et al. 2017, classifySpiralData; Lang & Witbrock 1988",
     .parameters = spiral_parameters,
     .classes_key = "arms",
     .spot = spiral_spot},
    {.key = "moons",
     .label = "Moons",
     .formula = "x = (cos φ, sin φ) or (1 − cos φ, ½ − sin φ), + σn, φ uniform in (0, π)",
     .source = "Pedregosa et al. 2011, make_moons",
     .parameters = moon_parameters,
     .spot = moon_spot},
    {.key = "checkerboard",
     .label = "Checkerboard",
     .formula = "class = (row + column) mod 2 of the square; x uniform in it, + σn",
     .source = "Ho & Kleinberg 1996",
     .parameters = board_parameters,
     .spot = board_spot},
    {.key = "blobs",
     .label = "Blobs",
     .formula = "x ~ N((cos φ, sin φ), σ²), φ = 2π class/classes",
     .source = "Pedregosa et al. 2011, make_blobs, with means on a circle",
     .parameters = blob_parameters,
     .classes_key = "classes",
     .spot = blob_spot},
};

}  // namespace

std::span<const DataSetInfo> class_sets() { return table; }

}  // namespace fallline
