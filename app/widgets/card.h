#pragma once

#include <imgui.h>

#include <string_view>

#include "app/widgets/ui.h"

namespace fallline::ui {

struct CardSpec {
  std::string_view id;  // unique within the window
  ImU32 colour = 0;     // of the left edge and the swatch
  std::string_view title;
  std::string_view subtitle;    // dim, after the title
  std::string_view value;       // mono, at the right
  std::string_view value_full;  // shown on hover and copied by a click; empty: nothing happens
  std::string_view pill;        // a status, before the value
  ImU32 pill_colour = 0;
  bool closable = false;  // a cross appears at the right while the card is hovered
  bool muted = false;     // the swatch is hollow: what the card stands for is hidden
};

// A frame with a coloured left edge around whatever is drawn while it lives. The widgets inside keep clear of its right
// edge by themselves (Ui::available_width).
class Card {
 public:
  Card(Ui& ui, const CardSpec& spec);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

  bool closed() const { return closed_; }                  // the cross was clicked
  bool swatch_clicked() const { return swatch_clicked_; }  // the wish to hide or show

 private:
  void head(const CardSpec& spec);
  void close_sign();

  Ui& ui_;
  ImDrawListSplitter layers_;  // the frame is drawn last, when its height is known, and lies behind
  ImVec2 min_;
  float width_;
  ImU32 colour_;
  bool closed_ = false;
  bool swatch_clicked_ = false;
};

}  // namespace fallline::ui
