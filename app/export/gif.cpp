#include <fmt/format.h>
#include <gif_lib.h>

#include <algorithm>
#include <cmath>

#include "app/export/animation.h"
#include "app/export/colour_table.h"

namespace fallline::exporting {
namespace {

constexpr std::int64_t sampled_frames = 8;  // that the colours are taken from
constexpr double sampling = 0.2;            // their share of the progress
constexpr std::size_t most_colours = 255;   // one more number means: as before
constexpr int table_size = 256;

using Indices = std::vector<GifByteType>;

// giflib's encoder, whose bytes go to a Write. An exception may not pass through C: it is kept until we are back.
class Encoder {
 public:
  explicit Encoder(const Write& write) : write_(write) {
    int error = 0;
    gif_ = EGifOpen(
        this,
        [](GifFileType* gif, const GifByteType* bytes, int size) {
          return static_cast<Encoder*>(gif->UserData)->take(bytes, size);
        },
        &error);
    if (!gif_) throw Unwritable{fmt::format("GIF: {}", GifErrorString(error))};
    EGifSetGifVersion(gif_, true);
  }
  ~Encoder() {
    if (gif_) EGifCloseFile(gif_, nullptr);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  void begin(int width, int height, const std::vector<Bytes3>& colours) {
    std::array<GifColorType, table_size> table{};
    for (std::size_t i = 0; i < colours.size(); ++i) table[i] = {colours[i][0], colours[i][1], colours[i][2]};
    ColorMapObject* map = GifMakeMapObject(table_size, table.data());
    const int well = EGifPutScreenDesc(gif_, width, height, 8, 0, map);
    GifFreeMapObject(map);
    check(well);
    // For ever.
    check(EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE));
    check(EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0"));
    const GifByteType for_ever[] = {1, 0, 0};
    check(EGifPutExtensionBlock(gif_, sizeof for_ever, for_ever));
    check(EGifPutExtensionTrailer(gif_));
  }

  // Rows of the part that begins at (left, top); `delay` in hundredths of a second.
  void frame(int left, int top, int width, int height, int delay, Indices& rows) {
    const GraphicsControlBlock control{DISPOSE_DO_NOT, false, delay, static_cast<int>(most_colours)};
    GifByteType packed[4];
    EGifGCBToExtension(&control, packed);
    check(EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, sizeof packed, packed));
    check(EGifPutImageDesc(gif_, left, top, width, height, false, nullptr));
    for (int y = 0; y < height; ++y)
      check(EGifPutLine(gif_, &rows[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)], width));
  }

  void finish() {
    int error = 0;
    GifFileType* const gif = std::exchange(gif_, nullptr);
    const int well = EGifCloseFile(gif, &error);
    if (failure_) throw *failure_;
    if (well == GIF_ERROR) throw Unwritable{fmt::format("GIF: {}", GifErrorString(error))};
  }

 private:
  int take(const GifByteType* bytes, int size) {
    if (failure_) return 0;
    try {
      write_({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
      return size;
    } catch (const Unwritable& why) {
      failure_ = why;
      return 0;
    }
  }

  void check(int well) const {
    if (failure_) throw *failure_;
    if (well == GIF_ERROR) throw Unwritable{fmt::format("GIF: {}", GifErrorString(gif_->Error))};
  }

  const Write& write_;
  GifFileType* gif_ = nullptr;
  std::optional<Unwritable> failure_;
};

ColourTable table_for(const Animation& animation, Painter& painter, const Progress& progress) {
  ColourCount count;
  const std::int64_t samples = std::min(sampled_frames, animation.frames);
  for (std::int64_t i = 0; i < samples; ++i) {
    const std::int64_t frame = samples == 1 ? 0 : i * (animation.frames - 1) / (samples - 1);
    count.add(painter.draw(animation.step(frame)));
    progress(sampling * static_cast<double>(i + 1) / static_cast<double>(samples));
  }
  return {count, most_colours};
}

struct Rectangle {
  int left, top, right, bottom;  // the last two are beyond it
};

// Where two frames differ; a single pixel if nowhere, because a frame has at least one.
Rectangle changed(const Indices& before, const Indices& now, int width, int height) {
  Rectangle r{width, height, 0, 0};
  for (int y = 0; y < height; ++y) {
    const auto row = static_cast<std::ptrdiff_t>(y) * width;
    const auto begin = now.begin() + row, end = begin + width;
    const auto first = std::mismatch(begin, end, before.begin() + row).first;
    if (first == end) continue;
    auto last = end;
    while (*(last - 1) == before[static_cast<std::size_t>(last - 1 - now.begin())]) --last;
    r = {std::min(r.left, static_cast<int>(first - begin)), std::min(r.top, y),
         std::max(r.right, static_cast<int>(last - begin)), y + 1};
  }
  return r.right > r.left ? r : Rectangle{0, 0, 1, 1};
}

Indices part_of(const Indices& before, const Indices& now, int width, const Rectangle& r) {
  Indices part;
  for (int y = r.top; y < r.bottom; ++y)
    for (int x = r.left; x < r.right; ++x) {
      const std::size_t at =
          static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
      part.push_back(now[at] == before[at] ? GifByteType{most_colours} : now[at]);
    }
  return part;
}

}  // namespace

void write_gif(const Animation& animation, Painter& painter, const Write& write, const Progress& progress) {
  ColourTable table = table_for(animation, painter, progress);
  Encoder encoder(write);
  encoder.begin(animation.width, animation.height, table.colours());
  const std::size_t pixels = static_cast<std::size_t>(animation.width) * static_cast<std::size_t>(animation.height);
  Indices before(pixels, GifByteType{most_colours}), now(pixels);  // before the first, no colour at all
  for (std::int64_t frame = 0; frame < animation.frames; ++frame) {
    const render::Image image = painter.draw(animation.step(frame));
    for (std::size_t i = 0; i < pixels; ++i) now[i] = table.index(&image.rgba[4 * i]);
    const Rectangle r = changed(before, now, animation.width, animation.height);
    Indices part = part_of(before, now, animation.width, r);
    // Hundredths of a second from the start, rounded: their sum is right.
    const auto clock = [&](std::int64_t f) { return std::llround(100 * static_cast<double>(f) / animation.fps); };
    encoder.frame(r.left, r.top, r.right - r.left, r.bottom - r.top, static_cast<int>(clock(frame + 1) - clock(frame)),
                  part);
    before.swap(now);
    progress(sampling + (1 - sampling) * static_cast<double>(frame + 1) / static_cast<double>(animation.frames));
  }
  encoder.finish();
}

}  // namespace fallline::exporting
