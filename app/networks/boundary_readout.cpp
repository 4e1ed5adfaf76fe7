#include "app/networks/boundary_readout.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/networks/answers.h"
#include "app/widgets/number_format.h"

namespace fallline {
namespace {

// x, the output there, and what it says.
std::string text_of_point(const PlottedData& plotted, const NetworkRacerSnapshot& racer, Point at) {
  Eigen::MatrixXd inputs, outputs;
  plotted.inputs_of({&at, 1}, inputs);
  racer.objective().outputs(racer.theta, inputs, outputs, racer.memory);
  const auto number = [](double v) { return ui::format_number(v, 3); };
  std::string text = plotted.is_curve() ? fmt::format("x = {}", number(at.x))
                                        : fmt::format("x = ({}, {})", number(at.x), number(at.y));
  if (plotted.data().regression()) return text + fmt::format("  f(x) = {}", number(outputs(0, 0)));
  const Answer a = answer(racer.objective().loss().key, outputs, 0);
  if (outputs.cols() == 1) text += fmt::format("  z = {}", number(outputs(0, 0)));
  return text + fmt::format("  P({}) = {}", class_name(plotted.data(), a.label), number(a.probability));
}

std::string text_of_sample(const PlottedData& plotted, const NetworkRacerSnapshot& racer,
                           const PlottedData::Sample& s) {
  constexpr std::string_view names[] = {"train", "validation", "test"};
  const training::Parts& parts = racer.setup->parts;
  const auto& objective = s.part == Part::training ? parts.training
                          : s.part == Part::test   ? parts.test
                                                   : parts.validation;
  const Dataset& data = plotted.data();
  std::string text = fmt::format("sample {}  {}", s.index + 1, names[static_cast<std::size_t>(s.part)]);
  text += data.regression() ? fmt::format("  y = {}", ui::format_number(plotted.height(s.index), 3))
                            : fmt::format("  class {}", class_name(data, data.label[s.index]));
  if (!objective) return text;
  std::vector<double> averages = racer.memory;
  const double all = objective->value(racer.theta, {.samples = {&s.row, 1}, .memory = averages});
  return text + fmt::format("  loss {}", ui::format_number(all - objective->penalty(racer.theta), 3));
}

}  // namespace

std::string feature_name(const Dataset& data, std::size_t feature) {
  if (feature < data.feature_names.size()) return data.feature_names[feature];
  return data.features() == 1 ? "x" : feature == 0 ? "x₁" : "x₂";
}

void draw_boundary_readout(NetworksFrame& f, const NetworkRacerSnapshot& racer, const MapTransform& map,
                           std::optional<std::size_t> near) {
  const PlottedData& plotted = f.own.boundary.data;
  const ui::Theme& t = f.theme;
  std::vector<std::string> lines;
  if (near) lines.push_back(text_of_sample(plotted, racer, plotted.samples()[*near]));
  lines.push_back(text_of_point(plotted, racer, map.to_point(ImGui::GetIO().MousePos)));
  float width = 0;
  for (const std::string& line : lines) width = std::max(width, ui::text_size(t.fonts.tick, line).x);
  const float row = t.fonts.tick.size + t.px(3), pad = t.px(7);
  width = std::min(width, map.high.x - map.low.x - t.px(20) - 2 * pad);
  const ImVec2 low(map.low.x + t.px(10), map.high.y - t.px(10) - 2 * pad - static_cast<float>(lines.size()) * row);
  if (width < t.px(40) || low.y < map.low.y) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ui::fill_round(list, low, {low.x + width + 2 * pad, map.high.y - t.px(10)}, t.backdrop, t.rounding());
  for (std::size_t i = 0; i < lines.size(); ++i)
    ui::draw_text_cut(list, t.fonts.tick, {low.x + pad, low.y + pad + static_cast<float>(i) * row}, width, t.text,
                      lines[i]);
}

}  // namespace fallline
