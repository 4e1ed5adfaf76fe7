#include "session/network_view.h"

#include <fmt/format.h>

#include "nn/network_spec.h"

namespace fallline {
namespace {

constexpr KindInfo<PlaneKind> planes[] = {
    {PlaneKind::path, "path", "PCA of the path", "The two directions in which the path goes farthest."},
    {PlaneKind::random, "random", "Random directions", "Two directions of chance, filter-normalized."},
    {PlaneKind::weights, "weights", "Two weights", "Along two of the parameters, all others as they are."},
    {PlaneKind::eigenvectors, "eigenvectors", "Eigenvectors of H", "Along those of the greatest and the least λ."},
    {PlaneKind::points, "points", "Three points", "Through the start, the middle and the end of the path."},
};

constexpr KindInfo<CurveKind> curves[] = {
    {CurveKind::loss, "loss", "Loss", "L on the samples to train with; dashed on those to test with."},
    {CurveKind::accuracy, "accuracy", "Accuracy", "The share of samples that come out right; of numbers R²."},
    {CurveKind::gradient_norm, "gradient_norm", "Gradient norm", "‖∇L‖ of all samples."},
    {CurveKind::learning_rate, "learning_rate", "Learning rate", "η of the last step, schedules included."},
    {CurveKind::eigenvalues, "eigenvalues", "Hessian eigenvalues", "λ_max and λ_min along the path."},
    {CurveKind::layer_gradients, "layer_gradients", "Gradient size per layer", "mean |∂L/∂W| of each layer."},
    {CurveKind::update_ratios, "update_ratios", "Update / weight", "‖ΔW‖/‖W‖ of each layer."},
    {CurveKind::weight_histogram, "weight_histogram", "Weights over time", "Histograms of a layer's weights."},
    {CurveKind::activation_histogram, "activation_histogram", "Activations over time",
     "Histograms of a layer's activations."},
    {CurveKind::gradient_histogram, "gradient_histogram", "Gradients over time", "Histograms of a layer's ∂L/∂W."},
    {CurveKind::confusion, "confusion", "Confusion matrix",
     "Which classes are taken for which; of numbers the residuals."},
};

}  // namespace

std::span<const KindInfo<PlaneKind>> plane_kinds() { return planes; }
std::span<const KindInfo<CurveKind>> curve_kinds() { return curves; }

std::optional<std::string> refuse(const NetworkView& view) {
  for (const std::int64_t weight : view.weights)
    if (weight < 0 || weight >= static_cast<std::int64_t>(nn::most_parameters))
      return fmt::format("view.networks.weights: {}; whole numbers from 0 to {} are expected", weight,
                         nn::most_parameters - 1);
  return std::nullopt;
}

}  // namespace fallline
