#include "objective/formula_surface.h"

#include <utility>

#include "objective/formula_bounds.h"
#include "objective/formula_kinks.h"
#include "objective/formula_program.h"

namespace fallline::formula {
namespace {

// Of the six nodes the first `count`: the value, with the gradient, with the Hessian.
Program program(const Graph& graph, const SixNodes& nodes, std::size_t count) {
  return Program(graph, std::span(nodes).first(count));
}

class FormulaSurface final : public Surface {
 public:
  FormulaSurface(const Graph& graph, const SixNodes& points, const SixNodes& bounds,
                 std::unique_ptr<const KinkSum> kinks)
      : value_(program(graph, points, 1)),
        first_(program(graph, points, 3)),
        all_(program(graph, points, 6)),
        bounds_(graph, bounds),
        kinks_(std::move(kinks)) {}

  const KinkSum* kinks() const override { return kinks_.get(); }

  // With the gradient: the same instructions give the same number to the last bit.
  double value(ConstVector theta, const Batch&) const override {
    std::array<double, 3> d;
    first_.at(theta[0], theta[1], d);
    return d[0];
  }

  double value_and_gradient(ConstVector theta, Vector gradient, const Batch&) const override {
    std::array<double, 3> d;
    first_.at(theta[0], theta[1], d);
    gradient[0] = d[1];
    gradient[1] = d[2];
    return d[0];
  }

  Derivatives<double> derivatives(Point p) const override {
    std::array<double, 6> d;
    all_.at(p.x, p.y, d);
    return {d[0], d[1], d[2], d[3], d[4], d[5]};
  }

  Derivatives<Interval> derivatives(Interval x, Interval y) const override {
    const auto d = bounds_.over(x, y);
    return {d[0], d[1], d[2], d[3], d[4], d[5]};
  }

  void derivatives(std::span<const double> x, std::span<const double> y, const DerivativeRows& out) const override {
    const std::array rows{out.value, out.x, out.y, out.xx, out.xy, out.yy};
    const Program& program = out.xx ? all_ : out.x ? first_ : value_;
    program.along(x, y, std::span(rows).first(program.outputs()));
  }

 private:
  Program value_, first_, all_;
  Bounds bounds_;
  std::unique_ptr<const KinkSum> kinks_;
};

std::unique_ptr<const KinkSum> kink_sum(Graph graph, Id root) {
  const auto nodes = kinks(graph, root);
  if (!nodes) return nullptr;
  auto sum = std::make_unique<KinkSum>();
  sum->smooth = make_surface(graph, nodes->smooth);
  for (const auto& [weight, u] : nodes->kinks) sum->kinks.push_back({weight, make_surface(graph, u)});
  return sum;
}

}  // namespace

std::unique_ptr<const Surface> make_surface(Graph graph, Id root) {
  auto kinks = kink_sum(graph, root);
  const SixNodes bounds = differentiate(graph, root, Purpose::bounds);
  SixNodes points = differentiate(graph, root, Purpose::points);
  expand_powers(graph, points);
  return std::make_unique<FormulaSurface>(graph, points, bounds, std::move(kinks));
}

}  // namespace fallline::formula
