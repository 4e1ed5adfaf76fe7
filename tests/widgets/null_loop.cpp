#include "null_loop.h"

namespace fallline::test {
namespace {

ui::Fonts builtin_fonts(ImFontAtlas& atlas, float scale) {
  compat::FontSource source;
  source.size = 13.0f * scale;
  const ui::Face face{compat::add_font(atlas, source, false), source.size};
  return {face, face, face, face, face, face, false};
}

}  // namespace

NullLoop::NullLoop(ImVec2 size, Faces faces, float scale) : size_(size) {
  IMGUI_CHECKVERSION();
  previous_ = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ui.theme.scale = scale;
  ui.theme.fonts = faces == Faces::builtin ? builtin_fonts(atlas, scale) : ui::load_fonts(atlas, scale);
  ui::apply(ui.theme, ImGui::GetStyle());
  compat::start_without_backend();
  compat::feed_mouse_position(-100.0f, -100.0f);
}

NullLoop::~NullLoop() {
  ImGui::DestroyContext(context_);
  ImGui::SetCurrentContext(previous_);
}

void NullLoop::frames(int count) {
  for (int i = 0; i < count; ++i) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = size_;
    io.DeltaTime = 1.0f / 60.0f;
    ImGui::NewFrame();
    if (in_window) {
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize(size_);
      ImGui::Begin("root", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    }
    if (draw) draw(ui);
    if (in_window) ImGui::End();
    ImGui::Render();
    compat::finish_frame_without_backend();
  }
}

void NullLoop::move(float x, float y) {
  compat::feed_mouse_position(x, y);
  frames(2);
}

void NullLoop::press(int button) {
  compat::feed_mouse_button(button, true);
  frames();
}

void NullLoop::release(int button) {
  compat::feed_mouse_button(button, false);
  frames();
}

void NullLoop::click(ImVec2 p, int button) {
  move(p);
  // Long enough after the last one not to be a double click.
  frames(30);
  press(button);
  release(button);
  frames();
}

void NullLoop::double_click(ImVec2 p) {
  click(p);
  press();
  release();
}

void NullLoop::drag(ImVec2 from, ImVec2 to, int button) {
  move(from);
  frames(30);
  press(button);
  for (int i = 1; i <= 8; ++i) {
    const float t = static_cast<float>(i) / 8.0f;
    compat::feed_mouse_position(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y));
    frames();
  }
  release(button);
}

void NullLoop::wheel(float notches) {
  compat::feed_wheel(0.0f, notches);
  frames();
}

void NullLoop::hold(bool control, bool shift) {
  compat::feed_modifiers(control, shift);
  frames();
}

void NullLoop::key(compat::Key key) {
  compat::feed_key(key, true);
  frames();
  compat::feed_key(key, false);
  frames();
}

void NullLoop::type(const char* utf8) {
  compat::feed_text(utf8);
  frames(2);
}

}  // namespace fallline::test
