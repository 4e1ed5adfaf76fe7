// The data sets in small, to choose one by its looks.
#pragma once

#include <cstddef>
#include <optional>

#include "app/networks/frame.h"

namespace fallline {

// Rows of thumbnails, `chosen` (an index of data_sets(), or past their end) in a frame. Returns one that was clicked.
std::optional<std::size_t> draw_data_thumbnails(NetworksFrame& frame, std::size_t chosen);

}  // namespace fallline
