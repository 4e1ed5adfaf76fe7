// The two things the program does besides printing: the window, and pictures without one. The command line fills the
// options and has validated them: the document is one that refuse() passes, sizes and steps are in range.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "session/document.h"

namespace fallline {

struct WindowOptions {
  Document document;
  std::string document_path;         // the file it was read from; empty: the default experiment
  std::optional<int> width, height;  // else as the window was last
  std::int64_t bench_frames = 0;     // draw so many frames, report their times, and end; 0: a window to work in
  std::string state_file;            // where what the window holds is written as JSON when it ends; empty: nowhere
};

// Returns the exit status; messages go to standard error.
int run_window(const WindowOptions& options);

enum class RenderView { window, surface, contours, curves };

struct RenderOptions {
  Document document;
  std::string png;  // the file to be written
  int width = 1600, height = 960;
  RenderView view = RenderView::window;
  std::optional<std::int64_t> step;  // shown; without it the document's, or the last one of the run
};

// Returns the exit status; messages go to standard error.
int render_picture(const RenderOptions& options);

}  // namespace fallline
