#pragma once

// Everything that differs between Dear ImGui 1.86 and 1.92, and the few facts that only its internal header tells.
// No other file of the program asks for IMGUI_VERSION_NUM or includes imgui_internal.h.

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace fallline::compat {

// ---- fonts -------------------------------------------------------------------------------------------------------

// One embedded face at a size. Lists of Unicode ranges are pairs first, last, ended by 0, and must outlive the atlas.
struct FontSource {
  std::string_view bytes;             // a TTF or OTF file; must outlive the atlas
  const ImWchar* ranges = nullptr;    // what to load; from 1.92 glyphs are loaded as they are met
  const ImWchar* excluded = nullptr;  // what to leave to the face merged next, even so
  float size = 16.0f;                 // pixels of a line
  float letter_spacing = 0.0f;        // pixels added after each letter
  float least_advance = 0.0f;         // pixels; 0 leaves the face's own
  bool snap_to_pixels = false;        // whole advances, for columns of digits
  int oversample = 3;                 // horizontally; 1 is crispest where the shapes suit the pixels
};

// Adds a face to the atlas; with merge_into_last it fills the holes of the face added before it.
// Empty bytes give Dear ImGui's built-in face. Returns the font that shows the glyphs.
ImFont* add_font(ImFontAtlas& atlas, const FontSource& source, bool merge_into_last);
// Empties the atlas; its texture will be so many pixels wide, a power of two. From 1.92 on it grows by itself.
void clear_fonts(ImFontAtlas& atlas, int texture_width);

// From 1.92 a font has no size of its own; before, the baked size is the only crisp one.
void push_font(ImFont* font, float size);
void pop_font();

// When all faces are added: makes the atlas, so that no texel has to be smoothed where it is drawn. Letters lie on
// pixels, or on thirds of one, which the atlas has; of lines it holds the shade across them, finely, and of round boxes
// the corners. From 1.92 on the atlas grows as letters are met, and is smoothed.
void bake(ImFontAtlas& atlas);

// After the atlas was loaded anew, with the OpenGL backend running: its texture is made again. (Its other objects must
// stay: 1.86 forgets the sizes of buffers that it makes a second time.)
void renew_font_texture();

// The GL name of the atlas that bake() made; 0: it is not on the card yet, or is to be smoothed.
std::uint32_t font_texture();

// Whether the font has a shape of its own for this code point, not the fallback's.
bool has_glyph(ImFont* font, float size, ImWchar code_point);

// ---- images ------------------------------------------------------------------------------------------------------

// Draws an OpenGL texture (its GL name). The default corners turn OpenGL's bottom-up rows the right way round.
void draw_image(ImDrawList& list, std::uint32_t gl_name, ImVec2 min, ImVec2 max, ImVec2 uv_min = {0, 1},
                ImVec2 uv_max = {1, 0});

// ---- lines -------------------------------------------------------------------------------------------------------

// As ImDrawList::AddPolyline for an open line: two triangles a piece whatever the width, where that takes six unless
// the width is whole.
void draw_polyline(ImDrawList& list, std::span<const ImVec2> points, ImU32 colour, float width);

// The four corners of a round box on whole pixels, from the atlas: quarters of a disc, or of its rim, a pixel wide.
// Returns their radius, the whole number of pixels next to the one asked for that the box has room for. Nothing is
// drawn and 0 comes back where the atlas has none: it is not baked, the radius is a large one, or Dear ImGui is 1.92 or
// later.
enum class Corner { disc, rim };
float draw_corners(ImDrawList& list, ImVec2 min, ImVec2 max, float radius, ImU32 colour, Corner corner);

// ---- windows -----------------------------------------------------------------------------------------------------

struct ChildOptions {
  bool border = false;
  bool padding = false;  // the style's window padding; a child without border has none otherwise
  ImGuiWindowFlags flags = 0;
};

// As ImGui::BeginChild: call ImGui::EndChild() whatever it returns.
bool begin_child(const char* id, ImVec2 size, const ChildOptions& options);

// ---- input inside widgets ----------------------------------------------------------------------------------------

// For the last item: true if the wheel belongs to it, and then the panel below does not scroll. False while a panel
// is being scrolled past it, so that scrolling over a column of sliders moves none of them.
bool own_wheel();

// Notches of the wheel this frame, up is positive; with shift some systems report them on the other axis.
float wheel_notches();

ImGuiID item_id();

// Seconds that the pointer has stayed on the item under it.
float hovered_seconds();

enum class Key {
  tab,
  left,
  right,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  insert,
  remove,
  backspace,
  space,
  enter,
  keypad_enter,
  escape
};

bool key_pressed(Key key, bool repeat = false);
// A letter 'A'…'Z' or a digit '0'…'9' of the main block.
bool key_pressed(char letter_or_digit, bool repeat = false);

// ---- a context without a window ----------------------------------------------------------------------------------
// What a platform and a renderer backend would do; for tests.

void start_without_backend();
// After each ImGui::Render(): from 1.92 a renderer answers requests for textures in the draw data.
void finish_frame_without_backend();

void feed_mouse_position(float x, float y);
void feed_mouse_button(int button, bool down);
void feed_wheel(float horizontal, float vertical);
void feed_key(Key key, bool down);
void feed_key(char letter_or_digit, bool down);
void feed_modifiers(bool control, bool shift);
void feed_text(const char* utf8);

}  // namespace fallline::compat
