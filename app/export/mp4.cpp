#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <vector>

#include "app/export/animation.h"

extern char** environ;

namespace fallline::exporting {
namespace {

// ffmpeg as a child process: frames go to its standard input, what it complains about comes from its standard error.
class Ffmpeg {
 public:
  explicit Ffmpeg(std::vector<std::string> arguments) {
    int input[2], errors[2];
    if (pipe(input) != 0) fail(errno);
    if (pipe(errors) != 0) fail(errno);
    for (const int end : {input[0], input[1], errors[0], errors[1]}) fcntl(end, F_SETFD, FD_CLOEXEC);
    input_ = input[1];
    errors_ = errors[0];

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
    // With signals as any program expects them: ours are held back and ignored.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, pipe_signal;
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_t process = 0;
    const int error = posix_spawnp(&process, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(input[0]);
    close(errors[1]);
    if (error != 0) {
      close(input_);
      close(errors_);
      fail(error);
    }
    process_ = process;
  }

  ~Ffmpeg() {
    kill();
    close_input();
    close(errors_);
  }
  Ffmpeg(const Ffmpeg&) = delete;
  Ffmpeg& operator=(const Ffmpeg&) = delete;

  // False when it reads no more.
  bool write(const std::vector<std::uint8_t>& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t written = ::write(input_, &bytes[done], bytes.size() - done);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      done += static_cast<std::size_t>(written);
    }
    return true;
  }

  // After the last frame: what it complained about, or nothing when all went well.
  std::string finish() {
    close_input();
    std::string complaints;
    char piece[4096];
    for (ssize_t count = 0; (count = read(errors_, piece, sizeof piece)) != 0;) {
      if (count < 0 && errno != EINTR) break;
      if (count > 0) complaints.append(piece, static_cast<std::size_t>(count));
    }
    int status = 0;
    const pid_t process = process_.exchange(0);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    std::replace(complaints.begin(), complaints.end(), '\n', ' ');
    return complaints.empty() ? "it ended without a word" : complaints;
  }

  // From any thread.
  void kill() {
    const pid_t process = process_.exchange(0);
    if (process == 0) return;
    ::kill(process, SIGKILL);
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

 private:
  [[noreturn]] static void fail(int error) {
    if (error == ENOENT)
      throw Unwritable{"MP4 needs the program ffmpeg, which is not in PATH (Debian: ffmpeg); .gif works without it"};
    throw Unwritable{fmt::format("ffmpeg cannot be started ({})", std::strerror(error))};
  }

  void close_input() {
    if (input_ >= 0) close(input_);
    input_ = -1;
  }

  std::atomic<pid_t> process_ = 0;
  int input_ = -1, errors_ = -1;
};

std::vector<std::string> arguments(const Animation& animation, const std::string& file) {
  return {"ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y",
          // In: frames without a header.
          "-f", "rawvideo", "-pixel_format", "rgba", "-video_size",
          fmt::format("{}x{}", animation.width, animation.height), "-framerate", fmt::format("{}", animation.fps), "-i",
          "pipe:0",
          // Out: colours as high-definition video has them, and said to be so; the index first, so that a player in a
          // web page can begin.
          "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709",
          "-color_trc", "bt709", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p",
          "-movflags", "+faststart", "-f", "mp4", "file:" + file};
}

}  // namespace

void write_mp4(const Animation& animation, const std::function<std::unique_ptr<Painter>()>& open_painter,
               PartFile& file, Cancel& cancel, const Progress& progress) {
  Ffmpeg ffmpeg(arguments(animation, file.name()));
  cancel.undo([&] {
    ffmpeg.kill();
    file.remove();
  });
  // The process ends before the variable that the undoing uses.
  struct Ending {
    Cancel& cancel;
    PartFile& file;
    ~Ending() {
      cancel.undo([this_file = &file] { this_file->remove(); });
    }
  } const ending{cancel, file};
  const auto painter = open_painter();
  for (std::int64_t frame = 0; frame < animation.frames; ++frame) {
    if (!ffmpeg.write(painter->draw(animation.step(frame)).rgba)) break;  // it will say why
    progress(0.98 * static_cast<double>(frame + 1) / static_cast<double>(animation.frames));
  }
  if (const std::string complaint = ffmpeg.finish(); !complaint.empty())
    throw Unwritable{fmt::format("ffmpeg: {}", complaint)};
}

}  // namespace fallline::exporting
