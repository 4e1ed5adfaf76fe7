// The two things the program does besides text: the window, and pictures without one. The command line fills the
// options and has validated them: the document is one that refuse() passes, sizes and steps are in range.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/export/formats.h"
#include "app/render/image.h"
#include "session/document.h"

namespace fallline {

struct WindowOptions {
  Document document;
  std::string document_path;         // the file it was read from; empty: the default experiment
  std::optional<int> width, height;  // else as the window was last
  std::int64_t bench_frames = 0;     // draw so many frames, report their times, and end; 0: a window to work in
  std::string state_file;            // where what the window holds is written as JSON while it is open; empty: nowhere
};

// Returns the exit status; messages go to standard error.
int run_window(const WindowOptions& options);

struct PictureOptions {
  Document document;
  RenderView view = RenderView::window;
  int width = 1600, height = 960;
};

// Draws a document as the window would, one picture after the other.
class Painter {
 public:
  virtual ~Painter() = default;
  // The picture at a step from 0 to the last one of the run, as if no later one had been computed. Fastest in ascending
  // order.
  virtual render::Image draw(std::int64_t step) = 0;
};

// Off screen. The error says what the system lacks.
render::Result<std::unique_ptr<Painter>> open_painter(const PictureOptions& options);

}  // namespace fallline
