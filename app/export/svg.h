// Svg: a drawing as text, built up from back to front. Lengths are pixels, colours 0xRRGGBB.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "objective/surface.h"

namespace fallline::exporting {

struct Box {
  double left, top, right, bottom;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

enum class Anchor { start, middle, end };
enum class Face { text, strong, number };

struct TextStyle {
  std::uint32_t colour;
  double size;
  Anchor anchor = Anchor::start;
  Face face = Face::text;
};

// To a hundredth of a pixel, without zeros at the end.
std::string length(double pixels);
std::string hex(std::uint32_t colour);                  // "#rrggbb"
std::string escaped(std::string_view text);             // for text and attributes; what XML cannot hold is left out
double text_width(std::string_view text, double size);  // about: there is no font to ask

class Svg {
 public:
  Svg(int width, int height, std::uint32_t background);

  // What stands between the tags, as it is.
  template <class... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
  }

  void rect(const Box& box, std::uint32_t fill);
  void line(Point a, Point b, std::uint32_t colour, double width, std::string_view more = "");
  // The point is the left, middle or right end of the text, on its middle line.
  void text(Point at, std::string_view text, const TextStyle& style);

  // What follows up to end() is seen inside the box only.
  void clip(const Box& box);
  void end() { print("</g>\n"); }

  std::string finish() &&;

 private:
  std::string text_;
  int clips_ = 0;
};

// The data of a path: "M…L…", with Z when closed.
std::string path_data(std::span<const Point> points, bool closed);

}  // namespace fallline::exporting
