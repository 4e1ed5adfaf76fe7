#include "app/widgets/card.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/icons.h"
#include "app/widgets/text.h"

namespace fallline::ui {
namespace {

float left_pad(const Theme& theme) { return theme.px(15); }
float right_pad(const Theme& theme) { return theme.px(11); }
float head_height(const Theme& theme) { return theme.px(34); }

}  // namespace

Card::Card(Ui& ui, const CardSpec& spec)
    : ui_(ui), min_(ImGui::GetCursorScreenPos()), width_(ui.available_width()), colour_(spec.colour) {
  push_id(spec.id);
  ImGui::BeginGroup();
  layers_.Split(ImGui::GetWindowDrawList(), 2);
  layers_.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  head(spec);
  ImGui::SetCursorScreenPos(min_);
  ImGui::Dummy({width_, head_height(ui.theme) - ImGui::GetStyle().ItemSpacing.y});
  ImGui::Indent(left_pad(ui.theme));
  ui_.right_inset += right_pad(ui.theme);
}

Card::~Card() {
  const Theme& theme = ui_.theme;
  ui_.right_inset -= right_pad(theme);
  ImGui::Unindent(left_pad(theme));
  ImGui::Dummy({1.0f, std::max(0.0f, theme.px(10) - ImGui::GetStyle().ItemSpacing.y)});
  ImGui::EndGroup();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  layers_.SetCurrentChannel(&list, 0);
  const ImVec2 max{min_.x + width_, ImGui::GetItemRectMax().y};
  const float edge = theme.px(4), radius = theme.card_rounding();
  // The coloured shape looks out from behind the card, so that the edge follows the rounded corners.
  fill_round(list, min_, {std::min(max.x, min_.x + 3.0f * radius), max.y}, shade(colour_), radius);
  fill_round(list, {min_.x + edge, min_.y}, max, shade(theme.card), radius);
  layers_.Merge(&list);
  ImGui::PopID();
}

void Card::head(const CardSpec& spec) {
  const Theme& theme = ui_.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = std::round(min_.y + 0.5f * head_height(theme) + theme.px(1));
  float left = min_.x + left_pad(theme), right = min_.x + width_ - right_pad(theme);

  const float side = theme.px(11), half = 0.5f * side;
  const ImVec2 corner{left, std::round(y - half)};
  ImGui::SetCursorScreenPos({left - theme.px(4), corner.y - theme.px(4)});
  swatch_clicked_ = hit_area("##swatch", {side + theme.px(8), side + theme.px(8)});
  item_tooltip(ui_, {}, spec.muted ? "Show it again." : "Hide it in every view; it goes on running.");
  const ImVec2 far{corner.x + side, corner.y + side};
  if (spec.muted) {
    list.AddRect(corner, far, shade(spec.colour), theme.px(3), 0, std::max(1.0f, theme.px(1.5f)));
  } else {
    fill_round(list, corner, far, shade(spec.colour), theme.px(3));
  }
  left += side + theme.px(8);

  if (spec.closable) close_sign();
  if (!spec.value.empty()) {
    const float w = text_size(theme.fonts.number, spec.value).x;
    right -= w;
    ImGui::SetCursorScreenPos({right, y - half});
    hit_area("##value", {w, side});
    draw_text_middle(list, theme.fonts.number, right, y, shade(theme.dim), spec.value);
    if (!spec.value_full.empty()) {
      copies_on_click(ui_, spec.value_full);
      item_tooltip(ui_, spec.value_full, {}, "click to copy");
    }
    right -= theme.px(8);
  }
  if (!spec.pill.empty()) {
    const ImVec2 size = pill_size(theme, spec.pill);
    right -= size.x;
    draw_pill(list, theme, {right, std::round(y - 0.5f * size.y)}, spec.pill, spec.pill_colour);
    right -= theme.px(8);
  }
  const float title = text_size(theme.fonts.strong, spec.title).x;
  draw_text_cut(list, theme.fonts.strong, {left, y - 0.5f * theme.fonts.strong.size}, right - left,
                shade(spec.muted ? theme.dim : theme.text), spec.title);
  left += title + theme.px(8);
  if (right - left > theme.px(30)) {
    draw_text_cut(list, theme.fonts.small, {left, y - 0.5f * theme.fonts.small.size}, right - left, shade(theme.dim),
                  spec.subtitle);
  }
}

// In the corner, clear of the value, so that nothing moves when it appears.
void Card::close_sign() {
  const Theme& theme = ui_.theme;
  const float side = theme.px(16);
  const ImVec2 corner{min_.x + width_ - side, min_.y};
  ImGui::SetCursorScreenPos(corner);
  closed_ = hit_area("##close", {side, side});
  const bool over_head = ImGui::IsMouseHoveringRect(min_, {min_.x + width_, min_.y + head_height(theme)}) &&
                         ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (!over_head) return;
  const ImU32 colour = ImGui::IsItemHovered() ? theme.text : theme.dim;
  draw_icon(*ImGui::GetWindowDrawList(), Icon::close, {corner.x + 0.5f * side, corner.y + 0.5f * side}, theme.px(7),
            shade(colour));
  item_tooltip(ui_, {}, "Remove this card.");
}

}  // namespace fallline::ui
