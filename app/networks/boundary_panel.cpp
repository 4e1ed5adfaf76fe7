// The decision boundary: what the racer in focus answers over the plane of the first two features, with the samples on
// it; of numbers by one feature the fitted curves. Samples are added, moved and erased here.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/networks/answers.h"
#include "app/networks/boundary_edit.h"
#include "app/networks/boundary_readout.h"
#include "app/networks/boundary_tools.h"
#include "app/networks/class_colours.h"
#include "app/networks/frame.h"
#include "app/panels/area.h"
#include "app/panels/map_transform.h"
#include "app/panels/on_picture.h"
#include "app/paths.h"
#include "app/plot/layout.h"

namespace fallline {
namespace {

constexpr float grab_radius = 10, brush_radius = 12, added_apart = 14;  // units

class BoundaryPanel {
 public:
  BoundaryPanel(NetworksFrame& f, const NetworkRacerSnapshot& racer, ImVec2 low, ImVec2 high)
      : f_(f), s_(f.own.boundary), racer_(racer), low_(low), high_(high), list_(*ImGui::GetWindowDrawList()) {}

  void draw() {
    const auto begin = Duty::Clock::now();
    const std::uint64_t version = s_.field.version();
    bring_up_to_date();
    ImDrawListSplitter layers;  // the tools are drawn on top, but come first when the mouse is shared out
    layers.Split(&list_, 2);
    layers.SetCurrentChannel(&list_, 1);
    place_tools();
    layers.SetCurrentChannel(&list_, 0);
    ImGui::SetCursorScreenPos(map_.low);
    ui::hit_area(
        "boundary", {map_.high.x - map_.low.x, map_.high.y - map_.low.y},
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    note_place(f_.places, "boundary", map_.low, map_.high);
    hovered_ = ImGui::IsItemHovered();
    handle_mouse();
    list_.PushClipRect(map_.low, map_.high, true);
    if (s_.data.is_curve())
      plot::draw_grid(list_, f_.theme, layout_);
    else
      draw_field();
    draw_dots();
    if (s_.data.is_curve()) draw_curves();
    if (s_.field.version() != version) s_.field.note_work(begin);
    draw_hand();
    list_.PopClipRect();
    draw_caption();
    layers.Merge(&list_);
  }

 private:
  void bring_up_to_date() {
    const training::DataSpec& spec = f_.snapshot.experiment.data;
    const std::string source =
        fmt::format("{} {} {} {}", spec.set, spec.csv, spec.target, f_.snapshot.data->features());
    if (source != s_.source) s_.window.reset();
    s_.source = source;
    if (s_.data.update(f_.snapshot)) s_.answers.of = 0;
    const int kinds = f_.snapshot.data->regression() ? 2 : f_.snapshot.data->classes;
    s_.label = std::min(s_.label, kinds - 1);
    const Domain window = s_.window.value_or(s_.data.bounds());
    if (s_.data.is_curve()) {
      layout_ = plot::lay_out(f_.theme, {low_, high_}, {window.x_min, window.x_max}, {window.y_min, window.y_max},
                              plot::AxisScale::linear, true);
      map_ = {layout_.area.min, layout_.area.max, window};
    } else {
      const double width = high_.x - low_.x, height = high_.y - low_.y;
      map_ = {low_, high_, s_.data.equal_scales() ? with_equal_scales(window, width, height) : window};
    }
    const bool moving = f_.run.transport.playing || !f_.run.complete;
    columns_ = std::max(2, static_cast<int>(std::lround((map_.high.x - map_.low.x) * f_.pixels)));
    rows_ = std::max(2, static_cast<int>(std::lround((map_.high.y - map_.low.y) * f_.pixels)));
    // Of a curve there is no field to refine; its version tells when the weights are others.
    const BoundaryField::Wanted wanted{map_.window, s_.data.is_curve() ? 2 : columns_, s_.data.is_curve() ? 2 : rows_,
                                       render::find_colour_map(f_.state.view.colours), f_.theme.dark};
    s_.field.update(racer_, s_.data, f_.theme, wanted, moving);
    if (f_.pictures) f_.pictures->boundary().note_refining(!moving && s_.field.needs_refine());
    answer_samples();
  }

  // What the racer says of the samples that are drawn.
  void answer_samples() {
    BoundaryState::Answers& a = s_.answers;
    if (a.of == s_.field.version()) return;
    a.of = s_.field.version();
    racer_.objective().outputs(racer_.theta, s_.data.inputs(), a.outputs, racer_.memory);
    const Dataset& data = s_.data.data();
    a.wrong.assign(s_.data.samples().size(), false);
    if (data.regression()) return;
    for (std::size_t i = 0; i < a.wrong.size(); ++i)
      a.wrong[i] =
          training::predicted_class(a.outputs, static_cast<Eigen::Index>(i)) != data.label[s_.data.samples()[i].index];
  }

  void place_tools() {
    const float width = boundary_tools_width(f_), height = f_.theme.px(28), margin = f_.theme.px(10);
    const bool beside = high_.x - low_.x > width + f_.theme.px(190);
    if (high_.x - low_.x < width + 2 * margin || high_.y - low_.y < (beside ? 1.5f : 3.4f) * height) return;
    ImGui::SetCursorScreenPos({high_.x - margin - width, beside ? low_.y + margin : high_.y - margin - height});
    draw_boundary_tools(f_);
  }

  void handle_mouse() {
    const ImGuiIO& io = ImGui::GetIO();
    const bool left = ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
    const bool other = ImGui::IsItemActive() && !left;
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (!left) s_.held.reset(), s_.last_added_at.reset();
    if (left && ImGui::IsItemActivated() && s_.tool == BoundaryTool::move)
      if (const auto near = sample_near(io.MousePos)) s_.held = s_.data.samples()[*near].index;
    if (left) use_tool(io.MousePos, moved);
    const bool pans = other || (left && (s_.tool == BoundaryTool::pan || (s_.tool == BoundaryTool::move && !s_.held)));
    if (pans && moved) set_window(map_.panned(io.MouseDelta));
    if (!hovered_) return;
    if (s_.tool == BoundaryTool::pan && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) s_.window.reset();
    if (compat::own_wheel(); const float notches = compat::wheel_notches())
      set_window(map_.zoomed(io.MousePos, std::pow(1.15, notches)));
  }

  void use_tool(ImVec2 mouse, bool moved) {
    // What is shown stays under the hand, wherever samples come to lie.
    if (s_.tool != BoundaryTool::pan) s_.window = map_.window;
    const auto to_pixel = [this](Point p) { return map_.to_pixel(p); };
    if (s_.tool == BoundaryTool::erase)
      erase_samples(f_, mouse, f_.theme.px(brush_radius), to_pixel);
    else if (s_.tool == BoundaryTool::move && s_.held && moved)
      move_sample(f_, *s_.held, s_.data.in_data(part_of(*s_.held), map_.to_point(mouse)));
    else if (s_.tool == BoundaryTool::add &&
             (!s_.last_added_at || distance(*s_.last_added_at, mouse) > f_.theme.px(added_apart))) {
      s_.last_added_at = mouse;
      add_sample(f_, map_.to_point(mouse));
    }
  }

  Part part_of(std::size_t index) const {
    const auto found = std::ranges::find(s_.data.samples(), index, &PlottedData::Sample::index);
    return found == s_.data.samples().end() ? Part::training : found->part;
  }

  void set_window(const Domain& window) {
    if (!refuse(window)) s_.window = window;
  }

  static float distance(ImVec2 a, ImVec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

  // Of the samples that are drawn.
  std::optional<std::size_t> sample_near(ImVec2 mouse) const {
    std::optional<std::size_t> best;
    float nearest = f_.theme.px(grab_radius);
    for (std::size_t i = 0; i < s_.data.samples().size(); ++i)
      if (const float d = distance(map_.to_pixel(s_.data.samples()[i].at), mouse); is_drawn(i) && d < nearest)
        nearest = d, best = i;
    return best;
  }

  bool is_drawn(std::size_t i) const {
    return s_.data.samples()[i].part != Part::test || f_.state.view.networks.test_points;
  }

  void draw_field() {
    if (!f_.pictures) return;
    const render::Texture& texture = f_.pictures->boundary().field(s_.field);
    // The middles of the outermost texels lie on the edges; what is shown may be of the frame before.
    const float u = 0.5f / static_cast<float>(texture.width()), v = 0.5f / static_cast<float>(texture.height());
    const Domain& w = s_.field.window();
    const ImVec2 low = map_.to_pixel({w.x_min, w.y_max}), high = map_.to_pixel({w.x_max, w.y_min});
    Pictures::show(list_, texture.id(), low, high, {u, 1 - v}, {1 - u, v});
    draw_lines_of_others();
    draw_lines(s_.field, ui::faded(f_.theme.dark ? picture_ink : f_.theme.text, 0.8f), 1.4f * f_.theme.scale);
  }

  // To compare: between two classes, those of the other racers, found on a coarser grid.
  void draw_lines_of_others() {
    if (s_.data.data().classes != 2) return;
    for (const NetworkRacerSnapshot& r : f_.snapshot.racers) {
      if (&r == &racer_ || !f_.state.shown[static_cast<std::size_t>(r.spec.colour)]) continue;
      BoundaryField& field = s_.others[static_cast<std::size_t>(r.spec.colour)];
      field.update(r, s_.data, f_.theme, {.window = map_.window, .columns = columns_ / 4, .rows = rows_ / 4},
                   f_.run.transport.playing);
      draw_lines(field, ui::faded(f_.theme.racer(static_cast<std::size_t>(r.spec.colour)), 0.75f),
                 1.1f * f_.theme.scale);
    }
  }

  void draw_lines(const BoundaryField& field, ImU32 colour, float thickness) {
    std::vector<ImVec2> line;
    for (const IsoLine& iso : field.lines()) {
      line.clear();
      for (const Point& p : iso.points) line.push_back(map_.to_pixel(p));
      if (iso.closed) line.push_back(line.front());
      draw_line(&list_, line, colour, thickness);
    }
  }

  // The curves of all racers, that in focus on top; of two classes P(1), of more the class.
  void draw_curves() {
    for (const NetworkRacerSnapshot& r : f_.snapshot.racers)
      if (&r != &racer_ && f_.state.shown[static_cast<std::size_t>(r.spec.colour)]) draw_curve(r, 1.4f);
    draw_curve(racer_, 2.4f);
  }

  void draw_curve(const NetworkRacerSnapshot& racer, float thickness) {
    std::vector<Point> points;
    for (float x = map_.low.x; x <= map_.high.x + 1; x += 2) points.push_back({map_.to_point({x, 0}).x, 0});
    Eigen::MatrixXd inputs, outputs;
    s_.data.inputs_of(points, inputs);
    racer.objective().outputs(racer.theta, inputs, outputs, racer.memory);
    std::vector<ImVec2> line;
    for (std::size_t i = 0; i < points.size(); ++i)
      line.push_back(map_.to_pixel({points[i].x, curve_height(racer, outputs, static_cast<Eigen::Index>(i))}));
    if (std::ranges::all_of(line, [](ImVec2 p) { return std::isfinite(p.y); }))
      draw_line(&list_, line, f_.theme.racer(static_cast<std::size_t>(racer.spec.colour)), f_.theme.px(thickness));
  }

  double curve_height(const NetworkRacerSnapshot& racer, const Eigen::MatrixXd& outputs, Eigen::Index i) const {
    if (s_.data.data().regression()) return outputs(i, 0);
    const Answer a = answer(racer.objective().loss().key, outputs, i);
    if (s_.data.data().classes > 2) return a.label;
    return a.label == 1 ? a.probability : 1 - a.probability;
  }

  ImU32 colour_of(const PlottedData::Sample& sample) const {
    const Dataset& data = s_.data.data();
    if (!data.regression()) return class_colour(f_.theme, data.label[sample.index], data.classes);
    if (s_.data.is_curve()) return f_.theme.dim;
    const double span = s_.data.highest_target() - s_.data.lowest_target();
    const render::Rgb c = render::colour(render::find_colour_map(f_.state.view.colours),
                                         (s_.data.height(sample.index) - s_.data.lowest_target()) / span);
    return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1});
  }

  // Drawn anew only where they would look different.
  void draw_dots() {
    constexpr DotShape shapes[] = {DotShape::disc, DotShape::eyed_ring, DotShape::ring};
    std::vector<Dot> dots;
    for (std::size_t i = 0; i < s_.data.samples().size(); ++i) {
      if (!is_drawn(i)) continue;
      const PlottedData::Sample& sample = s_.data.samples()[i];
      const ImVec2 p = map_.to_pixel(sample.at);
      dots.push_back({(p.x - map_.low.x) * f_.pixels, (map_.high.y - p.y) * f_.pixels, colour_of(sample),
                      shapes[static_cast<std::size_t>(sample.part)], s_.answers.wrong[i]});
    }
    // Thousands of them leave room for nothing else: smaller then.
    const float few = std::clamp(std::sqrt(700.0f / static_cast<float>(dots.size() + 1)), 0.6f, 1.0f);
    const float radius = 3.5f * few * f_.theme.scale * f_.pixels;
    BoundaryState::Dots& kept = s_.dots;
    if (kept.columns != columns_ || kept.rows != rows_ || kept.radius != radius || kept.drawn != dots) {
      kept.pixels = fallline::draw_dots(columns_, rows_, dots, radius);
      kept.columns = columns_;
      kept.rows = rows_;
      kept.radius = radius;
      kept.drawn = std::move(dots);
      kept.version = static_cast<std::uint64_t>(ImGui::GetFrameCount());
    }
    if (f_.pictures)
      compat::draw_image(list_, f_.pictures->boundary().dots(columns_, rows_, kept.pixels, kept.version).id(), map_.low,
                         map_.high);
  }

  // What the hand would do, and what is under it.
  void draw_hand() {
    if (!hovered_ && !ImGui::IsItemActive()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const ImU32 ink = f_.theme.dark || !s_.data.is_curve() ? picture_ink : f_.theme.text;
    if (s_.tool == BoundaryTool::erase) list_.AddCircle(mouse, f_.theme.px(brush_radius), ink, 24, f_.theme.px(1.5f));
    if (s_.tool == BoundaryTool::add)
      list_.AddCircle(mouse, f_.theme.px(4), colour_of_added(f_, s_.label), 16, f_.theme.px(2));
    const auto near = sample_near(mouse);
    if (near) list_.AddCircle(map_.to_pixel(s_.data.samples()[*near].at), f_.theme.px(7), ink, 20, f_.theme.px(1.5f));
    draw_boundary_readout(f_, racer_, map_, near);
  }

  void draw_caption() {
    const Dataset& data = s_.data.data();
    std::string hint = "● train";
    if (s_.data.count(Part::validation) > 0) hint += " ◉ validation";
    if (s_.data.count(Part::test) > 0 && f_.state.view.networks.test_points) hint += " ○ test";
    if (data.features() > 2)
      hint += fmt::format(" · plane of {}, {}, the others at their mean", feature_name(data, 0), feature_name(data, 1));
    if (data.y.cols() > 1) hint += " · first target";
    const std::string_view title = s_.data.is_curve()  ? "Fitted curve"
                                   : data.regression() ? "Fitted field"
                                                       : "Decision boundary";
    if (s_.data.is_curve()) plot::draw_numbers(list_, f_.theme, layout_, feature_name(data, 0));
    draw_view_caption(f_, low_, {title, hint});
  }

  NetworksFrame& f_;
  BoundaryState& s_;
  const NetworkRacerSnapshot& racer_;
  const ImVec2 low_, high_;
  ImDrawList& list_;
  MapTransform map_{};
  plot::Layout layout_{};
  int columns_ = 0, rows_ = 0;  // device pixels of the map
  bool hovered_ = false;
};

}  // namespace

void draw_boundary_panel(NetworksFrame& f) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
  const NetworkRacerSnapshot* racer = focused_racer(f);
  if (size.x < 2 || size.y < 2 || !racer) return;
  BoundaryPanel(f, *racer, low, {low.x + size.x, low.y + size.y}).draw();
}

}  // namespace fallline
