// The program's window: GLFW, OpenGL, Dear ImGui's backends, and the loop that draws a frame when there is something
// new.
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <glad/gl.h>
// After glad: GLFW then brings no OpenGL of its own.
#include <GLFW/glfw3.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <limits>
#include <numeric>
#include <thread>
#include <vector>

#include "app/gui.h"
#include "app/lab.h"
#include "app/present.h"
#include "app/program.h"
#include "app/render/gl.h"

namespace fallline {
namespace {

using Clock = std::chrono::steady_clock;
const Clock::time_point program_start = Clock::now();

constexpr int settling_frames = 3;  // Dear ImGui needs a few frames after an event until all has its place
constexpr std::chrono::microseconds shortest_frame(16'667);  // a frame more often is seen by nobody

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

int fail(const std::string& message) {
  fmt::print(stderr, "fallline: {}\n", message);
  return 2;
}

struct Glfw {
  bool ready = glfwInit() == GLFW_TRUE;
  ~Glfw() {
    if (ready) glfwTerminate();
  }
};

std::string glfw_error() {
  const char* what = nullptr;
  glfwGetError(&what);
  return what ? what : "no reason given";
}

// What the callbacks of one window leave behind.
struct Events {
  int frames_due = settling_frames;
  struct KeyEvent {
    Shortcut key;
    bool down, repeated;
  };
  std::vector<KeyEvent> keys;
  std::vector<std::string> dropped;  // paths of files
};

Events& events_of(GLFWwindow* window) { return *static_cast<Events*>(glfwGetWindowUserPointer(window)); }
void something_happened(GLFWwindow* window) { events_of(window).frames_due = settling_frames; }

// Letters by what is printed on the key, so that Ctrl+Z is where a person expects it.
int key_of(int key, int scancode) {
  constexpr std::pair<int, int> named[] = {
      {GLFW_KEY_SPACE, ' '},           {GLFW_KEY_LEFT, Shortcut::left}, {GLFW_KEY_RIGHT, Shortcut::right},
      {GLFW_KEY_HOME, Shortcut::home}, {GLFW_KEY_END, Shortcut::end},   {GLFW_KEY_ESCAPE, Shortcut::escape},
      {GLFW_KEY_F1, Shortcut::f1},
  };
  for (const auto& [glfw, ours] : named)
    if (key == glfw) return ours;
  const char* name = glfwGetKeyName(key, scancode);
  const int letter = name && name[0] != 0 && name[1] == 0 ? std::toupper(static_cast<unsigned char>(name[0])) : 0;
  return letter >= 'A' && letter <= 'Z' ? letter : 0;
}

// Ours go in first: Dear ImGui's backend calls the callbacks it finds.
void watch(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    something_happened(w);
    const int ours = key_of(key, scancode);
    if (ours == 0 || (mods & (GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) return;
    const bool control = (mods & GLFW_MOD_CONTROL) != 0;
    // Without Ctrl a letter means the same with and without shift.
    events_of(w).keys.push_back(
        {{ours, control, control && (mods & GLFW_MOD_SHIFT) != 0}, action != GLFW_RELEASE, action == GLFW_REPEAT});
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned character) {
    something_happened(w);
    // Signs and digits stand elsewhere on every keyboard.
    if (character == '?' || character == '[' || character == ']' || (character >= '0' && character <= '9'))
      events_of(w).keys.push_back({{static_cast<int>(character)}, true, false});
  });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    something_happened(w);
    events_of(w).dropped.assign(paths, paths + count);
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { something_happened(w); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { something_happened(w); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { something_happened(w); });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
  glfwSetWindowSizeCallback(window, [](GLFWwindow* w, int, int) { something_happened(w); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { something_happened(w); });
  glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
}

void press_keys(Lab& lab, Events& events) {
  for (const auto& [key, down, repeated] : std::exchange(events.keys, {})) {
    if (!down)
      lab.key_up(key);
    else if (!ImGui::GetIO().WantTextInput || key == info(Action::quit).shortcut)
      lab.key_down(key, repeated);
  }
  for (const std::string& path : std::exchange(events.dropped, {})) lab.open_file(path);
}

// The state file is replaced whole, so that a reader never sees half of it.
void write_report(const Lab& lab, const std::string& path) {
  const std::string part = path + ".part";
  std::ofstream(part) << lab.report();
  std::rename(part.c_str(), path.c_str());
}

struct FrameTimes {
  double first_frame = 0;
  std::vector<double> seconds;

  void print() {
    std::sort(seconds.begin(), seconds.end());
    const auto at = [&](double share) {
      return 1e3 * seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))];
    };
    fmt::print(
        "frames {}  mean {:.2f} ms  median {:.2f} ms  99th percentile {:.2f} ms  maximum {:.2f} ms  first frame after "
        "{:.0f} ms\n",
        seconds.size(), 1e3 * std::accumulate(seconds.begin(), seconds.end(), 0.0) / std::ssize(seconds), at(0.5),
        at(0.99), at(1), 1e3 * first_frame);
  }
};

// How many steps a second networks train, of all racers together, beside frames and without.
struct TrainingRate {
  std::int64_t step;
  Clock::time_point since = Clock::now();

  explicit TrainingRate(Lab& lab) : step(lab.network_runner().snapshot()->recorded) {}
  double until_now(Lab& lab) const {
    const auto snapshot = lab.network_runner().snapshot();
    return static_cast<double>((snapshot->recorded - step) * std::ssize(snapshot->racers)) / seconds_since(since);
  }
};

class Loop {
 public:
  Loop(GLFWwindow* window, Gui& gui, Lab& lab, Events& events, std::atomic<bool>& news, const WindowOptions& options)
      : window_(window), gui_(gui), lab_(lab), events_(events), news_(news), options_(options) {}

  void run() {
    while (!glfwWindowShouldClose(window_)) {
      if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED)) {
        glfwWaitEvents();
        continue;
      }
      wait();
      if (news_.exchange(false)) events_.frames_due = std::max(events_.frames_due, 1);
      if (events_.frames_due == 0) continue;
      --events_.frames_due;
      draw();
      if (!options_.state_file.empty() && (events_.frames_due == 0 || seconds_since(reported_) > 0.1)) {
        reported_ = Clock::now();
        write_report(lab_, options_.state_file);
      }
      if (lab_.wants_to_close()) glfwSetWindowShouldClose(window_, GLFW_TRUE);
      if (options_.bench_frames > 0 && std::ssize(times_.seconds) >= options_.bench_frames) break;
    }
    if (options_.bench_frames > 0 && !times_.seconds.empty()) times_.print();
  }

 private:
  void wait() {
    glfwPollEvents();
    if (options_.bench_frames > 0) {
      events_.frames_due = std::max(events_.frames_due, 1);
      // Beside training, frames come as often as ever; else as often as they can.
      if (lab_.shown() != LabKind::networks) return;
    }
    if (events_.frames_due == 0 && !news_) {
      const auto within = lab_.wants_frame_within();
      if (!within) return glfwWaitEvents();
      if (*within > 0) glfwWaitEventsTimeout(*within);
      events_.frames_due = std::max(events_.frames_due, 1);
    }
    for (double rest; (rest = -seconds_since(due_)) > 1e-4;) glfwWaitEventsTimeout(rest);
  }

  void draw() {
    last_frame_ = Clock::now();
    // A frame a little late does not put off those after it.
    due_ = std::max(due_ + shortest_frame, last_frame_);
    int width, height;
    glfwGetFramebufferSize(window_, &width, &height);
    if (width == 0 || height == 0) return;
    begin_opengl_frame(gui_.restyle(lab_.state().view.projector, lab_.state().view.light));
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    press_keys(lab_, events_);
    present(lab_, gui_, width, height);
    glfwSwapBuffers(window_);
    lab_.note_frame_time(seconds_since(last_frame_));
    if (const std::string title = lab_.title(); title != title_) glfwSetWindowTitle(window_, (title_ = title).c_str());
    if (options_.bench_frames > 0) {
      glFinish();
      if (times_.first_frame == 0)
        times_.first_frame = seconds_since(program_start);
      else
        times_.seconds.push_back(seconds_since(lab_.shown() == LabKind::networks ? last_end_ : last_frame_));
      last_end_ = Clock::now();
    }
  }

  GLFWwindow* window_;
  Gui& gui_;
  Lab& lab_;
  Events& events_;
  std::atomic<bool>& news_;
  const WindowOptions& options_;
  FrameTimes times_;
  std::string title_ = "Fallline";
  Clock::time_point due_ = Clock::now();  // when the next frame is, at the soonest
  Clock::time_point last_frame_{}, last_end_{}, reported_{};
};

float content_scale(GLFWwindow* window) {
  float x = 1, y = 1;
  glfwGetWindowContentScale(window, &x, &y);
  // Where the window counts in units of its own (macOS), its framebuffer is larger and needs no second scale.
  int window_width, framebuffer_width;
  glfwGetWindowSize(window, &window_width, nullptr);
  glfwGetFramebufferSize(window, &framebuffer_width, nullptr);
  return framebuffer_width > window_width ? 1 : std::max(x, 1.0f);
}

}  // namespace

int run_window(const WindowOptions& options) {
  const Glfw glfw;
  if (!glfw.ready)
    return fail(fmt::format("no window can be opened ({}); `fallline render --png FILE` draws without a display",
                            glfw_error()));
  // A run that is measured begins like any other, and leaves nothing behind.
  const std::string folder = options.bench_frames > 0 ? "" : state_folder();
  const Settings settings = load_settings(folder);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  // What needs depth has a buffer of its own. A window without one is cleared many times faster by Mesa's software
  // renderer, and rectangles are drawn faster.
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  const std::unique_ptr<GLFWwindow, decltype(&glfwDestroyWindow)> window(
      glfwCreateWindow(options.width.value_or(settings.width), options.height.value_or(settings.height), "Fallline",
                       nullptr, nullptr),
      glfwDestroyWindow);
  if (!window)
    return fail(fmt::format("a window with OpenGL 3.3 is needed, and this display has none ({})", glfw_error()));
  glfwMakeContextCurrent(window.get());
  if (const auto error = render::load_gl(glfwGetProcAddress)) return fail(error->message);
  glfwSwapInterval(options.bench_frames > 0 ? 0 : 1);
  glfwSetWindowSizeLimits(window.get(), 200, 150, GLFW_DONT_CARE, GLFW_DONT_CARE);

  Events events;
  glfwSetWindowUserPointer(window.get(), &events);
  watch(window.get());
  Gui gui(content_scale(window.get()));
  ImGui_ImplGlfw_InitForOpenGL(window.get(), true);
  ImGui_ImplOpenGL3_Init("#version 330 core");

  int status = 0;
  if (auto pictures = Pictures::create()) {
    std::atomic<bool> news = false;
    Document document = options.document;
    if (auto* networks = std::get_if<training::NetworkExperiment>(&document.experiment);
        networks && options.bench_frames > 0)
      networks->steps = training::most_steps;  // the run must not end before the last frame
    Lab lab(
        document, *std::move(pictures),
        [&news] {
          news = true;
          glfwPostEmptyEvent();
        },
        folder, options.document_path);
    if (options.document_path.empty() && options.document == default_document()) lab.recover();
    Loop loop(window.get(), gui, lab, events, news, options);
    if (options.bench_frames == 0)
      loop.run();
    else if (lab.shown() == LabKind::surfaces) {
      lab.act(Action::play);
      loop.run();
    } else {
      lab.send(command::Speed{std::numeric_limits<double>::infinity()});
      lab.send(command::Play{true});
      const TrainingRate alone(lab);
      std::this_thread::sleep_for(std::chrono::seconds(1));
      const double without = alone.until_now(lab);
      const TrainingRate beside(lab);
      loop.run();
      const double with = beside.until_now(lab);
      fmt::print("steps a second {:.0f} beside the frames, {:.0f} without: {:.2f}\n", with, without, with / without);
    }
    int width, height;
    glfwGetWindowSize(window.get(), &width, &height);
    lab.leave(width, height);
    if (!options.state_file.empty()) write_report(lab, options.state_file);
  } else {
    status = fail(pictures.error());
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  return status;
}

}  // namespace fallline
