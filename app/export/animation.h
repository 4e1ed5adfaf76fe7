// What moves: frames of a painter as GIF, by giflib, or as MP4, by ffmpeg.
#pragma once

#include <functional>
#include <memory>

#include "app/export/cancel.h"
#include "app/export/writing.h"
#include "app/program.h"
#include "session/part_file.h"

namespace fallline::exporting {

struct Animation {
  int width, height;
  double fps;
  std::int64_t frames;
  std::function<std::int64_t(std::int64_t frame)> step;  // that a frame shows, ascending
};

// Plays for ever. One table of colours for all frames; what does not change from one to the next is not stored again.
// Throws Unwritable, as the next does.
void write_gif(const Animation& animation, Painter& painter, const Write& write, const Progress& progress);

// H.264 with a quarter of the colours' resolution, which every player plays; needs an even width and height. The
// painter is opened once ffmpeg is known to be there; ffmpeg writes the file itself and ends when `cancel` does.
void write_mp4(const Animation& animation, const std::function<std::unique_ptr<Painter>()>& open_painter,
               PartFile& file, Cancel& cancel, const Progress& progress);

}  // namespace fallline::exporting
