// Figures: well-formed, small however long the run, and with everything in them that the window shows.
#include "app/export/figures.h"

#include <gtest/gtest.h>

#include <string>

#include "app/export/svg.h"
#include "app/palette.h"
#include "session/session.h"
#include "svg_support.h"

namespace fallline::exporting {
namespace {

using test::count, test::expect_well_formed;

struct Drawn {
  std::string contours, curves;
};

Drawn draw(const Experiment& experiment, const ViewSpec& view = {}, int width = 900, int height = 760) {
  Session session(experiment);
  session.show(experiment.steps);
  session.compute();
  const auto snapshot = session.snapshot();
  const FigureOptions options{*snapshot, view, width, height};
  return {contour_figure(options, find_critical_points(*snapshot->surface, experiment.domain)), curves_figure(options)};
}

TEST(Figures, HoldWhatTheWindowShows) {
  const Drawn drawn = draw(default_experiment());
  for (const std::string& svg : {drawn.contours, drawn.curves}) {
    expect_well_formed(svg);
    EXPECT_NE(svg.find(">Himmelblau<"), std::string::npos);
    EXPECT_NE(svg.find("(x² + y − 11)² + (x + y² − 7)²"), std::string::npos);
    for (const char* label : {"SGD", "Momentum", "Adam", "RMSProp"}) EXPECT_NE(svg.find(label), std::string::npos);
    for (std::size_t k = 0; k < 4; ++k) EXPECT_NE(svg.find(hex(ui::dark_palette.racers[k])), std::string::npos);
  }
  // Nine critical points, and one of each kind in the legend.
  EXPECT_EQ(count(drawn.contours, "stroke=\"" + hex(ui::dark_palette.minimum)), 4u + 1u);
  EXPECT_EQ(count(drawn.contours, "stroke=\"" + hex(ui::dark_palette.saddle)), 4u + 1u);
  EXPECT_EQ(count(drawn.contours, "stroke=\"" + hex(ui::dark_palette.maximum)), 1u + 1u);
  for (const char* word : {"Loss", "Gradient norm", "Hessian eigenvalues", "λ₁", "λ₂", "1e-10"})
    EXPECT_NE(drawn.curves.find(word), std::string::npos) << word;
}

TEST(Figures, FollowTheView) {
  ViewSpec view;
  view.light = true;
  view.hidden = {0, 1};
  view.focus = 3;
  const Drawn drawn = draw(default_experiment(), view);
  for (const std::string& svg : {drawn.contours, drawn.curves}) {
    expect_well_formed(svg);
    EXPECT_EQ(count(svg, "SGD"), 0u);
    EXPECT_NE(svg.find(hex(ui::light_palette.window)), std::string::npos);
    EXPECT_NE(svg.find(hex(ui::light_palette.racers[2])), std::string::npos);
  }
  EXPECT_NE(drawn.curves.find(">RMSProp<"), std::string::npos) << "whose eigenvalues they are";
  ViewSpec magma = view;
  magma.colours = "magma";
  EXPECT_NE(draw(default_experiment(), magma).contours, drawn.contours);
  ViewSpec part = view;
  part.map = Domain{0, 1, 0, 1};
  EXPECT_EQ(count(draw(default_experiment(), part).contours, "stroke=\"#0a0c11\""), 0u) << "no critical point there";
}

TEST(Figures, OfEverySurfaceAreWellFormed) {
  for (const SurfaceInfo& surface : surfaces()) {
    SCOPED_TRACE(surface.key);
    Experiment e = default_experiment();
    change_surface(e, surface);
    const Drawn drawn = draw(e);
    expect_well_formed(drawn.contours);
    expect_well_formed(drawn.curves);
    EXPECT_LT(drawn.contours.size(), 4u << 20);
  }
}

TEST(Figures, OfEverySizeAreWellFormed) {
  for (const auto& [width, height] : {std::pair{64, 64}, {64, 2000}, {2000, 64}, {320, 240}, {4000, 3000}}) {
    const Drawn drawn = draw(default_experiment(), {}, width, height);
    expect_well_formed(drawn.contours);
    expect_well_formed(drawn.curves);
  }
}

TEST(Figures, OfALongRunAreSmall) {
  Experiment e = default_experiment();
  e.noise = 40;
  e.steps = 300'000;
  const Drawn drawn = draw(e);
  expect_well_formed(drawn.contours);
  EXPECT_LT(drawn.contours.size(), 8u << 20);
  EXPECT_LT(drawn.curves.size(), 1u << 20);
}

TEST(Figures, OfWhatDivergesEndInACross) {
  Experiment e = default_experiment();
  e.racers = {e.racers[0]};
  e.racers[0].values[0] = 0.5;
  const Drawn drawn = draw(e);
  expect_well_formed(drawn.contours);
  expect_well_formed(drawn.curves);
}

TEST(Svg, EscapesText) {
  EXPECT_EQ(escaped("a < b & \"c\" > d\n"), "a &lt; b &amp; &quot;c&quot; &gt; d");
  EXPECT_EQ(escaped("‖∇L‖"), "‖∇L‖");
}

TEST(Svg, WritesLengthsShort) {
  EXPECT_EQ(length(12), "12");
  EXPECT_EQ(length(0.5), "0.5");
  EXPECT_EQ(length(-0.001), "0");
  EXPECT_EQ(length(100), "100");
  EXPECT_EQ(length(3.14159), "3.14");
  EXPECT_EQ(length(1.0 / 0.0), "0");
}

}  // namespace
}  // namespace fallline::exporting
