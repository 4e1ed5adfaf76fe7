#include "objective/formula_kinks.h"

namespace fallline::formula {
namespace {

class Collector {
 public:
  explicit Collector(Graph& graph) : graph_(graph), parts_{graph.constant(0), {}} {}

  // factor · node
  void add(Id id, double factor) {
    const Node node = graph_[id];
    switch (node.op) {
      case Op::add:
      case Op::subtract:
        add(node.a, factor);
        return add(node.b, node.op == Op::add ? factor : -factor);
      case Op::negate:
        return add(node.a, -factor);
      case Op::multiply:
        if (!graph_.is_constant(node.a)) break;
        return add(node.b, factor * graph_[node.a].value);
      case Op::divide:
        if (!graph_.is_constant(node.b)) break;
        return add(node.a, factor / graph_[node.b].value);
      case Op::abs:
        return add_kink(factor, node.a);
      case Op::min:
      case Op::max:
        add(node.a, 0.5 * factor);
        add(node.b, 0.5 * factor);
        return add_kink(node.op == Op::max ? 0.5 * factor : -0.5 * factor, graph_.make(Op::subtract, node.a, node.b));
      default:
        break;
    }
    parts_.smooth = graph_.make(Op::add, parts_.smooth, graph_.make(Op::multiply, graph_.constant(factor), id));
  }

  std::optional<KinkNodes> take() {
    std::vector<Id> all{parts_.smooth};
    for (const auto& [weight, u] : parts_.kinks) all.push_back(u);
    const std::vector<bool> needed = graph_.reachable(all);
    for (Id id = 0; id < needed.size(); ++id)
      if (needed[id] && !is_smooth(graph_[id].op)) return std::nullopt;
    if (parts_.kinks.empty()) return std::nullopt;
    return parts_;
  }

 private:
  void add_kink(double weight, Id u) {
    if (weight != 0 && !graph_.is_constant(u)) parts_.kinks.emplace_back(weight, u);
  }

  static bool is_smooth(Op op) {
    return op != Op::abs && op != Op::sign && op != Op::min && op != Op::max && op != Op::floor && op != Op::select &&
           op != Op::atan2;
  }

  Graph& graph_;
  KinkNodes parts_;
};

}  // namespace

std::optional<KinkNodes> kinks(Graph& graph, Id root) {
  Collector collector(graph);
  collector.add(root, 1);
  return collector.take();
}

}  // namespace fallline::formula
