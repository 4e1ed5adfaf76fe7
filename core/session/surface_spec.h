// SurfaceSpec: which surface an experiment is on, an entry of the catalogue, a typed formula or a
// grey image.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "objective/formula.h"
#include "objective/image_surface.h"
#include "objective/surface.h"

namespace fallline {

struct SurfaceSpec {
  std::string key;                 // of surfaces(); empty with one of the others
  std::vector<double> values;      // in the order of its parameters
  std::optional<Formula> formula;  // instead of the key
  std::optional<GreyImage> image;  // instead of both
  friend bool operator==(const SurfaceSpec&, const SurfaceSpec&) = default;
};

// With the parameters' initial values.
SurfaceSpec surface_spec(const SurfaceInfo& info);
SurfaceSpec surface_spec(const Formula& formula);
SurfaceSpec surface_spec(const GreyImage& image);

// Only for what refuse() passed. Texts and tables live as long as the spec.
std::span<const Parameter> parameters(const SurfaceSpec& spec);
std::string_view label(const SurfaceSpec& spec);         // "Himmelblau", "Formula", "Image"
std::string_view formula_text(const SurfaceSpec& spec);  // for the screen
std::string_view x_name(const SurfaceSpec& spec);        // of the parameters: "x", "w"
std::string_view y_name(const SurfaceSpec& spec);
std::unique_ptr<const Surface> make_surface(const SurfaceSpec& spec);

// The same but for the parameters' values; an image of the same size is the same one, painted.
bool same_function(const SurfaceSpec& a, const SurfaceSpec& b);

// Nothing if the surface can be made; else what is wrong, where (`surface.parameters.kappa`), and what is expected.
std::optional<std::string> refuse(const SurfaceSpec& spec);

}  // namespace fallline
