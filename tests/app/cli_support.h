// Runs the command line in-process, and reads what it printed.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/run.h"

namespace fallline::cli::test {

struct Outcome {
  int status;
  std::string out, err;
  std::optional<WindowOptions> window;    // what the window was opened with, if it was
  std::optional<PictureOptions> picture;  // what the painter was opened with, if it was
  std::vector<std::int64_t> steps;        // what it drew
};

// What the stand-in for the window returns, to be told from the command line's own 0 and 2.
inline constexpr int window_status = 40;

// A dark ground with a light square of 16 pixels that is further to the right the later the step, and wraps.
inline render::Image square_at(std::int64_t step, int width, int height) {
  render::Image image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4, 255)};
  const auto left = static_cast<int>(step % (width - 16));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool inside = left <= x && x < left + 16 && 8 <= y && y < 24;
      const std::uint8_t colour[] = {inside ? std::uint8_t{242} : std::uint8_t{15},
                                     inside ? std::uint8_t{177} : std::uint8_t{18},
                                     inside ? std::uint8_t{52} : std::uint8_t{24}};
      std::copy_n(colour, 3, &image.rgba[static_cast<std::size_t>(y * width + x) * 4]);
    }
  return image;
}

class SquarePainter : public Painter {
 public:
  SquarePainter(const PictureOptions& options, std::vector<std::int64_t>& steps)
      : width_(options.width), height_(options.height), steps_(steps) {}
  render::Image draw(std::int64_t step) override {
    steps_.push_back(step);
    return square_at(step, width_, height_);
  }

 private:
  int width_, height_;
  std::vector<std::int64_t>& steps_;
};

inline Outcome run_into(std::ostream& out, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "/somewhere/fallline");
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  Outcome outcome{};
  std::ostringstream err;
  outcome.status = run(static_cast<int>(argv.size()), argv.data(), out, err,
                       {[&](const WindowOptions& options) { return outcome.window = options, window_status; },
                        [&](const PictureOptions& options) -> render::Result<std::unique_ptr<Painter>> {
                          outcome.picture = options;
                          return std::unique_ptr<Painter>(new SquarePainter(options, outcome.steps));
                        }});
  outcome.err = err.str();
  return outcome;
}

inline Outcome run(std::vector<std::string> arguments) {
  std::ostringstream out;
  Outcome outcome = run_into(out, std::move(arguments));
  outcome.out = out.str();
  return outcome;
}

// `start` followed by `more`.
inline std::vector<std::string> with(std::vector<std::string> start, const std::vector<std::string>& more) {
  start.insert(start.end(), more.begin(), more.end());
  return start;
}

inline std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    parts.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

// The lines of a text that ends with a newline.
inline std::vector<std::string> lines(std::string_view text) {
  if (text.empty()) return {};
  EXPECT_EQ(text.back(), '\n');
  text.remove_suffix(1);
  return split(text, '\n');
}

inline double number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  EXPECT_TRUE(error == std::errc() && end == text.data() + text.size()) << '"' << text << '"';
  return value;
}

// The cells below the header of a CSV.
inline std::vector<std::vector<std::string>> csv_rows(const std::string& text, const std::string& header) {
  std::vector<std::string> all = lines(text);
  EXPECT_FALSE(all.empty());
  if (all.empty()) return {};
  EXPECT_EQ(all.front(), header);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 1; i < all.size(); ++i) {
    rows.push_back(split(all[i], ','));
    EXPECT_EQ(rows.back().size(), split(header, ',').size()) << all[i];
  }
  return rows;
}

inline bool is_one_line(const std::string& text) {
  return text.size() > 1 && std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n';
}

// A file of its own for each test, gone afterwards.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content = "", const std::string& ending = ".tmp");
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }
  std::string content() const;

 private:
  std::string path_;
};

}  // namespace fallline::cli::test
