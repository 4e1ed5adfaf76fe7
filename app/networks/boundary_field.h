// BoundaryField: what a network answers over a window of the plane of the first two features, as colours. It is coarse
// while things move, and becomes as fine as the screen, a slice a frame, when they rest.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "app/networks/duty.h"
#include "app/networks/plotted_data.h"
#include "app/render/colour_map.h"
#include "app/theme.h"
#include "landscape/contours.h"

namespace fallline {

// How answers are painted.
struct FieldPaint {
  const ui::Theme* theme;
  render::ColourMap heights;  // of numbers
};

// The colour of one row of outputs: of a class by how probable it is, nothing where all are alike; of a number by where
// it lies between the targets.
ImU32 answer_colour(const FieldPaint& paint, const PlottedData& data, std::string_view loss,
                    const Eigen::MatrixXd& outputs, Eigen::Index sample);

class BoundaryField {
 public:
  static constexpr std::chrono::microseconds budget{2500};  // of a frame
  static constexpr int coarse_cells = 10'000;

  struct Wanted {
    Domain window;
    int columns = 0, rows = 0;  // of the view, in device pixels
    render::ColourMap heights = render::ColourMap::viridis;
    bool dark = true;
    friend bool operator==(const Wanted&, const Wanted&) = default;
  };

  // Once a frame. True when there is another picture. While training plays it stays coarse, and keeps pace.
  bool update(const NetworkRacerSnapshot& racer, const PlottedData& data, const ui::Theme& theme, const Wanted& wanted,
              bool plays);
  bool needs_refine() const { return !fine_.empty(); }
  // What else was done for the same picture since then counts too when it keeps pace.
  void note_work(Duty::Clock::time_point begin) { duty_.ended(begin); }

  // Samples of the window, on its edges too; row by row from y_min. A colour is four bytes: red, green, blue, 255.
  int columns() const { return shown_.columns; }
  int rows() const { return shown_.rows; }
  const std::vector<ImU32>& colours() const { return shown_.colours; }
  // Where two classes are equally probable.
  const std::vector<IsoLine>& lines() const { return lines_; }
  const Domain& window() const { return shown_.of.window; }
  // Greater for every later picture, of another field too.
  std::uint64_t version() const { return version_; }

 private:
  using Clock = Duty::Clock;
  struct Picture {
    Wanted of;
    int columns = 0, rows = 0;
    std::vector<ImU32> colours;
    std::vector<double> sides;  // of two classes: below 0 where it is class 0

    int filled() const { return columns == 0 ? 0 : static_cast<int>(colours.size()) / columns; }
    bool empty() const { return columns == 0; }
    bool done() const { return filled() == rows; }
  };

  static Picture begin(const Wanted& wanted, double cells);
  void fill(Picture& picture, const NetworkRacerSnapshot& racer, const PlottedData& data, const ui::Theme& theme,
            Clock::time_point until) const;
  void show(Picture picture);

  std::shared_ptr<const training::Setup> setup_;
  std::vector<double> theta_, memory_;
  Wanted wanted_;
  Picture shown_, fine_;
  std::vector<IsoLine> lines_;
  std::uint64_t version_ = 0;
  double cells_ = coarse_cells;
  Duty duty_{0.05};  // on the thread that draws
};

}  // namespace fallline
