// Surface: an objective of two parameters, θ = (x, y), with all derivatives exact, at a point, along rows of points at
// vector speed, and bounded over a box.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/interval.h"
#include "math/parameter.h"
#include "objective/objective.h"

namespace fallline {

struct Point {
  double x, y;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Domain {
  double x_min, x_max, y_min, y_max;
  double width() const { return x_max - x_min; }
  double height() const { return y_max - y_min; }
  bool contains(Point p) const { return x_min <= p.x && p.x <= x_max && y_min <= p.y && p.y <= y_max; }
  friend bool operator==(const Domain&, const Domain&) = default;
};

// Nothing if the domain can be used, else what is wrong with it. Sides from 1e-9 to 1e9, within ±1e12.
std::optional<std::string> refuse(const Domain& domain);
// Nothing if a path can start at p, else what is wrong: finite coordinates within ±1e12 are expected.
std::optional<std::string> refuse_start(Point p);

// L, ∂L/∂x, ∂L/∂y, ∂²L/∂x², ∂²L/∂x∂y, ∂²L/∂y².
template <class T>
struct Derivatives {
  T value, x, y, xx, xy, yy;
};

// Where to put derivatives of a row of points; a null pointer leaves one out. `first` is all or nothing, so is
// `second`.
struct DerivativeRows {
  double* value = nullptr;
  double *x = nullptr, *y = nullptr;
  double *xx = nullptr, *xy = nullptr, *yy = nullptr;
};

class Surface;

// One w|u| of a sum, w ≠ 0 and u twice differentiable: a kink where u = 0, a crease for w > 0 and a ridge for w < 0.
struct Kink {
  double weight;
  std::shared_ptr<const Surface> u;
};

// A surface with kinks, taken apart: L = smooth + Σ wᵢ|uᵢ|.
struct KinkSum {
  std::shared_ptr<const Surface> smooth;
  std::vector<Kink> kinks;
};

// What is known of a surface without computing it.
struct KnownPoint {
  double x, y;
  std::string_view kind;  // minimum, maximum, saddle, degenerate
};

struct DataModel;  // objective/data_model.h

class Surface : public Objective {
 public:
  std::size_t dimension() const final { return 2; }

  // The data behind it and the model that θ is; null where there are none.
  virtual const DataModel* data() const { return nullptr; }
  // The mean over these samples alone, at least one: what a mini-batch sees. Null without data.
  virtual std::shared_ptr<const Surface> restricted(std::span<const std::size_t>) const { return nullptr; }

  virtual Derivatives<double> derivatives(Point p) const = 0;
  virtual Derivatives<Interval> derivatives(Interval x, Interval y) const = 0;
  virtual void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const = 0;

  // The kinks of the surface, if it has any and they are known to be of this form.
  virtual const KinkSum* kinks() const { return nullptr; }

  void hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch&) const override {
    const auto d = derivatives(Point{theta[0], theta[1]});
    product[0] = d.xx * v[0] + d.xy * v[1];
    product[1] = d.xy * v[0] + d.yy * v[1];
  }
  void values(const Eigen::MatrixXd& points, Vector values, const Batch&) const override;
};

// One entry of the catalogue: everything that is said of a surface, and how to make it.
struct SurfaceInfo {
  std::string_view key, label;
  std::string_view group;    // the family it belongs to; those of a family stand together
  std::string_view formula;  // as text, for the screen
  std::string_view plain;    // as it would be typed: for Formula::parse, its parameters named by their keys; or empty
  std::string_view source;
  std::span<const Parameter> parameters;
  Domain domain;                      // shown at first
  Point start;                        // where the default experiment begins
  bool log_height;                    // shown by the logarithm of L − min L at first
  bool smooth;                        // twice differentiable on all of its domain
  std::span<const KnownPoint> known;  // critical points in closed form at the default parameters
  std::unique_ptr<const Surface> (*make)(std::span<const double> parameters);
  std::string_view x_name = "x", y_name = "y";  // of the two parameters, on the screen
};

std::span<const SurfaceInfo> surfaces();
const SurfaceInfo* find_surface(std::string_view key);
std::vector<std::string_view> surface_keys();

}  // namespace fallline
