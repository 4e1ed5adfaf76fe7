// export_file(): an experiment as a file, of whichever kind.
#pragma once

#include <optional>
#include <string>

#include "app/export/formats.h"
#include "app/export/writing.h"
#include "app/program.h"

namespace fallline::exporting {

// Which of these count is for the format to say.
struct ExportOptions {
  const Format* format = nullptr;
  std::string path;
  PictureOptions picture;            // the document in any case
  std::int64_t step = 0;             // of what stands still
  std::int64_t from = 0, until = 0;  // of what moves: its first and its last frame
  double seconds = default_seconds, fps = default_fps;
};

using OpenPainter = std::function<render::Result<std::unique_ptr<Painter>>(const PictureOptions&)>;

// The file is there when it is whole, and until then what was there before; a signal that ends the program (SIGINT,
// SIGTERM) leaves nothing behind. SIGPIPE must be ignored. Returns why there is no file: `PATH: REASON`, or the reason
// alone where it is not about the file.
std::optional<std::string> export_file(const ExportOptions& options, const OpenPainter& open_painter,
                                       const Progress& progress);

}  // namespace fallline::exporting
