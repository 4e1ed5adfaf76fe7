// What the figures share.
#pragma once

#include "app/export/figures.h"
#include "app/export/svg.h"
#include "app/palette.h"

namespace fallline::exporting {

// The theme of a figure: colours, and by how much type and lines are larger than on the screen.
struct Look {
  const ui::Palette& colours;
  double scale;

  double px(double pixels) const { return scale * pixels; }
  std::uint32_t racer(int colour) const { return colours.racers[static_cast<std::size_t>(colour) % 8]; }
};
Look look_of(const ViewSpec& view);

bool is_hidden(const ViewSpec& view, const RacerSpec& racer);
// Racers that are not, in order.
std::vector<const RacerSnapshot*> shown_racers(const FigureOptions& options);

std::string racer_label(const RacerSpec& spec);  // "Adam η 0.08"

std::string formula_of(const SurfaceSpec& surface);  // "L(x, y) = …"

std::string data_name(const NetworkSnapshot& snapshot);  // "spiral"
// "2-16-16-1, binary cross-entropy".
std::string network_text(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer);

// From `at` to before `right`: smaller than the style says where it is long; left out where it could not be read.
void draw_fitting(Svg& svg, const Look& look, std::string_view text, Point at, double right, TextStyle style);

// A name and a formula, in one line that begins at `at` and ends before `right`.
void draw_title(Svg& svg, const Look& look, std::string_view name, const std::string& formula, Point at, double right);

}  // namespace fallline::exporting
