// What the comparison asks of another library: to walk over Rosenbrock's function as one of our optimizers does.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "objective/surface.h"

namespace fallline::bench {

struct Method {
  std::string_view key;  // of optimizers()
  // Our options under which both do the same.
  std::vector<std::pair<std::string_view, double>> convention;
  // Its iterates are the points at which ours takes the gradient: θ + α v.
  bool at_look_ahead;
  // `steps` steps from `start`; `values` in the order of our parameters. Each point reached is put into `path`, if
  // there is one.
  void (*run)(std::span<const double> values, Point start, std::size_t steps, Point* path);
};

struct Library {
  std::string_view name;
  std::string_view package;     // Debian's and Ubuntu's
  std::vector<Method> methods;  // none: the library was not there when this was built
};

Library libtorch();
Library ensmallen();

}  // namespace fallline::bench
