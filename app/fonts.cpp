#include "app/fonts.h"

#include <array>
#include <cfloat>
#include <cmath>

#include "app/imgui_compat.h"
#include "font_files.h"

namespace fallline::ui {
namespace {

// Blocks small enough to take whole, so that a text may use any of their letters: Latin, Greek, punctuation, raised
// and lowered digits, arrows, operators, shapes. A face is asked for all of them and gives those it has.
constexpr ImWchar face_ranges[] = {0x0020, 0x007e, 0x00a0, 0x017f, 0x0370, 0x03ff, 0x1d40, 0x1d40,
                                   0x1d43, 0x1d6a, 0x2010, 0x2015, 0x2017, 0x2044, 0x2070, 0x209c,
                                   0x2190, 0x2199, 0x2200, 0x2265, 0x25a0, 0x25ff, 0};
// The two bars of ‖ run into one in Inter and JetBrains Mono at reading sizes; those of DejaVu stay apart.
constexpr ImWchar left_to_symbols[] = {0x2016, 0x2016, 0};
constexpr ImWchar symbol_ranges[] = {
    0x0370, 0x03ff, 0x1d40, 0x1d40, 0x1d43, 0x1d6a, 0x2010, 0x2044, 0x2070, 0x209c, 0x2102, 0x2102, 0x2113,
    0x2113, 0x2115, 0x2115, 0x211d, 0x211d, 0x2190, 0x2199, 0x21a6, 0x21a6, 0x21ba, 0x21bb, 0x21d0, 0x21d4,
    0x2200, 0x2265, 0x2295, 0x2299, 0x22a4, 0x22a5, 0x22c5, 0x22c5, 0x2308, 0x230b, 0x25a0, 0x25ff, 0x2713,
    0x2717, 0x271a, 0x271a, 0x2725, 0x2725, 0x275a, 0x275a, 0x27c2, 0x27c2, 0x27e8, 0x27e9, 0};
// The hat of m̂ and its like: they have no width of their own and stand over the letter before them.
constexpr ImWchar combining_ranges[] = {0x0300, 0x0304, 0};

// Dear ImGui measures a face by its line, ascent and descent: 1.21 em in Inter, 1.32 in JetBrains Mono, 1.16 in DejaVu.
constexpr float inter_line = 1.21f, mono_line = 1.32f, dejavu_line = 1.164f;

struct FaceSpec {
  std::string_view bytes;
  float line;            // pixels at 1×
  float letter_spacing;  // pixels at 1×
  bool number;
};

Face load_face(ImFontAtlas& atlas, const FaceSpec& spec, float scale) {
  const float size = std::round(spec.line * scale);
  compat::FontSource source;
  source.bytes = spec.bytes;
  source.ranges = face_ranges;
  source.excluded = left_to_symbols;
  source.size = size;
  source.letter_spacing = spec.letter_spacing * scale;
  source.snap_to_pixels = spec.number;
  source.oversample = spec.number ? 1 : 3;
  ImFont* font = compat::add_font(atlas, source, false);

  // The symbols that a face lacks come in the same em. In columns of digits (advance 0.6 em) they keep the column.
  const float em = size / (spec.number ? mono_line : inter_line);
  source.bytes = font_files::symbol;
  source.excluded = nullptr;
  source.oversample = 3;
  source.size = dejavu_line * em;
  source.snap_to_pixels = false;
  source.ranges = combining_ranges;
  compat::add_font(atlas, source, true);
  source.snap_to_pixels = spec.number;
  source.ranges = symbol_ranges;
  source.least_advance = spec.number ? std::round(0.6f * em) : 0.0f;
  compat::add_font(atlas, source, true);
  return {font, size};
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, float scale) {
  // About 4000 shapes, packed on rows of this width, fit a texture that every OpenGL 3.3 takes.
  compat::clear_fonts(atlas, scale > 1.4f ? 4096 : 2048);
  Fonts fonts;
  fonts.text = load_face(atlas, {font_files::text, 16.0f, 0.0f, false}, scale);
  fonts.strong = load_face(atlas, {font_files::strong, 16.0f, 0.0f, false}, scale);
  fonts.small = load_face(atlas, {font_files::text, 14.0f, 0.0f, false}, scale);
  fonts.caps = load_face(atlas, {font_files::strong, 13.0f, 0.7f, false}, scale);
  fonts.number = load_face(atlas, {font_files::number, 16.0f, 0.0f, true}, scale);
  fonts.tick = load_face(atlas, {font_files::number, 14.0f, 0.0f, true}, scale);
  compat::bake(atlas);
  fonts.complete = !font_files::text.empty() && !font_files::strong.empty() && !font_files::number.empty() &&
                   !font_files::symbol.empty();
  return fonts;
}

ImVec2 text_size(const Face& face, std::string_view text) {
  if (text.empty()) return {0.0f, face.size};
  return face.font->CalcTextSizeA(face.size, FLT_MAX, 0.0f, text.data(), text.data() + text.size());
}

void draw_text(ImDrawList& list, const Face& face, ImVec2 position, ImU32 colour, std::string_view text) {
  if (text.empty()) return;
  list.AddText(face.font, face.size, ImVec2(std::round(position.x), std::round(position.y)), colour, text.data(),
               text.data() + text.size());
}

bool draw_text_cut(ImDrawList& list, const Face& face, ImVec2 position, float width, ImU32 colour,
                   std::string_view text) {
  if (text_size(face, text).x <= width) {
    draw_text(list, face, position, colour, text);
    return false;
  }
  constexpr std::string_view ellipsis = "…";
  const float room = width - text_size(face, ellipsis).x;
  if (room < 0.0f) return true;
  const char* cut = nullptr;
  const ImVec2 size = face.font->CalcTextSizeA(face.size, room, 0.0f, text.data(), text.data() + text.size(), &cut);
  draw_text(list, face, position, colour, text.substr(0, static_cast<std::size_t>(cut - text.data())));
  draw_text(list, face, {position.x + size.x, position.y}, colour, ellipsis);
  return true;
}

FontScope::FontScope(const Face& face) { compat::push_font(face.font, face.size); }
FontScope::~FontScope() { compat::pop_font(); }

}  // namespace fallline::ui
