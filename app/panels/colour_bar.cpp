#include "app/panels/colour_bar.h"

#include <algorithm>
#include <array>

#include "app/render/colour_map.h"
#include "app/widgets.h"

namespace fallline {
namespace {

constexpr std::array levels{0.0, 0.25, 0.5, 0.75, 1.0};  // heights that have a number; of a lying bar each second

class ColourBar {
 public:
  ColourBar(const ui::Theme& theme, const HeightMap& heights, ImVec2 low, ImVec2 high)
      : t_(theme), face_(t_.fonts.tick), lies_(high.x - low.x < high.y - low.y + t_.px(170)) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      numbers_[i] = ui::format_number(heights.loss_at(levels[i]), 3);
      widest_ = std::max(widest_, ui::text_size(face_, numbers_[i]).x);
    }
    const ImVec2 view(high.x - low.x, high.y - low.y);
    const float pad = t_.px(8), apart = 2.5f * widest_;
    if (lies_) {
      length_ = std::min(std::max(t_.px(132), apart), view.x - title_ - widest_ - 5 * pad);
      fits_ = length_ >= apart && view.y >= t_.px(300);
      corner_ = {high.x - 2 * pad - 0.5f * widest_ - length_, high.y - face_.size - t_.px(24)};
      ground_ = {{corner_.x - pad - std::max(title_ + pad, 0.5f * widest_), corner_.y - pad},
                 {corner_.x + length_ + 0.5f * widest_ + pad, corner_.y + thick_ + face_.size + t_.px(9)}};
    } else {
      length_ = std::min(t_.px(150), view.y - t_.px(160));
      fits_ = length_ >= t_.px(60) && view.x >= t_.px(300);
      corner_ = {high.x - t_.px(22), low.y + t_.px(86)};
      ground_ = {{corner_.x - std::max(widest_, title_) - 2 * pad, corner_.y - t_.px(30)},
                 {corner_.x + thick_ + pad, corner_.y + length_ + t_.px(12)}};
    }
  }

  bool fits() const { return fits_; }

  void draw(ImDrawList& list, render::ColourMap map) const {
    // Ground of its own: a hand may bring the surface under the numbers.
    ui::fill_round(list, ground_.min, ground_.max, t_.backdrop, t_.px(6));
    constexpr int bands = 64;
    const auto colour = [&](int i) {
      const render::Rgb c = render::colour(map, static_cast<double>(i) / bands);
      return ImGui::ColorConvertFloat4ToU32(ImVec4(c.r, c.g, c.b, 1));
    };
    for (int i = 0; i < bands; ++i) {
      const float from = place(static_cast<double>(i) / bands), to = place(static_cast<double>(i + 1) / bands);
      const ImU32 lower = colour(i), upper = colour(i + 1);
      if (lies_)
        list.AddRectFilledMultiColor({from, corner_.y}, {to, corner_.y + thick_}, lower, upper, upper, lower);
      else
        list.AddRectFilledMultiColor({corner_.x, to}, {corner_.x + thick_, from}, upper, upper, lower, lower);
    }
    draw_numbers(list);
  }

 private:
  float place(double h) const {
    return lies_ ? corner_.x + length_ * static_cast<float>(h) : corner_.y + length_ * static_cast<float>(1 - h);
  }

  void draw_numbers(ImDrawList& list) const {
    const float tick = t_.px(4), below = corner_.y + thick_;
    for (std::size_t i = 0; i < levels.size(); i += lies_ ? 2 : 1) {
      const float p = place(levels[i]);
      const ImVec2 size = ui::text_size(face_, numbers_[i]);
      if (lies_) {
        list.AddLine({p, below}, {p, below + tick}, t_.dim, t_.px(1));
        ui::draw_text(list, face_, {p - 0.5f * size.x, below + t_.px(5)}, t_.label, numbers_[i]);
      } else {
        list.AddLine({corner_.x - tick, p}, {corner_.x, p}, t_.dim, t_.px(1));
        ui::draw_text(list, face_, {corner_.x - t_.px(8) - size.x, p - 0.5f * size.y}, t_.label, numbers_[i]);
      }
    }
    const ImVec2 at = lies_ ? ImVec2(corner_.x - t_.px(8) - title_, corner_.y + 0.5f * (thick_ - face_.size))
                            : ImVec2(corner_.x + thick_ - title_, corner_.y - t_.px(24));
    ui::draw_text(list, face_, at, t_.label, title_text);
  }

  static constexpr std::string_view title_text = "L(θ)";
  const ui::Theme& t_;
  const ui::Face& face_;
  const bool lies_;
  const float thick_ = t_.px(10), title_ = ui::text_size(face_, title_text).x;
  std::array<std::string, levels.size()> numbers_;
  float widest_ = 0, length_ = 0;
  bool fits_ = false;
  ImVec2 corner_;  // of the bar itself, top left
  ui::Rect ground_;
};

}  // namespace

void draw_colour_bar(const Frame& f, const HeightMap& heights, ImVec2 low, ImVec2 high, ImDrawList* list) {
  const ColourBar bar(f.theme, heights, low, high);
  if (bar.fits()) bar.draw(*list, render::find_colour_map(f.state.view.colours));
}

}  // namespace fallline
