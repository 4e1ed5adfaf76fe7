#include "app/export/svg.h"

#include <cmath>

namespace fallline::exporting {

std::string length(double pixels) {
  if (!std::isfinite(pixels)) pixels = 0;
  std::string text = fmt::format("{:.2f}", pixels);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string hex(std::uint32_t colour) { return fmt::format("#{:06x}", colour & 0xffffffu); }

std::string escaped(std::string_view text) {
  std::string all;
  for (const char c : text) switch (c) {
      case '&':
        all += "&amp;";
        break;
      case '<':
        all += "&lt;";
        break;
      case '>':
        all += "&gt;";
        break;
      case '"':
        all += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) all += c;
    }
  return all;
}

double text_width(std::string_view text, double size) {
  double ems = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;  // one character may be several bytes
    if (std::string_view(" .,:;|!'il()").find(c) != std::string_view::npos)
      ems += 0.32;
    else if (('A' <= c && c <= 'Z') || std::string_view("mwM%").find(c) != std::string_view::npos)
      ems += 0.74;
    else
      ems += 0.6;
  }
  return ems * size;
}

Svg::Svg(int width, int height, std::uint32_t background) {
  print("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n", width,
        height);
  print(
      "<style>\n"
      "text {{ font-family: Inter, 'DejaVu Sans', Helvetica, Arial, sans-serif; }}\n"
      ".strong {{ font-weight: 600; }}\n"
      ".number {{ font-family: 'JetBrains Mono', 'DejaVu Sans Mono', monospace; }}\n"
      "path, line, circle {{ stroke-linejoin: round; stroke-linecap: round; }}\n"
      "</style>\n");
  rect({0, 0, static_cast<double>(width), static_cast<double>(height)}, background);
}

void Svg::rect(const Box& box, std::uint32_t fill) {
  print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", length(box.left), length(box.top),
        length(box.width()), length(box.height()), hex(fill));
}

void Svg::line(Point a, Point b, std::uint32_t colour, double width, std::string_view more) {
  print("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}{}/>\n", length(a.x),
        length(a.y), length(b.x), length(b.y), hex(colour), length(width), more.empty() ? "" : " ", more);
}

void Svg::text(Point at, std::string_view text, const TextStyle& style) {
  constexpr std::string_view anchors[] = {"start", "middle", "end"};
  constexpr std::string_view faces[] = {"", " class=\"strong\"", " class=\"number\""};
  // 0.35 em above the line that letters stand on is the middle of a digit; not every program knows dominant-baseline.
  print("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\"{}>{}</text>\n", length(at.x),
        length(at.y + 0.35 * style.size), length(style.size), hex(style.colour),
        anchors[static_cast<int>(style.anchor)], faces[static_cast<int>(style.face)], escaped(text));
}

void Svg::clip(const Box& box) {
  ++clips_;
  print("<clipPath id=\"clip{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n", clips_,
        length(box.left), length(box.top), length(box.width()), length(box.height()));
  print("<g clip-path=\"url(#clip{})\">\n", clips_);
}

std::string Svg::finish() && { return std::move(text_) + "</svg>\n"; }

std::string path_data(std::span<const Point> points, bool closed) {
  std::string data;
  for (std::size_t i = 0; i < points.size(); ++i)
    fmt::format_to(std::back_inserter(data), "{}{} {}",
                   i == 0   ? "M"
                   : i == 1 ? "L"
                            : " ",
                   length(points[i].x), length(points[i].y));
  return closed ? data + "Z" : data;
}

}  // namespace fallline::exporting
