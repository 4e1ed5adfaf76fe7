// The two commands that draw: the window, and a picture of it.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"

namespace fallline::cli {
namespace {

constexpr std::int64_t most_bench_frames = 1'000'000;
constexpr std::string_view view_names[] = {"window", "surface", "contours", "curves"};  // in the order of RenderView

struct RenderTexts {
  std::string experiment, png, size, view, step;
};

RenderOptions read(const RenderTexts& texts) {
  if (texts.png.empty()) throw UsageError{"--png is missing; the name of the file to write is expected"};
  RenderOptions options;
  options.png = texts.png;
  if (!texts.size.empty()) {
    const Size size = read_size("--size", texts.size);
    options.width = size.width;
    options.height = size.height;
  }
  if (!texts.view.empty()) {
    const auto name = std::find(std::begin(view_names), std::end(view_names), texts.view);
    if (name == std::end(view_names)) throw UsageError{"--view: " + unknown("view", texts.view, view_names)};
    options.view = static_cast<RenderView>(name - std::begin(view_names));
  }
  options.document = read_document(texts.experiment);
  if (!texts.step.empty())
    options.step = read_whole<std::int64_t>("--step", texts.step, 0, options.document.experiment.steps);
  return options;
}

struct WindowTexts {
  std::string experiment, bench_frames, state, size;
};

WindowOptions read(const WindowTexts& texts) {
  WindowOptions options;
  if (!texts.size.empty()) {
    const Size size = read_size("--window-size", texts.size);
    options.width = size.width;
    options.height = size.height;
  }
  if (!texts.bench_frames.empty())
    options.bench_frames = read_whole<std::int64_t>("--bench-frames", texts.bench_frames, 1, most_bench_frames);
  options.state_file = texts.state;
  if (!is_share_line(texts.experiment)) options.document_path = texts.experiment;
  options.document = read_document(texts.experiment);
  return options;
}

}  // namespace

Command add_render(CLI::App& app, const Program& program) {
  auto texts = std::make_shared<RenderTexts>();
  CLI::App* command = app.add_subcommand("render", "A picture of an experiment, drawn without a window, as PNG");
  add_text(*command, "experiment", texts->experiment, "experiment.json", "The experiment; else the default one");
  add_text(*command, "--png", texts->png, "FILE", "The file to write; needed");
  add_text(*command, "--size", texts->size, "WxH", "Width and height in pixels; else 1600x960");
  add_text(*command, "--view", texts->view, "VIEW", "window, surface, contours or curves; else window");
  add_text(*command, "--step", texts->step, "N", "The step shown; else the last one of the run");
  command->footer("Example: fallline render --view contours --size 800x800 --png contours.png");
  return {command, [texts, render = program.render](std::ostream&, std::ostream&) { return render(read(*texts)); }};
}

Command add_window(CLI::App& app, const Program& program) {
  auto texts = std::make_shared<WindowTexts>();
  add_text(app, "experiment", texts->experiment, "experiment.json", "Opens this experiment; else the default one");
  add_text(app, "--window-size", texts->size, "WxH", "Width and height in pixels; else 1600x960");
  add_text(app, "--bench-frames", texts->bench_frames, "N", "Draw N frames, report their times, and end");
  add_text(app, "--state", texts->state, "FILE", "Write what the window holds to this file, as JSON, when it ends");
  return {&app, [texts, window = program.window](std::ostream&, std::ostream&) { return window(read(*texts)); }};
}

}  // namespace fallline::cli
