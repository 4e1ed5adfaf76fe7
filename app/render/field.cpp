#include "app/render/field.h"

#include <algorithm>

namespace fallline::render {

float sample_height(const Field& field, float u, float v) {
  const float x = std::clamp(u, 0.0f, 1.0f) * static_cast<float>(field.width - 1);
  const float y = std::clamp(v, 0.0f, 1.0f) * static_cast<float>(field.height - 1);
  const int i = std::min(static_cast<int>(x), field.width - 2);
  const int j = std::min(static_cast<int>(y), field.height - 2);
  const float s = x - static_cast<float>(i);
  const float t = y - static_cast<float>(j);
  const float low = (1.0f - s) * field.at(i, j) + s * field.at(i + 1, j);
  const float high = (1.0f - s) * field.at(i, j + 1) + s * field.at(i + 1, j + 1);
  return (1.0f - t) * low + t * high;
}

}  // namespace fallline::render
