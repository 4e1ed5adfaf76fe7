// What the decision boundary remembers between frames.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/networks/boundary_dots.h"
#include "app/networks/boundary_field.h"
#include "app/networks/plotted_data.h"
#include "optim/racer_spec.h"

namespace fallline {

// What the left button does to the samples.
enum class BoundaryTool { pan, add, move, erase };

struct BoundaryState {
  PlottedData data;
  std::string source;  // of the data that the window is for
  BoundaryField field;
  std::array<BoundaryField, most_racers> others;  // of the racers that are not in focus, by colour: their lines

  std::optional<Domain> window;  // none: all samples
  BoundaryTool tool = BoundaryTool::pan;
  int label = 0;                        // that is added: a class; of numbers 0 for the lowest and 1 for the highest
  std::optional<std::size_t> held;      // the sample in hand, by its number in the data
  std::optional<ImVec2> last_added_at;  // of the samples that a drag adds

  struct Answers {  // of the racer in focus, to the samples that are drawn
    Eigen::MatrixXd outputs;
    std::uint64_t of = 0;  // version of the field
    std::vector<bool> wrong;
  } answers;
  struct Dots {
    std::vector<Dot> drawn;
    int columns = 0, rows = 0;
    float radius = 0;
    std::vector<ImU32> pixels;
    std::uint64_t version = 0;
  } dots;
};

}  // namespace fallline
