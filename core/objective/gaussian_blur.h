#pragma once

#include <vector>

namespace fallline {

// A grid of numbers, row by row, convolved with a Gaussian of this standard deviation, in grid steps; 0 leaves it as it
// is. Beyond its edge the outermost numbers go on. What is constant stays so to the last bit.
void gaussian_blur(std::vector<double>& values, int columns, int rows, double sigma);

}  // namespace fallline
