// MapTransform: between the plane of θ and the pixels of the contour map.
#pragma once

#include <imgui.h>

#include <algorithm>

#include "objective/surface.h"

namespace fallline {

struct MapTransform {
  ImVec2 low, high;  // corners of the map on the screen, top left and bottom right
  Domain window;     // the part of the plane that it shows, y upward

  ImVec2 to_pixel(Point p) const {
    return {static_cast<float>(low.x + (high.x - low.x) * (p.x - window.x_min) / window.width()),
            static_cast<float>(high.y - (high.y - low.y) * (p.y - window.y_min) / window.height())};
  }
  Point to_point(ImVec2 pixel) const {
    return {window.x_min + window.width() * (pixel.x - low.x) / (high.x - low.x),
            window.y_min + window.height() * (high.y - pixel.y) / (high.y - low.y)};
  }
  // The centre moved so that a box of this size lies on the map, as far as it can.
  ImVec2 inside(ImVec2 centre, ImVec2 size) const {
    const auto within = [](float at, float least, float most) { return std::max(least, std::min(at, most)); };
    return {within(centre.x, low.x + 0.5f * size.x, high.x - 0.5f * size.x),
            within(centre.y, low.y + 0.5f * size.y, high.y - 0.5f * size.y)};
  }
  // The window moved so that the plane follows a hand that moved by `pixels`.
  Domain panned(ImVec2 pixels) const {
    const double dx = -pixels.x * window.width() / (high.x - low.x), dy = pixels.y * window.height() / (high.y - low.y);
    return {window.x_min + dx, window.x_max + dx, window.y_min + dy, window.y_max + dy};
  }
  // The window shrunk (factor > 1) about the point under `pixel`.
  Domain zoomed(ImVec2 pixel, double factor) const {
    const Point c = to_point(pixel);
    return {c.x + (window.x_min - c.x) / factor, c.x + (window.x_max - c.x) / factor,
            c.y + (window.y_min - c.y) / factor, c.y + (window.y_max - c.y) / factor};
  }
};

}  // namespace fallline
