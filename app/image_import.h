// Pictures from outside as grey images.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "session/experiment.h"

namespace fallline {

bool is_png_name(std::string_view path);  // by its ending

// The luma (Rec. 709) of a PNG file, before white where it is transparent; larger than an image can be, it is averaged
// down. The message begins with the path.
std::variant<GreyImage, Unreadable> import_png(const std::string& path);

}  // namespace fallline
