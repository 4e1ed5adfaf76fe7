// DataModel: the samples behind a surface and the model that θ is, as views draw them.
#pragma once

#include <string_view>

#include "data/samples.h"
#include "objective/surface.h"

namespace fallline {

enum class DataPicture {
  curve,    // targets over a feature, and the model's output as a curve through them
  classes,  // two classes of points, and the line where the model's output is ½
  shift,    // a sample that stays (label 0), and one that moves by θ (label 1)
};

struct DataModel {
  DataPicture picture;
  std::string_view x_name, y_name;  // of the samples' columns
  // The model's output at a point of the samples' plane: of a curve its height over x, of classes P(label 1).
  double (*output)(Point theta, Point at);
  Samples samples;  // as the model sees them
};

}  // namespace fallline
