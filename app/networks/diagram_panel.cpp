// The network as a picture: each unit with what it says over the input plane, each weight as a curve. Weights and
// biases can be taken hold of.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/networks/diagram.h"
#include "app/networks/unit_details.h"
#include "app/panels/area.h"
#include "app/widgets/number_format.h"
#include "app/widgets/text_entry.h"
#include "session/network_session.h"

namespace fallline {
namespace {

constexpr float caption_height = 58, names_height = 22, arc_height = 14;  // units at 1×

class DiagramView {
 public:
  DiagramView(NetworksFrame& f, const NetworkRacerSnapshot& racer)
      : f_(f),
        t_(f.theme),
        state_(f.own.diagram),
        racer_(racer),
        network_(racer.objective().network()),
        low_(ImGui::GetCursorScreenPos()),
        size_(ImGui::GetContentRegionAvail()),
        list_(*ImGui::GetWindowDrawList()) {
    const UnitMaps* latest = f.scene.units().maps();
    if (latest && latest->setup->parts.training->network() == network_) maps_ = latest;
    const bool arcs = std::ranges::any_of(network_.layers, &nn::LayerSpec::residual);
    const ImVec2 inner(low_.x + t_.px(8), low_.y + t_.px(caption_height + (arcs ? arc_height : 0)));
    const ImVec2 outer(low_.x + size_.x - t_.px(8), low_.y + size_.y - t_.px(names_height + 4));
    layout_ = lay_out(network_, inner, {outer.x, std::max(outer.y, inner.y + t_.px(15))}, state_.scrolled, t_);
    for (std::size_t c = 0; c < layout_.columns.size(); ++c)
      for (std::size_t i = 0; i < layout_.columns[c].shown; ++i) shown_.push_back({c, layout_.columns[c].first + i});
    weights_ = weights_shown(network_, racer.theta, layout_);
  }

  void draw() {
    take_input();
    draw_weights();
    draw_arcs();
    draw_units();
    draw_biases();
    draw_names();
    draw_caption();
    note_places();
    tell();
  }

 private:
  ImVec2 centre(UnitName u) const { return layout_.centre(u.layer, u.unit - layout_.columns[u.layer].first); }
  bool within(ImVec2 p, ImVec2 c, float half) const {
    return std::abs(p.x - c.x) <= half && std::abs(p.y - c.y) <= half;
  }

  void take_input() {
    const ImGuiID typing = ImGui::GetID("weight");
    if (state_.hand && (state_.hand->colour != racer_.spec.colour || state_.hand->parameter >= racer_.theta.size()))
      state_.hand.reset();
    if (state_.hand && state_.hand->typing) return type(typing);
    ui::hit_area("diagram", size_);
    note_item(f_.places, "diagram");
    const bool hovered = ImGui::IsItemHovered(), pressed = ImGui::IsItemActivated(), held = ImGui::IsItemActive();
    if (hovered && !state_.hand) point_at(ImGui::GetMousePos());
    if (hovered) scroll();
    if (pressed && weight_) take_hold(*weight_, typing);
    if (!state_.hand || state_.hand->typing) return;
    if (!held) return state_.hand.reset();
    pull();
  }

  // Units lie over weights, and biases over units.
  void point_at(ImVec2 p) {
    float least = t_.px(5);
    const auto nearest = [&](bool bias) {
      for (const DiagramWeight& w : weights_)
        if (w.input.has_value() != bias)
          // Of those as near as each other the strongest, which is drawn last.
          if (const float d = distance(w, p) - t_.px(2) * w.strength; d <= least) least = d, weight_ = &w;
      return weight_ != nullptr;
    };
    if (nearest(true)) return;
    for (const UnitName& u : shown_)
      if (within(p, centre(u), 0.5f * layout_.side)) unit_ = u;
    if (unit_) return;
    if (nearest(false)) return;
    for (std::size_t c = 1; c < layout_.columns.size(); ++c)
      if (std::abs(p.x - layout_.columns[c].x) < 0.5f * layout_.spacing &&
          p.y > low_.y + size_.y - t_.px(names_height + 4))
        layer_ = c - 1;
  }

  void scroll() {
    const float notches = compat::wheel_notches();
    if (notches == 0) return;
    for (std::size_t c = 0; c < layout_.columns.size(); ++c) {
      const DiagramColumn& column = layout_.columns[c];
      if (std::abs(ImGui::GetMousePos().x - column.x) > 0.5f * layout_.spacing || column.shown == column.width)
        continue;
      const auto first = static_cast<double>(column.first) - std::copysign(std::ceil(std::abs(notches)), notches);
      state_.scrolled[c] =
          static_cast<std::size_t>(std::clamp(first, 0.0, static_cast<double>(column.width - column.shown)));
    }
  }

  // A hundred pixels change it by as much as the greatest of its kind in the layer is.
  void take_hold(const DiagramWeight& w, ImGuiID typing) {
    double most = 0;
    for (const DiagramWeight& other : weights_)
      if (other.layer == w.layer) most = std::max(most, std::abs(other.value));
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!std::isfinite(most) || most < 0.1) most = 0.1;
    state_.hand = {racer_.spec.colour, w.parameter, w.value, w.value, mouse.y, mouse.x, most / t_.px(100)};
    if (!ImGui::GetIO().KeyCtrl) return;
    state_.hand->typing = true;
    ui::begin_entry(f_.ui, typing, ui::format_full(w.value));
  }

  // While the hand holds it, training does not move it on.
  void pull() {
    DiagramState::Hand& hand = *state_.hand;
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    const float up = hand.from - ImGui::GetMousePos().y;
    hand.moved |= std::abs(up) > t_.px(2);
    if (!hand.moved) return;
    const double value = hand.start + hand.a_pixel * static_cast<double>(up);
    if (value != hand.value || f_.run.transport.playing) move(value);
    hand.value = value;
  }

  void move(double value) {
    f_.commands.network_changes.push_back(
        [colour = racer_.spec.colour, parameter = state_.hand->parameter, value](NetworkSession& session) {
          session.move_parameter(colour, parameter, value);
        });
  }

  void type(ImGuiID field) {
    if (!ui::is_editing(f_.ui, field)) return state_.hand.reset();
    const float width = t_.px(150), height = t_.px(26);
    const float x = std::clamp(state_.hand->at_x, low_.x, std::max(low_.x, low_.x + size_.x - width));
    const float y = std::clamp(state_.hand->from, low_.y, std::max(low_.y, low_.y + size_.y - height));
    entry_ = ui::Rect{{x, y}, {x + width, y + height}};
  }
  void draw_entry() {
    switch (ui::edit_entry(f_.ui, *entry_)) {
      case ui::EntryOutcome::editing:
        break;
      case ui::EntryOutcome::cancelled:
        ui::end_entry(f_.ui);
        break;
      case ui::EntryOutcome::submitted:
        if (const auto number = ui::parse_number(f_.ui.entry.text)) {
          move(*number);
          ui::end_entry(f_.ui);
        } else {
          ui::refuse_entry(f_.ui, "not a number: write 0.01 or 1e-2");
        }
    }
    ui::entry_message(f_.ui);
  }

  // The weight that is pointed at or held.
  const DiagramWeight* marked() const {
    if (!state_.hand) return weight_;
    const auto held = std::ranges::find(weights_, state_.hand->parameter, &DiagramWeight::parameter);
    return held == weights_.end() ? nullptr : &*held;
  }
  bool touches(const DiagramWeight& w) const {
    if (const DiagramWeight* m = marked()) return w.parameter == m->parameter;
    return !unit_ || (w.layer + 1 == unit_->layer && w.unit == unit_->unit) ||
           (w.layer == unit_->layer && w.input == unit_->unit);
  }

  ImU32 sign_colour(double value) const { return value < 0 ? t_.class_negative : t_.class_positive; }

  // Long curves of many weights are thinner: what counts is which of them stand out.
  void draw_weights() {
    const float fit = std::clamp(layout_.side / t_.px(22), 0.35f, 1.0f);
    const bool some = unit_ || marked();
    for (const DiagramWeight& w : weights_) {
      if (!w.input) continue;
      const bool lit = !some || touches(w);
      const float alpha = (0.16f + 0.84f * w.strength) * (lit ? 1.0f : unit_ ? 0.18f : 0.45f);
      const float width = t_.px(1) * fit * (0.7f + 3.1f * w.strength) + (some && lit ? t_.px(0.8f) : 0);
      const DiagramCurve c = curve_of(w);
      const ImU32 colour = ui::faded(sign_colour(w.value), some && lit ? std::max(alpha, 0.75f) : alpha);
      list_.PathLineTo(c.from);
      list_.PathBezierCubicCurveTo(c.near_from, c.near_to, c.to,
                                   std::clamp(static_cast<int>((c.to.x - c.from.x) / t_.px(10)), 6, 28));
      compat::draw_polyline(list_, {list_._Path.begin(), list_._Path.end()}, colour, width);
      list_.PathClear();
    }
  }

  // Around the layer, from what goes in to what comes out.
  void draw_arcs() {
    for (std::size_t l = 0; l < network_.layers.size(); ++l) {
      if (!network_.layers[l].residual) continue;
      const float half = 0.5f * layout_.side, up = t_.px(arc_height);
      ImVec2 from = layout_.centre(l, 0), to = layout_.centre(l + 1, 0);
      from.y -= half, to.y -= half;
      list_.AddBezierCubic(from, {from.x + 0.2f * layout_.spacing, from.y - up},
                           {to.x - 0.2f * layout_.spacing, to.y - up}, to, t_.formula, t_.px(1.6f), 16);
      const float r = std::min(t_.px(4), 0.4f * half);
      list_.AddTriangleFilled({to.x - r, to.y - 1.6f * r}, {to.x + r, to.y - 1.6f * r}, to, t_.formula);
    }
  }

  void draw_units() {
    const float half = std::floor(0.5f * layout_.side), frame = std::max(1.0f, t_.px(1));
    if (maps_ && !maps_->plane.curve() && f_.pictures)
      state_.heat_maps.update(*maps_, f_.scene.units().version(), shown_,
                              level_colours(t_.class_negative, t_.plot, t_.class_positive));
    for (const UnitName& u : shown_) {
      const ImVec2 c = centre(u);
      const ImU32 rim = unit_ == u ? t_.accent : t_.dark ? ui::mixed(t_.border, t_.dim, 0.45f) : t_.dim;
      list_.AddRectFilled({c.x - half - frame, c.y - half - frame}, {c.x + half + frame, c.y + half + frame}, rim);
      if (!maps_ || maps_->plane.curve() || !f_.pictures)
        list_.AddRectFilled({c.x - half, c.y - half}, {c.x + half, c.y + half}, t_.plot);
    }
    if (!maps_) return;
    const UnitPainter painter{f_, maps_, shown_};
    for (const UnitName& u : shown_) {
      const ImVec2 c = centre(u);
      painter.draw(list_, u, {c.x - half, c.y - half}, {c.x + half, c.y + half});
    }
    for (const UnitName& u : shown_)
      if (const ImVec2 c = centre(u); is_dead(network_, *maps_, u)) {
        list_.AddRectFilled({c.x - half, c.y - half}, {c.x + half, c.y + half}, ui::mixed(t_.plot, t_.dim, 0.5f));
        list_.AddLine({c.x - 0.5f * half, c.y - 0.5f * half}, {c.x + 0.5f * half, c.y + 0.5f * half}, t_.plot,
                      t_.px(1.5f));
        list_.AddLine({c.x - 0.5f * half, c.y + 0.5f * half}, {c.x + 0.5f * half, c.y - 0.5f * half}, t_.plot,
                      t_.px(1.5f));
      }
  }

  void draw_biases() {
    const DiagramWeight* m = marked();
    const float most = std::min(t_.px(4), 0.22f * layout_.side);
    if (most < 1) return;
    for (const DiagramWeight& w : weights_) {
      if (w.input) continue;
      const bool lit = m && m->parameter == w.parameter;
      const float radius = most * (0.45f + 0.55f * w.strength) + (lit ? t_.px(1.5f) : 0);
      list_.AddCircleFilled(w.to, radius + t_.px(1), lit ? t_.accent : t_.plot, 12);
      list_.AddCircleFilled(w.to, radius, sign_colour(w.value), 12);
    }
  }

  // Below each column its activation, with a bar where it is normalized; beside a cut column, what is left out.
  void draw_names() {
    const float y = low_.y + size_.y - t_.px(names_height);
    for (std::size_t c = 0; c < layout_.columns.size(); ++c) {
      const DiagramColumn& column = layout_.columns[c];
      const std::string_view name = c == 0 ? "inputs" : nn::find_activation(network_.layers[c - 1].activation)->label;
      const float width = ui::text_size(t_.fonts.small, name).x;
      const bool fits = width < layout_.spacing - t_.px(4);
      if (fits)
        ui::draw_text(list_, t_.fonts.small, {column.x - 0.5f * width, y},
                      layer_ && *layer_ + 1 == c ? t_.text : t_.dim, name);
      if (c > 0 && network_.layers[c - 1].normalization != nn::Normalization::none) {
        const float half = fits ? 0.5f * width : t_.px(4), under = y + t_.fonts.small.size + t_.px(2);
        list_.AddRectFilled({column.x - half, under}, {column.x + half, under + t_.px(2)}, t_.formula);
      }
      if (column.shown == column.width) continue;
      std::string rest = fmt::format("+ {} more", column.width - column.shown);
      if (ui::text_size(t_.fonts.small, rest).x > layout_.spacing - t_.px(8))
        rest = fmt::format("+{}", column.width - column.shown);
      const ImVec2 at = layout_.centre(c, column.shown), size = ui::text_size(t_.fonts.small, rest);
      ui::draw_text(list_, t_.fonts.small, {at.x - 0.5f * size.x, at.y - 0.5f * size.y}, t_.dim, rest);
    }
  }

  void draw_caption() {
    std::size_t dead = 0;
    if (maps_)
      for (std::size_t l = 1; l < maps_->layers.size(); ++l)
        for (std::size_t u = 0; u < maps_->layers[l].units.size(); ++u) dead += is_dead(network_, *maps_, {l, u});
    std::string hint = f_.racers.size() > 1 ? fmt::format("{} · ", info(racer_.spec).label) : "";
    hint += "edge width = |w|, colour = sign";
    if (dead > 0) hint += fmt::format(" · {} dead", dead);
    draw_view_caption(f_, low_, {"Network", hint});
  }

  // Of each layer the strongest weight, and all units; the bias of one is at its lower left corner.
  void note_places() {
    const float half = 0.5f * layout_.side;
    for (const UnitName& u : shown_)
      if (const ImVec2 c = centre(u); u.layer < 8)
        note_place(f_.places, fmt::format("diagram.unit.{}.{}", u.layer, u.unit + 1), {c.x - half, c.y - half},
                   {c.x + half, c.y + half});
    for (const DiagramWeight& w : weights_)
      if (w.input && w.layer < 8) {
        const ImVec2 p = curve_of(w).at(0.3f);
        note_place(f_.places, fmt::format("diagram.strongest.{}", w.layer + 1), {p.x - 1, p.y - 1}, {p.x + 1, p.y + 1});
      }
  }

  void tell() {
    if (entry_) return draw_entry();
    if (const DiagramWeight* m = marked()) {
      const bool held = state_.hand && state_.hand->moved;
      if (!held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
      return tell_weight(f_, racer_, maps_, *m, held ? state_.hand->value : m->value);
    }
    if (layer_) return tell_layer(f_, network_, *layer_);
    if (!unit_) return;
    tell_unit(f_, racer_, {f_, maps_, shown_}, *unit_);
  }

  NetworksFrame& f_;
  const ui::Theme& t_;
  DiagramState& state_;
  const NetworkRacerSnapshot& racer_;
  const nn::NetworkSpec& network_;
  const ImVec2 low_, size_;
  ImDrawList& list_;
  const UnitMaps* maps_ = nullptr;
  DiagramLayout layout_;
  std::vector<UnitName> shown_;
  std::vector<DiagramWeight> weights_;
  // What the mouse points at: one of them at most.
  const DiagramWeight* weight_ = nullptr;
  std::optional<UnitName> unit_;
  std::optional<std::size_t> layer_;
  std::optional<ui::Rect> entry_;  // of a number that is typed
};

}  // namespace

void draw_diagram_panel(NetworksFrame& f) {
  if (const NetworkRacerSnapshot* r = focused_racer(f)) return DiagramView(f, *r).draw();
  draw_view_caption(f, ImGui::GetCursorScreenPos(), {"Network", "nobody trains one"});
}

}  // namespace fallline
