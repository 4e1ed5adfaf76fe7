// The window, which is what the program is without a command.
#include <cstdint>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"
#include "app/image_import.h"

namespace fallline::cli {
namespace {

constexpr std::int64_t most_bench_frames = 1'000'000;

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
  if (!is_share_line(texts.experiment) && !is_png_name(texts.experiment)) options.document_path = texts.experiment;
  options.document = read_document(texts.experiment);
  return options;
}

}  // namespace

Command add_window(CLI::App& app, const Program& program) {
  auto texts = std::make_shared<WindowTexts>();
  add_text(app, "experiment", texts->experiment, "experiment.json", "Opens this experiment; else the default one");
  add_text(app, "--window-size", texts->size, "WxH", "Width and height in pixels; else as it was last");
  add_text(app, "--bench-frames", texts->bench_frames, "N", "Draw N frames, report their times, and end");
  add_text(app, "--state", texts->state, "FILE", "Write what the window holds to this file, as JSON, again and again");
  return {&app, [texts, window = program.window](std::ostream&, std::ostream&) { return window(read(*texts)); }};
}

}  // namespace fallline::cli
