#include "app/edge_formula.h"

#include <fmt/format.h>

namespace fallline {

std::string edge_formula(LinearMethod::Family family, std::string_view of) {
  switch (family) {
    case LinearMethod::Family::descent:
      return fmt::format("2/{}", of);
    case LinearMethod::Family::heavy_ball:
      return fmt::format("2(1+α)/{}", of);
    case LinearMethod::Family::nesterov:
      return fmt::format("2(1+α)/((1+2α){})", of);
    default:
      return "2";
  }
}

}  // namespace fallline
