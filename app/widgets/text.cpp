#include "app/widgets/text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/widgets/button.h"

namespace fallline::ui {
namespace {

void wrapped(const Ui& ui, const Face& face, ImU32 colour, std::string_view text) {
  if (text.empty()) return;
  const FontScope scope(face);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ui.available_width());
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

}  // namespace

std::string capitals(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

bool section_head(Ui& ui, std::string_view title, const SectionSpec& spec) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float width = ui.available_width(), height = theme.px(22), y = min.y + 0.62f * height;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string head = capitals(title);
  const float link_width = spec.link.empty() ? 0.0f : text_size(theme.fonts.text, spec.link).x;
  const float room = width - link_width - (spec.link.empty() ? 0.0f : theme.px(8));
  draw_text_cut(list, theme.fonts.caps, {min.x, y - 0.5f * theme.fonts.caps.size}, room, shade(theme.dim), head);
  const float used = text_size(theme.fonts.caps, head).x + theme.px(6);
  if (!spec.suffix.empty() && used < room) {
    draw_text_cut(list, theme.fonts.small, {min.x + used, y - 0.5f * theme.fonts.small.size - 0.5f}, room - used,
                  shade(theme.dim), spec.suffix);
  }
  bool clicked = false;
  if (!spec.link.empty()) {
    push_id(title);
    ImGui::SetCursorScreenPos({min.x + width - link_width, std::round(y - 0.5f * theme.fonts.text.size)});
    clicked = link(ui, spec.link, spec.tooltip);
    ImGui::PopID();
    ImGui::SetCursorScreenPos(min);
  }
  ImGui::Dummy({width, height});
  return clicked;
}

void paragraph(const Ui& ui, std::string_view text) { wrapped(ui, ui.theme.fonts.text, ui.theme.dim, text); }

void formula(const Ui& ui, std::string_view text) { wrapped(ui, ui.theme.fonts.number, ui.theme.formula, text); }

void message(const Ui& ui, Severity severity, std::string_view text) {
  const Theme& theme = ui.theme;
  const ImU32 colour = severity == Severity::error ? theme.error : theme.notice;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float inset = theme.px(9);
  ImGui::BeginGroup();
  ImGui::Indent(inset);
  wrapped(ui, theme.fonts.small, mixed(colour, theme.text, 0.35f), text);
  ImGui::Unindent(inset);
  ImGui::EndGroup();
  const ImVec2 max = ImGui::GetItemRectMax();
  fill_round(*ImGui::GetWindowDrawList(), {min.x, min.y - theme.px(1)}, {min.x + theme.px(3), max.y + theme.px(1)},
             shade(colour), theme.px(2));
}

void field_error(const Ui& ui, std::string_view text) { wrapped(ui, ui.theme.fonts.small, ui.theme.error, text); }

void progress(const Ui& ui, std::string_view text, float fraction) {
  const Theme& theme = ui.theme;
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float width = ui.available_width(), height = theme.px(22), bar = theme.px(3);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string percent =
      fraction < 0.0f ? "" : std::to_string(std::lround(100.0f * std::min(fraction, 1.0f))) + " %";
  const float percent_width = text_size(theme.fonts.tick, percent).x;
  draw_text_cut(list, theme.fonts.small, min, width - percent_width - theme.px(6), shade(theme.dim), text);
  draw_text(list, theme.fonts.tick, {min.x + width - percent_width, min.y}, shade(theme.dim), percent);
  const float top = min.y + height - bar - theme.px(1);
  fill_round(list, {min.x, top}, {min.x + width, top + bar}, shade(theme.border), 0.5f * bar);
  // Of unknown length: a third of the bar walks along it.
  const float phase = static_cast<float>(std::fmod(ImGui::GetTime(), 1.6) / 1.6);
  const float from = fraction < 0.0f ? std::max(0.0f, 1.33f * phase - 0.33f) : 0.0f;
  const float to = fraction < 0.0f ? std::min(1.0f, 1.33f * phase) : std::clamp(fraction, 0.0f, 1.0f);
  if (to > from) {
    fill_round(list, {min.x + from * width, top}, {min.x + to * width, top + bar}, shade(theme.handle), 0.5f * bar);
  }
  ImGui::Dummy({width, height});
}

ImVec2 pill_size(const Theme& theme, std::string_view text) {
  return {std::ceil(text_size(theme.fonts.small, text).x) + theme.px(16), theme.px(18)};
}

void draw_pill(ImDrawList& list, const Theme& theme, ImVec2 min, std::string_view text, ImU32 colour) {
  const ImVec2 size = pill_size(theme, text);
  const ImVec2 max{min.x + size.x, min.y + size.y};
  fill_round(list, min, max, shade(mixed(theme.panel, colour, theme.dark ? 0.24f : 0.16f)), 0.5f * size.y);
  const ImU32 ink = mixed(colour, theme.dark ? rgb(0xffffff) : rgb(0x000000), theme.dark ? 0.35f : 0.2f);
  draw_text_middle(list, theme.fonts.small, min.x + theme.px(8), 0.5f * (min.y + max.y), shade(ink), text);
}

void pill(const Ui& ui, std::string_view text, ImU32 colour) {
  draw_pill(*ImGui::GetWindowDrawList(), ui.theme, ImGui::GetCursorScreenPos(), text, colour);
  ImGui::Dummy(pill_size(ui.theme, text));
}

namespace {

constexpr float caption_pad = 8, caption_top = 6, caption_gap = 3;  // units at 1×

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), lines.back().size() + 1)))
    lines.push_back(text.substr(0, text.find('\n')));
  return lines;
}

}  // namespace

Rect caption_box(const Theme& theme, ImVec2 min, float width, const Caption& caption) {
  float text = text_size(theme.fonts.strong, caption.title).x;
  float height = 2.0f * theme.px(caption_top) + theme.fonts.strong.size;
  for (const std::string_view line : lines_of(caption.hint)) {
    text = std::max(text, text_size(theme.fonts.small, line).x);
    height += theme.px(caption_gap) + theme.fonts.small.size;
  }
  return {
      min,
      {min.x + std::min(std::max(width, 2 * theme.px(caption_pad)), text + 2 * theme.px(caption_pad)), min.y + height}};
}

Rect draw_caption(ImDrawList& list, const Theme& theme, ImVec2 min, float width, const Caption& caption) {
  const Rect box = caption_box(theme, min, width, caption);
  constexpr float rounding = 0.5f;
  const float room = box.width() - 2 * theme.px(caption_pad) + rounding, x = min.x + theme.px(caption_pad);
  fill_round(list, box.min, box.max, theme.backdrop, theme.rounding());
  float y = min.y + theme.px(caption_top);
  draw_text_cut(list, theme.fonts.strong, {x, y}, room, theme.text, caption.title);
  y += theme.fonts.strong.size + theme.px(caption_gap);
  for (const std::string_view line : lines_of(caption.hint)) {
    draw_text_cut(list, theme.fonts.small, {x, y}, room, theme.label, line);
    y += theme.fonts.small.size + theme.px(caption_gap);
  }
  return box;
}

}  // namespace fallline::ui
