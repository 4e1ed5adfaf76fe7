#include "app/gui.h"

#include <imgui.h>

namespace fallline {

Gui::Gui(float scale) : scale_(scale) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;  // the layout is ours
  ui_.theme.scale = 0;                   // nothing loaded yet
  restyle(false, false);
}

Gui::~Gui() { ImGui::DestroyContext(); }

bool Gui::restyle(bool projector, bool light) {
  const float scale = scale_ * (projector ? ui::projector_factor : 1.0f);
  const bool other_size = scale != ui_.theme.scale;
  if (!other_size && light == light_) return false;
  const ui::Fonts fonts = other_size ? ui::load_fonts(*ImGui::GetIO().Fonts, scale) : ui_.theme.fonts;
  ui_.theme = light ? ui::light_theme() : ui::dark_theme();
  ui_.theme.scale = scale;
  ui_.theme.fonts = fonts;
  light_ = light;
  ui::apply(ui_.theme, ImGui::GetStyle());
  return other_size;
}

}  // namespace fallline
