// The bar at the bottom: the file, what is being computed and how far it is, and the last thing there was to say.
#include <fmt/format.h>

#include <algorithm>

#include "app/frame.h"
#include "app/widgets/button.h"
#include "app/widgets/text.h"

namespace fallline {
namespace {

class Row {
 public:
  explicit Row(const Frame& f)
      : theme_(f.theme),
        low_(ImGui::GetCursorScreenPos()),
        size_(ImGui::GetContentRegionAvail()),
        x_(low_.x + f.theme.px(14)) {}

  void text(std::string_view text, ImU32 colour) {
    const float y = low_.y + 0.5f * size_.y, width = low_.x + size_.x - theme_.px(90) - x_;
    if (text.empty() || width <= 0) return;
    ui::draw_text_cut(*ImGui::GetWindowDrawList(), theme_.fonts.small, {x_, y - 0.5f * theme_.fonts.small.size}, width,
                      colour, text);
    x_ += std::min(width, ui::text_size(theme_.fonts.small, text).x) + theme_.px(18);
  }
  void bar(double share) {
    const float width = theme_.px(90), y = low_.y + 0.5f * size_.y, half = theme_.px(2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui::fill_round(list, {x_, y - half}, {x_ + width, y + half}, theme_.field, half);
    if (share > 0)
      ui::fill_round(list, {x_, y - half}, {x_ + width * static_cast<float>(std::min(share, 1.0)), y + half},
                     theme_.accent, half);
    x_ += width + theme_.px(8);
  }
  void place_item() const { ImGui::SetCursorScreenPos({x_ - theme_.px(8), low_.y + theme_.px(2)}); }
  void skip(float width) { x_ += width; }
  void right(std::string_view text, ImU32 colour) const {
    const float x = low_.x + size_.x - theme_.px(14) - ui::text_size(theme_.fonts.tick, text).x;
    ui::draw_text_middle(*ImGui::GetWindowDrawList(), theme_.fonts.tick, x, low_.y + 0.5f * size_.y, colour, text);
  }

 private:
  const ui::Theme& theme_;
  ImVec2 low_, size_;
  float x_;
};

}  // namespace

void draw_status_bar(Frame& f) {
  const Run& s = f.run;
  Row row(f);
  row.text(f.files.path().empty() ? "not saved" : f.files.name() + (f.changed ? " · changed" : ""), f.theme.dim);
  if (!s.complete) {
    const auto steps = static_cast<double>(std::max<std::int64_t>(1, s.step));
    std::int64_t slowest = s.step;
    for (const Run::Racer& r : s.racers)
      if (!r.standstill) slowest = std::min(slowest, r.reached);
    row.bar(static_cast<double>(slowest) / steps);
    row.text(fmt::format("computing paths: step {} of {}", slowest, s.step), f.theme.label);
  }
  for (const std::string& what : s.busy) row.text(what, f.theme.label);
  if (f.exporting.running()) {
    row.bar(f.exporting.progress());
    row.text(fmt::format("writing {}", f.exporting.target()), f.theme.label);
    row.place_item();
    if (ui::link(f.ui, "cancel", "Ends it; nothing is left behind.")) {
      f.exporting.cancel();
      f.state.notice = {"the export is cancelled, and nothing of it is left"};
    }
    note_item(f.places, "export.cancel");
    row.skip(f.theme.px(56));
  }
  row.text(f.state.notice.text, f.state.notice.error ? f.theme.error : f.theme.label);
  if (f.state.view.frame_time) row.right(fmt::format("{:5.1f} ms", 1e3 * f.frame_seconds), f.theme.label);
}

}  // namespace fallline
