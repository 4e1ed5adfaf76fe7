#include "app/export/formats.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace fallline {
namespace {

constexpr ViewInfo views[] = {{RenderView::window, "window", "Window"},
                              {RenderView::surface, "surface", "Surface"},
                              {RenderView::contours, "contours", "Contours"},
                              {RenderView::curves, "curves", "Curves"},
                              {RenderView::boundary, "boundary", "Boundary", true},
                              {RenderView::diagram, "diagram", "Diagram", true}};

}  // namespace

std::span<const ViewInfo> render_views() { return views; }

namespace exporting {
namespace {

constexpr FormatView drawn[] = {{RenderView::window, 1600, 960},    {RenderView::surface, 1600, 960},
                                {RenderView::contours, 1600, 960},  {RenderView::curves, 1600, 960},
                                {RenderView::boundary, 1200, 1200}, {RenderView::diagram, 1600, 960}};
constexpr FormatView lines[] = {{RenderView::contours, 900, 760}, {RenderView::curves, 1500, 480}};

constexpr Format table[] = {
    {FileKind::png, ".png", "PNG picture", "The window or one view of it, at one step.", drawn, true},
    {FileKind::svg, ".svg", "SVG drawing", "The contour map or the curves, as lines and text for print.", lines, true},
    {FileKind::csv, ".csv", "CSV table", "Every step of every racer: θ, L, ‖∇L‖ and the eigenvalues.", {}, false},
    {FileKind::json, ".json", "JSON table", "The experiment, and every step of every racer as columns.", {}, false},
    {FileKind::gif, ".gif", "GIF animation", "The play-through of the window or one view, for web pages.", drawn, false,
     50},
    {FileKind::mp4, ".mp4", "MP4 video", "The play-through of the window or one view, by ffmpeg.", drawn, false, 120,
     true},
};

bool ends_with(std::string_view path, std::string_view ending) {
  if (path.size() <= ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), path.end() - std::ssize(ending),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

}  // namespace

std::span<const Format> formats() { return table; }

const Format& format_of(FileKind kind) { return table[static_cast<std::size_t>(kind)]; }

const Format* format_of(std::string_view path) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Format& f) { return ends_with(path, f.ending); });
  return found == std::end(table) ? nullptr : found;
}

const FormatView* find_view(const Format& format, RenderView view) {
  const auto found =
      std::find_if(format.views.begin(), format.views.end(), [&](const FormatView& v) { return v.view == view; });
  return found == format.views.end() ? nullptr : &*found;
}

std::string all_endings() {
  std::string all;
  for (const Format& f : table) all.append(all.empty() ? "" : ", ").append(f.ending);
  return all;
}

}  // namespace exporting
}  // namespace fallline
