#include "session/surface_spec.h"

#include <fmt/format.h>

#include <cassert>

namespace fallline {
namespace {

const SurfaceInfo& info(const SurfaceSpec& spec) {
  const SurfaceInfo* found = find_surface(spec.key);
  assert(found);
  return *found;
}

}  // namespace

SurfaceSpec surface_spec(const SurfaceInfo& info) {
  return {std::string(info.key), initial_values(info.parameters), std::nullopt, std::nullopt};
}
SurfaceSpec surface_spec(const Formula& formula) {
  return {"", initial_values(formula.parameters()), formula, std::nullopt};
}
SurfaceSpec surface_spec(const GreyImage& image) {
  return {"", initial_values(image_parameters()), std::nullopt, image};
}

std::span<const Parameter> parameters(const SurfaceSpec& spec) {
  if (spec.image) return image_parameters();
  return spec.formula ? spec.formula->parameters() : info(spec).parameters;
}
std::string_view label(const SurfaceSpec& spec) {
  return spec.image ? "Image" : spec.formula ? "Formula" : info(spec).label;
}
std::string_view formula_text(const SurfaceSpec& spec) {
  if (spec.image) return image_formula;
  return spec.formula ? std::string_view(spec.formula->text()) : info(spec).formula;
}
std::string_view x_name(const SurfaceSpec& spec) { return spec.formula || spec.image ? "x" : info(spec).x_name; }
std::string_view y_name(const SurfaceSpec& spec) { return spec.formula || spec.image ? "y" : info(spec).y_name; }
std::unique_ptr<const Surface> make_surface(const SurfaceSpec& spec) {
  if (spec.image) return make_image_surface(*spec.image, spec.values);
  return spec.formula ? spec.formula->surface(spec.values) : info(spec).make(spec.values);
}

bool same_function(const SurfaceSpec& a, const SurfaceSpec& b) {
  const bool same_image = a.image && b.image ? a.image->same_size(*b.image) : !a.image && !b.image;
  return a.key == b.key && a.formula == b.formula && same_image;
}

std::optional<std::string> refuse(const SurfaceSpec& spec) {
  if (!spec.formula && !spec.image && !find_surface(spec.key))
    return "surface.key: " + unknown("surface", spec.key, surface_keys());
  return refuse_values("surface.parameters", parameters(spec), spec.values);
}

}  // namespace fallline
