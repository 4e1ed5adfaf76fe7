#include "app/imgui_compat.h"

#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace fallline::compat {
namespace {

#if IMGUI_VERSION_NUM >= 18700
using KeyCode = ImGuiKey;

constexpr std::array<KeyCode, 16> key_codes = {
    ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow,  ImGuiKey_UpArrow,
    ImGuiKey_DownArrow, ImGuiKey_PageUp,    ImGuiKey_PageDown,    ImGuiKey_Home,
    ImGuiKey_End,       ImGuiKey_Insert,    ImGuiKey_Delete,      ImGuiKey_Backspace,
    ImGuiKey_Space,     ImGuiKey_Enter,     ImGuiKey_KeypadEnter, ImGuiKey_Escape};

KeyCode code_of(Key key) { return key_codes[static_cast<std::size_t>(key)]; }

KeyCode code_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<KeyCode>(ImGuiKey_0 + (c - '0'));
  return static_cast<KeyCode>(ImGuiKey_A + (c - 'A'));
}
#else
// Before 1.87 a key is the backend's own number. GLFW gives letters and digits their ASCII codes; for the rest
// io.KeyMap leads from Dear ImGui's name to the backend's number.
using KeyCode = int;

constexpr std::array<ImGuiKey, 16> key_names = {
    ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow,  ImGuiKey_UpArrow,
    ImGuiKey_DownArrow, ImGuiKey_PageUp,    ImGuiKey_PageDown,    ImGuiKey_Home,
    ImGuiKey_End,       ImGuiKey_Insert,    ImGuiKey_Delete,      ImGuiKey_Backspace,
    ImGuiKey_Space,     ImGuiKey_Enter,     ImGuiKey_KeyPadEnter, ImGuiKey_Escape};

KeyCode code_of(Key key) { return ImGui::GetIO().KeyMap[key_names[static_cast<std::size_t>(key)]]; }
KeyCode code_of(char c) { return static_cast<unsigned char>(c); }
#endif

#if IMGUI_VERSION_NUM < 19200
// The part of the atlas that bake() fills: a row for each width of lines, below them corners side by side.
constexpr int own_width = 256, largest_corner = 20;  // texels, pixels
// Where they are smoothed a corner needs a texel more towards its middle, and nothing beside it.
constexpr int discs_at = IM_DRAWLIST_TEX_LINES_WIDTH_MAX + 2, rims_at = discs_at + largest_corner + 2;
constexpr int own_height = rims_at + largest_corner + 1;
constexpr int corner_at(int radius) { return radius * (radius + 3) / 2 - 1; }
static_assert(corner_at(largest_corner + 1) <= own_width);
#endif

void feed_key_code(KeyCode code, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddKeyEvent(code, down);
#else
  ImGui::GetIO().KeysDown[code] = down;
#endif
}

}  // namespace

ImFont* add_font(ImFontAtlas& atlas, const FontSource& source, bool merge_into_last) {
  ImFontConfig config;
  config.SizePixels = source.size;
  if (source.bytes.empty()) return merge_into_last ? atlas.Fonts.back() : atlas.AddFontDefault(&config);
  config.MergeMode = merge_into_last;
  config.FontDataOwnedByAtlas = false;
  config.PixelSnapH = source.snap_to_pixels;
  config.OversampleH = source.oversample;
  config.OversampleV = 1;
  config.GlyphMinAdvanceX = source.least_advance;
#if IMGUI_VERSION_NUM >= 19200
  config.GlyphExcludeRanges = source.excluded;
#endif
#if IMGUI_VERSION_NUM >= 19190
  config.GlyphExtraAdvanceX = source.letter_spacing;
#else
  config.GlyphExtraSpacing.x = source.letter_spacing;
#endif
  // The atlas only reads the bytes: FontDataOwnedByAtlas is off.
  void* bytes = const_cast<char*>(source.bytes.data());
  return atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(source.bytes.size()), source.size, &config, source.ranges);
}

void clear_fonts(ImFontAtlas& atlas, int texture_width) {
  atlas.Clear();
#if IMGUI_VERSION_NUM >= 19200
  static_cast<void>(texture_width);
#else
  atlas.TexDesiredWidth = texture_width;
#endif
}

void bake(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
  static_cast<void>(atlas);
#else
  const int own = atlas.AddCustomRectRegular(own_width, own_height);
  atlas.Build();
  const ImFontAtlasCustomRect& rect = *atlas.GetCustomRectByIndex(own);
  if (!rect.IsPacked()) return;
  const auto shade = [&](int x, int y, float part) {
    atlas.TexPixelsAlpha8[(rect.Y + y) * atlas.TexWidth + rect.X + x] =
        static_cast<unsigned char>(std::lround(255 * std::clamp(part, 0.0f, 1.0f)));
  };
  // Across a line Dear ImGui has a texel a pixel and the sampler smooths between them. Here are enough to do without.
  for (int width = 1; width <= IM_DRAWLIST_TEX_LINES_WIDTH_MAX; ++width) {
    const auto w = static_cast<float>(width), reach = 0.5f * w + 1;  // as in draw_polyline()
    for (int i = 0; i < own_width; ++i)
      shade(i, width, 0.5f * w + 0.5f - std::abs((2 * (static_cast<float>(i) + 0.5f) / own_width - 1) * reach));
    const float v = (static_cast<float>(rect.Y + width) + 0.5f) * atlas.TexUvScale.y;
    atlas.TexUvLines[width] = {rect.X * atlas.TexUvScale.x, v, (rect.X + own_width) * atlas.TexUvScale.x, v};
  }
  for (int radius = 1; radius <= largest_corner; ++radius)
    for (int y = 0; y <= radius; ++y)
      for (int x = 0; x <= radius; ++x) {
        const auto r = static_cast<float>(radius);
        const float away = std::hypot(r - static_cast<float>(x) - 0.5f, r - static_cast<float>(y) - 0.5f);
        shade(corner_at(radius) + x, discs_at + y, r + 0.5f - away);
        shade(corner_at(radius) + x, rims_at + y, 1 - std::abs(r - 0.5f - away));
      }
#endif
}

float draw_corners(ImDrawList& list, ImVec2 min, ImVec2 max, float radius, ImU32 colour, Corner corner) {
#if IMGUI_VERSION_NUM < 19200
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (atlas.CustomRects.empty()) return 0;
  const ImFontAtlasCustomRect& rect = atlas.CustomRects[0];
  if (rect.Width != own_width || rect.Height != own_height || !rect.IsPacked()) return 0;
  const float half = 0.5f * std::min(max.x - min.x, max.y - min.y);
  const auto whole = static_cast<int>(std::min(std::round(radius), std::floor(half)));
  if (whole < 1 || whole > largest_corner) return 0;
  const auto r = static_cast<float>(whole);
  const auto x = static_cast<float>(rect.X + corner_at(whole));
  const auto y = static_cast<float>(rect.Y + (corner == Corner::disc ? discs_at : rims_at));
  const ImVec2 outer{x * atlas.TexUvScale.x, y * atlas.TexUvScale.y};
  const ImVec2 inner{(x + r) * atlas.TexUvScale.x, (y + r) * atlas.TexUvScale.y};
  list.PrimReserve(4 * 6, 4 * 4);
  list.PrimRectUV(min, {min.x + r, min.y + r}, outer, inner, colour);
  list.PrimRectUV({max.x - r, min.y}, {max.x, min.y + r}, {inner.x, outer.y}, {outer.x, inner.y}, colour);
  list.PrimRectUV({min.x, max.y - r}, {min.x + r, max.y}, {outer.x, inner.y}, {inner.x, outer.y}, colour);
  list.PrimRectUV({max.x - r, max.y - r}, max, inner, outer, colour);
  return r;
#else
  static_cast<void>(list), static_cast<void>(min), static_cast<void>(max), static_cast<void>(radius),
      static_cast<void>(colour), static_cast<void>(corner);
  return 0;
#endif
}

void renew_font_texture() {
#if IMGUI_VERSION_NUM < 19200
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

std::uint32_t font_texture() {
#if IMGUI_VERSION_NUM >= 19200
  return 0;
#elif IMGUI_VERSION_NUM >= 19140
  return static_cast<std::uint32_t>(ImGui::GetIO().Fonts->TexID);
#else
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(ImGui::GetIO().Fonts->TexID));
#endif
}

void push_font(ImFont* font, float size) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, size);
#else
  static_cast<void>(size);
  ImGui::PushFont(font);
#endif
}

void pop_font() { ImGui::PopFont(); }

bool has_glyph(ImFont* font, float size, ImWchar code_point) {
#if IMGUI_VERSION_NUM >= 19200
  return font->GetFontBaked(size)->FindGlyphNoFallback(code_point) != nullptr;
#else
  static_cast<void>(size);
  return font->FindGlyphNoFallback(code_point) != nullptr;
#endif
}

void draw_image(ImDrawList& list, std::uint32_t gl_name, ImVec2 min, ImVec2 max, ImVec2 uv_min, ImVec2 uv_max) {
#if IMGUI_VERSION_NUM >= 19140
  list.AddImage(static_cast<ImTextureID>(gl_name), min, max, uv_min, uv_max);
#else
  list.AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(gl_name)), min, max, uv_min, uv_max);
#endif
}

void draw_polyline(ImDrawList& list, std::span<const ImVec2> p, ImU32 colour, float width) {
  const auto n = static_cast<int>(p.size());
  const int row = std::max(1, static_cast<int>(std::ceil(width)));
  constexpr int most_rows = 32;  // in all versions
  if (n < 2 || (list.Flags & ImDrawListFlags_AntiAliasedLinesUseTex) == 0 || row > most_rows) {
    list.AddPolyline(p.data(), n, colour, 0, width);
    return;
  }
  // Across the atlas's row run the line and a pixel that fades out on either side.
  const ImVec4 uv = list._Data->TexUvLines[row];
  const float reach = 0.5f * std::max(width, 1.0f) + 1;
  list.PrimReserve(6 * (n - 1), 2 * n);
  ImVec2 before;  // unit normal of the piece before
  for (int i = 0; i < n; ++i) {
    ImVec2 after = before;
    if (i + 1 < n) {
      const ImVec2 along(p[i + 1].x - p[i].x, p[i + 1].y - p[i].y);
      const float length = std::sqrt(along.x * along.x + along.y * along.y);
      if (length > 0) after = {-along.y / length, along.x / length};
    }
    if (before.x == 0 && before.y == 0) before = after;
    // To where the edges of both pieces meet; at sharp corners not all the way.
    ImVec2 across(0.5f * (before.x + after.x), 0.5f * (before.y + after.y));
    const float squared = std::max(across.x * across.x + across.y * across.y, 0.01f);
    across = {across.x / squared * reach, across.y / squared * reach};
    const auto at = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
    if (i + 1 < n)
      for (const int corner : {0, 1, 3, 0, 3, 2}) list.PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
    list.PrimWriteVtx({p[i].x + across.x, p[i].y + across.y}, {uv.x, uv.y}, colour);
    list.PrimWriteVtx({p[i].x - across.x, p[i].y - across.y}, {uv.z, uv.w}, colour);
    before = after;
  }
}

bool begin_child(const char* id, ImVec2 size, const ChildOptions& options) {
#if IMGUI_VERSION_NUM >= 19000
  // The value of "border" is fixed at 1 whatever its name; only the padding's flag moved here from the window flags.
  ImGuiChildFlags child = options.border ? 1 : 0;
  if (options.padding) child |= ImGuiChildFlags_AlwaysUseWindowPadding;
  return ImGui::BeginChild(id, size, child, options.flags);
#else
  const ImGuiWindowFlags padding = options.padding ? ImGuiWindowFlags_AlwaysUseWindowPadding : 0;
  return ImGui::BeginChild(id, size, options.border, options.flags | padding);
#endif
}

bool own_wheel() {
  if (ImGui::GetCurrentContext()->WheelingWindow != nullptr) return false;
#if IMGUI_VERSION_NUM >= 18900
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  ImGui::SetItemUsingMouseWheel();
#endif
  return ImGui::IsItemHovered();
}

float wheel_notches() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseWheel == 0.0f && io.KeyShift ? io.MouseWheelH : io.MouseWheel;
}

// Public from 1.89 on, internal before: the same name.
ImGuiID item_id() { return ImGui::GetItemID(); }

float hovered_seconds() { return ImGui::GetCurrentContext()->HoveredIdTimer; }

bool key_pressed(Key key, bool repeat) { return ImGui::IsKeyPressed(code_of(key), repeat); }
bool key_pressed(char letter_or_digit, bool repeat) { return ImGui::IsKeyPressed(code_of(letter_or_digit), repeat); }

void start_without_backend() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM >= 18700
  io.ConfigInputTrickleEventQueue = false;
#else
  // Any numbers will do that are not ASCII codes of letters and digits.
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = 256 + key;
  io.KeyMap[ImGuiKey_A] = 'A';
  io.KeyMap[ImGuiKey_C] = 'C';
  io.KeyMap[ImGuiKey_V] = 'V';
  io.KeyMap[ImGuiKey_X] = 'X';
  io.KeyMap[ImGuiKey_Y] = 'Y';
  io.KeyMap[ImGuiKey_Z] = 'Z';
#endif
#if IMGUI_VERSION_NUM >= 19200
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
#endif
}

void finish_frame_without_backend() {
#if IMGUI_VERSION_NUM >= 19200
  for (ImTextureData* texture : *ImGui::GetDrawData()->Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_Destroyed) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
#endif
}

void feed_mouse_position(float x, float y) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMousePosEvent(x, y);
#else
  ImGui::GetIO().MousePos = ImVec2(x, y);
#endif
}

void feed_mouse_button(int button, bool down) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseButtonEvent(button, down);
#else
  ImGui::GetIO().MouseDown[button] = down;
#endif
}

void feed_wheel(float horizontal, float vertical) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseWheelEvent(horizontal, vertical);
#else
  ImGui::GetIO().MouseWheelH += horizontal;
  ImGui::GetIO().MouseWheel += vertical;
#endif
}

void feed_key(Key key, bool down) { feed_key_code(code_of(key), down); }
void feed_key(char letter_or_digit, bool down) { feed_key_code(code_of(letter_or_digit), down); }

void feed_modifiers(bool control, bool shift) {
#if IMGUI_VERSION_NUM >= 18900
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, control);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, shift);
#elif IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddKeyEvent(ImGuiKey_ModCtrl, control);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_ModShift, shift);
#else
  ImGui::GetIO().KeyCtrl = control;
  ImGui::GetIO().KeyShift = shift;
#endif
}

void feed_text(const char* utf8) { ImGui::GetIO().AddInputCharactersUTF8(utf8); }

}  // namespace fallline::compat
