// What the data panel remembers between frames.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace fallline {

struct DataState {
  bool unfolded = false;  // the rarer options are shown too

  // A data set in small: some samples, or of one feature a curve, in the unit square, y downward.
  struct Thumbnail {
    std::vector<ImVec2> at;
    std::vector<int> label;     // where they are of classes
    std::vector<double> level;  // else the target, in [0, 1]
    bool curve = false;
  };
  std::vector<Thumbnail> thumbnails;  // in the order of data_sets(); empty before they are first drawn

  struct Columns {  // of the CSV file
    std::string path;
    std::vector<std::string> names;  // or numbers, where there is no header
  } columns;
};

}  // namespace fallline
