#include "app/panels/chain_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/chain_text.h"
#include "app/imgui_compat.h"
#include "app/panels/parameter_row.h"
#include "app/widgets.h"

namespace fallline {
namespace {

// Muted, so that nobody takes them for racers.
ImU32 colour_of(const ui::Theme& t, BlockGroup group) {
  constexpr ImU32 colours[] = {ui::rgb(0x8298c4), ui::rgb(0xb6bcc8), ui::rgb(0x6fa9a9), ui::rgb(0xa596c2),
                               ui::rgb(0xc4ad78), ui::rgb(0xc08f7b), ui::rgb(0x93b389)};
  const ImU32 colour = colours[static_cast<std::size_t>(group)];
  return t.dark ? colour : ui::mixed(colour, ui::rgb(0x000000), 0.2f);
}

class Rows {
 public:
  Rows(Frame& f, RacerSpec& spec, std::size_t index)
      : f_(f), t_(f.theme), spec_(spec), index_(index), movable_(spec.optimizer == own_chain().key) {}

  void draw() {
    for (std::size_t i = 0; i < spec_.blocks.size(); ++i) draw_block(i);
    const std::size_t end = edges_.size() - 1;
    if (dragged_) {
      const float mouse = ImGui::GetMousePos().y;
      std::size_t to = 0;
      while (to < end && mouse > 0.5f * (edges_[to] + edges_[to + 1])) ++to;
      if (dropped_) return move_block(spec_.blocks, *dragged_, to);
      mark(to);
    }
    if (removed_) spec_.blocks.erase(spec_.blocks.begin() + static_cast<std::ptrdiff_t>(*removed_));
    if (movable_ && !removed_) obey_keys();
  }

 private:
  std::string place(std::size_t i, std::string_view what) const {
    return fmt::format("racer.{}.block.{}.{}", index_, i, what);
  }

  void draw_block(std::size_t i) {
    BlockSpec& block = spec_.blocks[i];
    const BlockInfo& info = *find_block(block.key);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = f_.ui.available_width(), head = ui::row_height(t_), cross = t_.px(16);
    ImGui::PushID(static_cast<int>(i));
    ImGui::Indent(t_.px(13));
    f_.ui.right_inset += cross;
    draw_options(i, info, block);
    f_.ui.right_inset -= cross;
    ImGui::Unindent(t_.px(13));
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float bottom = after.y - ImGui::GetStyle().ItemSpacing.y;
    edges_.back() = low.y;
    edges_.push_back(bottom);

    const bool in_window = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (in_window && ImGui::IsMouseHoveringRect(low, {low.x + width, bottom})) hovered_ = i;
    draw_handle(i, info, low, bottom);
    ImGui::SetCursorScreenPos({low.x + width - cross + t_.px(2), low.y});
    if (ui::hit_area("remove", {cross - t_.px(2), head})) removed_ = i;
    note_item(f_.places, place(i, "remove"));
    ui::draw_icon(*ImGui::GetWindowDrawList(), ui::Icon::close,
                  {low.x + width - 0.5f * cross + t_.px(2), low.y + 0.5f * head}, t_.px(7),
                  ImGui::IsItemHovered() ? t_.text : t_.faint);
    ui::item_tooltip(f_.ui, {}, fmt::format("Take {} out of the chain.", info.label));
    ImGui::SetCursorScreenPos(after);
    ImGui::PopID();
  }

  // One slider stands in the line of the block's name, several below it. The names need more room than those of options
  // elsewhere.
  void draw_options(std::size_t i, const BlockInfo& info, BlockSpec& block) {
    const bool rare = f_.state.unfolded[static_cast<std::size_t>(spec_.colour)];
    const auto shown = [&](const Parameter& p) { return rare || !p.rare; };
    const auto is_slider = [](const Parameter& p) { return p.scale == Scale::linear || p.scale == Scale::log; };
    const auto& all = info.parameters;
    const bool one_line =
        std::count_if(all.begin(), all.end(), shown) == 1 && is_slider(*std::find_if(all.begin(), all.end(), shown));
    if (!one_line) draw_name(info, info.label, f_.ui.available_width(), t_.px(20));
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (!shown(all[k])) continue;
      Parameter p = all[k];
      ImGui::PushID(static_cast<int>(k));
      if (is_slider(p)) {
        const std::string_view gap = p.symbol.empty() ? "" : " ";
        draw_label(info, one_line ? fmt::format("{}{}{}", info.label, gap, p.symbol) : std::string(p.label));
        p.label = "##value";
      }
      if (draw_parameter(f_.ui, p, info.formula, block.values[k]).active) f_.state.view.focus = spec_.colour;
      note_item(f_.places, place(i, p.key));
      ImGui::PopID();
    }
  }

  void draw_name(const BlockInfo& info, std::string_view text, float width, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::hit_area("name", {width, height});
    ui::item_tooltip(f_.ui, info.formula, info.label, info.source);
    const ui::Face& face = ui::text_size(t_.fonts.text, text).x <= width ? t_.fonts.text : t_.fonts.small;
    ui::draw_text_cut(*ImGui::GetWindowDrawList(), face, {at.x, at.y + 0.5f * (height - face.size)}, width, t_.label,
                      text);
  }

  // Leaves the cursor where the slider goes.
  void draw_label(const BlockInfo& info, std::string_view text) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::round(std::clamp(0.51f * f_.ui.available_width(), t_.px(56), t_.px(190)));
    draw_name(info, text, width - t_.px(6), ui::row_height(t_));
    ImGui::SetCursorScreenPos({at.x + width, at.y});
  }

  // The bar at the left says which group it is of; of an own chain it is what the hand takes hold of.
  void draw_handle(std::size_t i, const BlockInfo& info, ImVec2 low, float bottom) {
    const float width = t_.px(11);
    ImGui::SetCursorScreenPos({low.x - t_.px(3), low.y});
    ui::hit_area("handle", {width, bottom - low.y});
    note_item(f_.places, place(i, "handle"));
    const bool hot = movable_ && (ImGui::IsItemHovered() || ImGui::IsItemActive());
    if (hot) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    const float least = t_.px(3), far = ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left];
    dropped_ |= ImGui::IsItemDeactivated();
    if (movable_ && (ImGui::IsItemActive() || ImGui::IsItemDeactivated()) && far > least * least) dragged_ = i;
    const float half = hot ? t_.px(2.5f) : t_.px(1.5f), x = low.x + t_.px(2);
    ui::fill_round(*ImGui::GetWindowDrawList(), {x - half, low.y + t_.px(2)}, {x + half, bottom - t_.px(2)},
                   ui::shade(colour_of(t_, info.group)), half);
    ui::item_tooltip(f_.ui, {}, name_of(info.group), movable_ ? "drag it to another place, or move it by ↑ and ↓" : "");
  }

  // Where what is dragged would go.
  void mark(std::size_t to) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float y =
        to + 1 < edges_.size() ? edges_[to] - 0.5f * ImGui::GetStyle().ItemSpacing.y : edges_.back() + t_.px(2);
    ui::fill_round(*ImGui::GetWindowDrawList(), {at.x, y - t_.px(1)}, {at.x + f_.ui.available_width(), y + t_.px(1)},
                   t_.accent, t_.px(1));
  }

  // ↑ and ↓ move the block that is pointed at, and go on with it while the mouse rests.
  void obey_keys() {
    LabState::BlockInHand& in_hand = f_.state.in_hand;
    if (!hovered_ || ImGui::GetIO().WantTextInput) return;
    const float mouse = ImGui::GetMousePos().y;
    if (in_hand.colour != spec_.colour || in_hand.mouse_y != mouse || in_hand.block >= spec_.blocks.size())
      in_hand = {spec_.colour, *hovered_, mouse};
    const bool up = compat::key_pressed(compat::Key::up, true), down = compat::key_pressed(compat::Key::down, true);
    if (up && in_hand.block > 0) {
      move_block(spec_.blocks, in_hand.block, in_hand.block - 1);
      --in_hand.block;
    } else if (down && in_hand.block + 1 < spec_.blocks.size()) {
      move_block(spec_.blocks, in_hand.block, in_hand.block + 2);
      ++in_hand.block;
    }
  }

  Frame& f_;
  const ui::Theme& t_;
  RacerSpec& spec_;
  const std::size_t index_;
  const bool movable_;
  std::vector<float> edges_{0};  // the tops of the rows, and the bottom of the last
  std::optional<std::size_t> hovered_, removed_, dragged_;
  bool dropped_ = false;
};

}  // namespace

void draw_chain(Frame& f, RacerSpec& spec, std::size_t index) { Rows(f, spec, index).draw(); }

void draw_block_menu(Frame& f, RacerSpec& spec) {
  if (!ImGui::IsPopupOpen("add block")) return;
  const bool own = spec.optimizer == own_chain().key;
  std::vector<const BlockInfo*> offered;
  for (const BlockInfo& b : blocks())
    if (own || b.place != BlockPlace::inside) offered.push_back(&b);
  std::stable_sort(offered.begin(), offered.end(),
                   [](const BlockInfo* a, const BlockInfo* b) { return a->group < b->group; });
  std::vector<ui::ComboItem> items;
  for (const BlockInfo* b : offered)
    items.push_back(
        {.label = b->label, .group = name_of(b->group), .formula = b->formula, .tooltip = b->source, .key = b->key});
  std::size_t chosen = items.size();
  if (!ui::choice_popup(f.ui, "add block", chosen, items, f.theme.px(220))) return;
  BlockSpec block = block_spec(*offered[chosen]);
  // A schedule of T steps is for the run that there is.
  for (std::size_t i = 0; i < block.values.size(); ++i)
    if (offered[chosen]->parameters[i].symbol == "T") block.values[i] = static_cast<double>(f.run.steps);
  const std::size_t at = usual_place(spec.blocks, offered[chosen]->group);
  spec.blocks.insert(spec.blocks.begin() + static_cast<std::ptrdiff_t>(at), std::move(block));
  f.state.chain_unfolded[static_cast<std::size_t>(spec.colour)] = true;
  f.state.view.focus = spec.colour;
}

std::size_t usual_place(std::span<const BlockSpec> blocks, BlockGroup group) {
  std::size_t at = blocks.size();
  while (at > 0 && find_block(blocks[at - 1].key)->group > group) --at;
  return at;
}

void move_block(std::vector<BlockSpec>& blocks, std::size_t from, std::size_t to) {
  const auto at = [&](std::size_t i) { return blocks.begin() + static_cast<std::ptrdiff_t>(i); };
  if (from < to)
    std::rotate(at(from), at(from + 1), at(to));
  else
    std::rotate(at(to), at(from), at(from + 1));
}

}  // namespace fallline
