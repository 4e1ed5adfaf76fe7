// The phase diagram of momentum at the point of the racer in focus, with every racer that has a place in it. A dot that
// is dragged sets its racer's η and α.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/on_picture.h"
#include "app/panels/parameter_row.h"
#include "app/panels/theory.h"
#include "app/paths.h"
#include "app/plot/ticks.h"
#include "app/render/colour_map.h"
#include "app/widgets.h"

namespace fallline {
namespace {

using Family = LinearMethod::Family;

constexpr float grab_radius = 13;  // units around a dot
constexpr double highest_alpha = 0.999;

// Between (α, η) and the screen.
struct Place {
  ui::Rect box;
  plot::Range eta;

  float x(double alpha) const { return box.min.x + box.width() * static_cast<float>(alpha); }
  float y(double eta_value) const {
    const double share = std::log(eta_value / eta.low) / std::log(eta.high / eta.low);
    return box.max.y - box.height() * static_cast<float>(std::clamp(share, -1e3, 1e3));
  }
  double alpha(float px) const { return std::clamp(double{(px - box.min.x) / box.width()}, 0.0, highest_alpha); }
  double eta_at(float py) const {
    const double share = std::clamp(double{(box.max.y - py) / box.height()}, 0.0, 1.0);
    return eta.low * std::pow(eta.high / eta.low, share);
  }
};

struct Dot {
  std::size_t racer;  // of the experiment
  int colour;
  LinearMethod method;
  ImVec2 at;
};

bool has_place(const LinearMethod& m) { return m.family != Family::newton && m.family != Family::saddle_free; }

std::vector<Dot> dots(const SurfacesFrame& f, const Place& place) {
  std::vector<Dot> all;
  const auto& racers = f.commands.experiment.racers;
  for (std::size_t i = 0; i < racers.size(); ++i) {
    const auto method = linear_method(racers[i], f.snapshot.step);
    if (!method || !has_place(*method)) continue;
    const ImVec2 at(place.x(method->alpha),
                    std::clamp(place.y(std::max(method->eta, 1e-300)), place.box.min.y, place.box.max.y));
    all.push_back({i, racers[i].colour, *method, at});
  }
  return all;
}

// Three significant digits: a pixel is more than the fourth.
double three_digits(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 2);
  return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

void set(RacerSpec& spec, std::string_view key, double value) {
  const auto parameters = info(spec).parameters;
  if (const auto i = find_parameter(parameters, key)) spec.values[*i] = value;
}

// The dot under the mouse or held, if any.
std::optional<std::size_t> handle_mouse(SurfacesFrame& f, const Place& place, const std::vector<Dot>& all) {
  TheoryState::Phase& phase = f.state.theory.phase;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  std::optional<std::size_t> near;
  float nearest = f.theme.px(grab_radius);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const float d = std::hypot(all[i].at.x - mouse.x, all[i].at.y - mouse.y); d < nearest) nearest = d, near = i;
  if (!ImGui::IsItemHovered()) near.reset();
  if (ImGui::IsItemActivated() && near) {
    phase.held = all[*near].colour;
    phase.grab = {all[*near].at.x - mouse.x, all[*near].at.y - mouse.y};
    f.state.view.focus = all[*near].colour;
  }
  if (!ImGui::IsItemActive()) phase.held.reset();
  if (!phase.held) return near;
  const auto held = std::find_if(all.begin(), all.end(), [&](const Dot& d) { return d.colour == *phase.held; });
  if (held == all.end()) return std::nullopt;
  if (const ImVec2 moved = ImGui::GetIO().MouseDelta; moved.x != 0 || moved.y != 0) {
    RacerSpec& spec = f.commands.experiment.racers[held->racer];
    const double factor = scheduled_factor(spec, f.snapshot.step);
    if (factor > 0) set(spec, "lr", three_digits(place.eta_at(mouse.y + phase.grab.y) / factor));
    if (held->method.family != Family::descent)
      set(spec, "momentum", std::round(1e3 * place.alpha(mouse.x + phase.grab.x)) / 1e3);
    f.commands.change =
        fmt::format("{} {}", info(spec).label, held->method.family == Family::descent ? "η" : "η and α");
  }
  return static_cast<std::size_t>(held - all.begin());
}

// What is drawn once
// -------------------------------------------------------------------------------------------------------------------

void draw_colours(ImDrawList& list, const Place& place, const PhaseDiagram& d, render::ColourMap map) {
  const int columns = d.rates.columns, rows = d.rates.rows;
  list.PrimReserve(6 * (columns - 1) * (rows - 1), columns * rows);
  const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const render::Rgb c = render::colour(map, 1 - d.slowness(d.rates.at(column, row)));
      const float across = static_cast<float>(column) / static_cast<float>(columns - 1);
      const float up = static_cast<float>(row) / static_cast<float>(rows - 1);
      list.PrimWriteVtx({place.box.min.x + across * place.box.width(), place.box.max.y - up * place.box.height()},
                        white, ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1}));
    }
  for (int row = 0; row + 1 < rows; ++row)
    for (int column = 0; column + 1 < columns; ++column) {
      const auto corner = static_cast<ImDrawIdx>(first + row * columns + column);
      for (const int step : {0, 1, columns + 1, 0, columns + 1, columns})
        list.PrimWriteIdx(static_cast<ImDrawIdx>(corner + step));
    }
}

// η(α) as a line across the diagram.
template <class Eta>
std::vector<ImVec2> curve(const Place& place, Eta eta) {
  constexpr int pieces = 128;
  std::vector<ImVec2> points;
  for (int i = 0; i <= pieces; ++i) {
    const double alpha = static_cast<double>(i) / pieces;
    points.emplace_back(place.x(alpha), place.y(std::max(eta(alpha), 1e-300)));
  }
  return points;
}

// Beyond the edge, in another colour, hatched.
void draw_divergence(ImDrawList& list, const Place& place, const std::vector<ImVec2>& edge, const ui::Theme& t) {
  const ImU32 ground = ui::mixed(t.plot, t.negative, t.dark ? 0.22f : 0.14f);
  for (std::size_t i = 0; i + 1 < edge.size(); ++i)
    list.AddQuadFilled({edge[i].x, place.box.min.y}, {edge[i + 1].x, place.box.min.y}, edge[i + 1], edge[i], ground);
  const ImU32 ink = ui::faded(t.negative, 0.4f);
  const float apart = t.px(7);
  const auto edge_at = [&](float x) {
    const float share = (x - place.box.min.x) / place.box.width();
    return edge[static_cast<std::size_t>(std::clamp(share, 0.0f, 1.0f) * static_cast<float>(edge.size() - 1))].y;
  };
  for (float x = place.box.min.x - place.box.height(); x < place.box.max.x; x += apart) {
    // Upward to the right from the edge to the top.
    float from = x, height = place.box.height();
    while (from < place.box.max.x && (from < place.box.min.x || place.box.min.y + height > edge_at(from)))
      from += 1, height -= 1;
    const float end = std::min(x + place.box.height(), place.box.max.x);
    if (from < end)
      list.AddLine({from, place.box.min.y + height}, {end, place.box.min.y + height - (end - from)}, ink, t.px(1));
  }
}

void draw_ground(ImDrawList& list, const Place& place, const PhaseDiagram& d, const ui::Theme& t,
                 render::ColourMap map) {
  draw_colours(list, place, d, map);
  for (const IsoLine& iso : d.lines) {
    std::vector<ImVec2> line;
    for (const Point p : iso.points) line.emplace_back(place.x(p.x), place.y(std::pow(10, p.y)));
    if (iso.closed) line.push_back(line.front());
    draw_line(&list, line, ui::faded(picture_halo, 0.45f), t.px(1));
  }
  const auto edge = curve(place, [&](double a) { return stability_edge(d.of.family, a, d.of.high); });
  draw_divergence(list, place, edge, t);
  draw_line(&list, edge, t.negative, t.px(2));
  // Along both eigenvectors; above the curve the error swings.
  for (const double lambda : {d.of.low, d.of.high}) {
    const auto damped = curve(place, [&](double a) { return critical_damping(d.of.family, a) / lambda; });
    draw_dashed(&list, damped, ui::faded(picture_ink, 0.8f), t.px(1.3f), t.px(5), t.px(4));
    if (d.of.low == d.of.high) break;
  }
}

void draw_picture(SurfacesFrame& f, const Place& place) {
  TheoryState::Phase& phase = f.state.theory.phase;
  const PhaseDiagram::Of& of = phase.diagram.of;
  const auto map = render::find_colour_map(f.state.view.colours);
  const std::vector<double> look{place.box.min.x,
                                 place.box.min.y,
                                 place.box.max.x,
                                 place.box.max.y,
                                 of.low,
                                 of.high,
                                 of.eta.low,
                                 of.eta.high,
                                 static_cast<double>(of.family),
                                 static_cast<double>(map),
                                 f.theme.dark ? 1.0 : 0.0,
                                 double{f.theme.scale}};
  if (look != phase.look || !phase.drawn.usable()) {
    phase.drawn.record([&](ImDrawList& list) { draw_ground(list, place, phase.diagram, f.theme, map); });
    phase.look = look;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(place.box.min, place.box.max, true);
  phase.drawn.replay(list);
  list.PopClipRect();
}

// What is drawn on every frame
// -------------------------------------------------------------------------------------------------------------------

void draw_axes(const SurfacesFrame& f, const Place& place) {
  const ui::Theme& t = f.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const auto& tick :
       plot::log_ticks(place.eta, std::max(2, static_cast<int>(place.box.height() / t.px(30)))).major) {
    const float y = std::clamp(place.y(tick.value), place.box.min.y + t.px(5), place.box.max.y - t.px(5));
    const ImVec2 size = ui::text_size(t.fonts.tick, tick.label);
    ui::draw_text_middle(list, t.fonts.tick, place.box.min.x - t.px(6) - size.x, y, t.dim, tick.label);
  }
  for (const auto& [alpha, label] : {std::pair(0.0, "0"), {0.25, "0.25"}, {0.5, "0.5"}, {0.75, "0.75"}, {1.0, "1"}}) {
    const float width = ui::text_size(t.fonts.tick, label).x;
    const float x = std::min(place.x(alpha) - 0.5f * width, place.box.max.x - width);
    ui::draw_text(list, t.fonts.tick, {x, place.box.max.y + t.px(4)}, t.dim, label);
  }
  // Names where no number stands.
  ui::draw_text(list, t.fonts.tick, {place.box.min.x - t.px(34), place.box.max.y + t.px(4)}, t.dim, "η ↑");
  const float width = ui::text_size(t.fonts.tick, "α →").x;
  ui::draw_text(list, t.fonts.tick, {place.x(0.875) - 0.5f * width, place.box.max.y + t.px(4)}, t.dim, "α →");
}

void draw_marks(const SurfacesFrame& f, const Place& place) {
  const ui::Theme& t = f.theme;
  const PhaseDiagram& d = f.state.theory.phase.diagram;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 best(place.x(d.best.alpha), place.y(d.best.eta));
  const float arm = t.px(5);
  for (const auto& [colour, width] : {std::pair(picture_halo, 3.5f), {picture_ink, 1.5f}}) {
    list.AddLine({best.x - arm, best.y}, {best.x + arm, best.y}, colour, t.px(width));
    list.AddLine({best.x, best.y - arm}, {best.x, best.y + arm}, colour, t.px(width));
  }
  // On ground of its own: lines of the diagram may go through it.
  constexpr std::string_view word = "diverges";
  const ImVec2 size = picture_plate_size(word, t);
  draw_picture_plate(list, {place.box.min.x + t.px(5) + 0.5f * size.x, place.box.min.y + t.px(5) + 0.5f * size.y}, word,
                     on_plate(t.negative, t), t);
}

void draw_dots(const SurfacesFrame& f, const std::vector<Dot>& all, std::optional<std::size_t> hot) {
  const ui::Theme& t = f.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Family family = f.state.theory.phase.diagram.of.family;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Dot& dot = all[i];
    const ImU32 colour = t.racer(static_cast<std::size_t>(dot.colour));
    const float radius = t.px(hot == i ? 7 : 5.5f);
    // The colours are not those of another momentum: a ring then.
    if (dot.method.family == family || dot.method.alpha == 0) {
      draw_ball(&list, dot.at, radius, colour, picture_halo);
    } else {
      list.AddCircle(dot.at, radius, picture_halo, 24, t.px(4.5f));
      list.AddCircle(dot.at, radius, colour, 24, t.px(2.5f));
    }
    if (dot.colour == f.state.view.focus) list.AddCircle(dot.at, radius + t.px(2.5f), picture_ink, 24, t.px(1.5f));
    note_place(f.places, fmt::format("phase.{}", dot.racer), dot.at, dot.at);
  }
}

std::string told(std::string_view head, double alpha, double eta, double rate) {
  return fmt::format("{}α {}, η {}: rate {}", head, ui::format_number(alpha, 3), ui::format_number(eta, 3),
                     ui::format_number(rate));
}

// One line below the diagram: of the dot or the place under the mouse, else of the best one.
std::string readout(const SurfacesFrame& f, const Place& place, const std::vector<Dot>& all,
                    std::optional<std::size_t> hot, bool hovered) {
  const PhaseDiagram& d = f.state.theory.phase.diagram;
  if (hot) {
    const LinearMethod& m = all[*hot].method;
    return told("", m.alpha, m.eta, std::max(rate(m, d.of.low), rate(m, d.of.high)));
  }
  if (hovered) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double alpha = place.alpha(mouse.x), eta = place.eta_at(mouse.y);
    return told("", alpha, eta, d.rate_at(alpha, eta));
  }
  return told("best: ", d.best.alpha, d.best.eta, d.best.rate);
}

// The diagram for the racer in focus; while a dot is dragged it stays as it was, or the ground would move under the
// hand with the point that the path now leads to. False where no λ is positive.
bool update(SurfacesFrame& f, const LocalTheory& theory) {
  TheoryState::Phase& phase = f.state.theory.phase;
  if (phase.held && phase.diagram.of.high > 0) return true;
  const auto [low, high] = theory.here.lambda;
  if (!(high > 0) || !std::isfinite(high)) return false;
  std::vector<double> etas;
  for (const RacerSpec& spec : f.commands.experiment.racers)
    if (const auto m = linear_method(spec, f.snapshot.step); m && has_place(*m)) etas.push_back(m->eta);
  const bool nesterov = theory.method && theory.method->family == Family::nesterov;
  // An eigenvalue that is no part of a bowl leaves the other one alone.
  constexpr double flattest = 1e-12;
  const PhaseDiagram::Of of{nesterov ? Family::nesterov : Family::heavy_ball, low > flattest * high ? low : high, high,
                            phase_range(high, etas)};
  if (!(of == phase.diagram.of)) phase.diagram = evaluate_phase_diagram(of);
  return true;
}

}  // namespace

void draw_phase_diagram(SurfacesFrame& f) {
  const auto index = focused_index(f);
  if (!index) return;
  const ui::Theme& t = f.theme;
  const RacerSnapshot& r = f.snapshot.racers[*index];
  const LocalTheory& theory = theory_of(f, *index);
  const bool drawable = update(f, theory);
  const bool nesterov = drawable && f.state.theory.phase.diagram.of.family == Family::nesterov;
  ui::section_head(f.ui, nesterov ? "NESTEROV'S MOMENTUM" : "MOMENTUM",
                   {.suffix = fmt::format("on the quadratic at {}, step {}", info(r.spec).label, r.step)});
  if (!drawable)
    return ui::paragraph(f.ui, "No eigenvalue is positive here: whatever η and α, steps along −∇L lead away.");

  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = f.ui.available_width();
  const float height = std::clamp(std::round(0.22f * ImGui::GetWindowHeight()), t.px(110), t.px(220));
  const float left = t.px(38), below = t.px(18);
  const Place place{{{low.x + left, low.y}, {low.x + width, low.y + height}}, f.state.theory.phase.diagram.of.eta};
  if (place.box.width() < t.px(60)) return;
  ImGui::SetCursorScreenPos(place.box.min);
  ui::hit_area("phase", {place.box.width(), place.box.height()});
  note_item(f.places, "phase");
  const bool hovered = ImGui::IsItemHovered();
  const std::vector<Dot> before = dots(f, place);
  const auto hot = handle_mouse(f, place, before);
  if (hot) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const std::vector<Dot> all = dots(f, place);
  draw_picture(f, place);
  draw_axes(f, place);
  draw_marks(f, place);
  draw_dots(f, all, hot);
  const bool saddle = !(theory.here.lambda[0] > 0) && !f.state.theory.phase.held;
  const std::string line = readout(f, place, all, hot, hovered) + (saddle ? ", u₂ alone" : "");
  ui::draw_text_cut(*ImGui::GetWindowDrawList(), t.fonts.number, {low.x, low.y + height + below}, width, t.text, line);
  ImGui::SetCursorScreenPos(low);
  ImGui::Dummy({width, height + below + t.px(16)});
}

}  // namespace fallline
