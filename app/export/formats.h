// What can be exported, and as which kind of file: one table for the command line, its help, the window's dialog and
// the tests. The ending of a file's name decides.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fallline {

enum class RenderView { window, surface, contours, curves, boundary, diagram };

struct ViewInfo {
  RenderView view;
  std::string_view key, label;
  bool networks_only = false;  // of the Networks lab alone
};
std::span<const ViewInfo> render_views();  // in the order of RenderView

namespace exporting {

enum class FileKind { png, svg, csv, json, gif, mp4 };

// A view that a format can show, and the size of its picture where none is asked for, in pixels.
struct FormatView {
  RenderView view;
  int width, height;
};

struct Format {
  FileKind kind;
  std::string_view ending;   // with its dot
  std::string_view label;    // "PNG picture"
  std::string_view meaning;  // a sentence
  // The first is the one where none is asked for. Empty: numbers, without a view and a size.
  std::span<const FormatView> views;
  bool one_step;            // shows one step, which can be chosen
  double most_fps = 0;      // of what moves, from one step to another; 0: nothing does
  bool even_sides = false;  // of its pictures, because colours have half their resolution
};

std::span<const Format> formats();  // in the order of FileKind
const Format& format_of(FileKind kind);
// By the ending of the name, in capitals or not; null for none of the table.
const Format* format_of(std::string_view path);
const FormatView* find_view(const Format& format, RenderView view);
std::string all_endings();  // ".png, .svg, …"

inline constexpr int shortest_side = 64, longest_side = 8192;  // pixels; every OpenGL 3.3 driver has such textures

// Of what moves.
inline constexpr double default_seconds = 6, most_seconds = 600, least_seconds = 0.1;
inline constexpr double default_fps = 25, least_fps = 1;

}  // namespace exporting
}  // namespace fallline
