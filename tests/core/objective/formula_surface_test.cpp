// The surface of a formula: the catalogue typed, one formula asked in different ways, holes and kinks.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/derivative_scale.h"
#include "support/formulas.h"
#include "support/tables.h"

namespace fallline {
namespace {

using test::derivative_names;
using test::list;
using test::parsed;
using test::surface_of;

constexpr double infinity = std::numeric_limits<double>::infinity();

class CatalogueTyped : public testing::TestWithParam<std::string_view> {
 protected:
  const SurfaceInfo& info = *find_surface(GetParam());
};

TEST_P(CatalogueTyped, HasTheDerivativesOfTheBuiltIn) {
  std::vector<std::vector<double>> settings{initial_values(info.parameters)};
  if (!info.parameters.empty()) {
    settings.emplace_back();
    for (const Parameter& p : info.parameters) settings.back().push_back(0.3 * p.minimum + 0.7 * p.maximum);
  }
  for (const auto& values : settings) {
    const auto built_in = info.make(values), formula = test::as_formula(info, values);
    const auto points = test::points_around(info.domain, 2000, 11);
    std::vector<Derivatives<double>> exact;
    for (const Point p : points) exact.push_back(built_in->derivatives(p));
    const auto usual = test::usual_size(exact);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto got = list(formula->derivatives(points[i])), expected = list(exact[i]);
      for (std::size_t k = 0; k < 6; ++k)
        ASSERT_NEAR(got[k], expected[k], 1e-13 * (usual[k] + std::abs(expected[k])))
            << derivative_names[k] << " at " << points[i].x << ", " << points[i].y;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CatalogueTyped, testing::ValuesIn(surface_keys()), test::key_name);

}  // namespace
}  // namespace fallline
