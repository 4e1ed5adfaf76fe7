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
#include <chrono>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <vector>

#include "app/gui.h"
#include "app/imgui_compat.h"
#include "app/lab.h"
#include "app/present.h"
#include "app/program.h"
#include "app/render/gl.h"

namespace fallline {
namespace {

using Clock = std::chrono::steady_clock;
const Clock::time_point program_start = Clock::now();

constexpr int settling_frames = 3;           // Dear ImGui needs a few frames after an event until all has its place
constexpr double shortest_frame = 1.0 / 60;  // seconds; a frame more often is seen by nobody

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
  std::vector<std::pair<int, int>> keys;  // GLFW key, modifiers
};

Events& events_of(GLFWwindow* window) { return *static_cast<Events*>(glfwGetWindowUserPointer(window)); }
void something_happened(GLFWwindow* window) { events_of(window).frames_due = settling_frames; }

// Ours go in first: Dear ImGui's backend calls the callbacks it finds.
void watch(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int mods) {
    something_happened(w);
    if (action != GLFW_RELEASE) events_of(w).keys.emplace_back(key, mods);
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { something_happened(w); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { something_happened(w); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { something_happened(w); });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { something_happened(w); });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
  glfwSetWindowSizeCallback(window, [](GLFWwindow* w, int, int) { something_happened(w); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { something_happened(w); });
  glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { something_happened(w); });
}

void press_keys(GLFWwindow* window, Lab& lab, Events& events) {
  constexpr std::pair<int, Key> keys[] = {
      {GLFW_KEY_SPACE, Key::play},    {GLFW_KEY_LEFT, Key::step_back}, {GLFW_KEY_RIGHT, Key::step_forward},
      {GLFW_KEY_HOME, Key::to_start}, {GLFW_KEY_END, Key::to_end},     {GLFW_KEY_R, Key::reset},
      {GLFW_KEY_P, Key::projector},   {GLFW_KEY_L, Key::theme},
  };
  for (const auto& [pressed, mods] : std::exchange(events.keys, {})) {
    if (pressed == GLFW_KEY_Q && mods == GLFW_MOD_CONTROL) glfwSetWindowShouldClose(window, GLFW_TRUE);
    if (ImGui::GetIO().WantTextInput || (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) continue;
    for (const auto& [glfw, key] : keys)
      if (pressed == glfw) lab.press(key);
    if (pressed >= GLFW_KEY_0 && pressed <= GLFW_KEY_9) lab.press(Key::digit_0, pressed - GLFW_KEY_0);
  }
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
        "frames {}  median {:.2f} ms  99th percentile {:.2f} ms  maximum {:.2f} ms  first frame after {:.0f} ms\n",
        seconds.size(), at(0.5), at(0.99), at(1), 1e3 * first_frame);
  }
};

class Loop {
 public:
  Loop(GLFWwindow* window, Gui& gui, Lab& lab, Events& events, std::atomic<bool>& news, const WindowOptions& options)
      : window_(window), gui_(gui), lab_(lab), events_(events), news_(news), options_(options) {}

  void run() {
    while (!glfwWindowShouldClose(window_)) {
      wait();
      if (news_.exchange(false)) events_.frames_due = std::max(events_.frames_due, 1);
      if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) || events_.frames_due == 0) continue;
      --events_.frames_due;
      draw();
      if (!options_.state_file.empty() && (events_.frames_due == 0 || seconds_since(reported_) > 0.1)) {
        reported_ = Clock::now();
        write_report(lab_, options_.state_file);
      }
      if (lab_.wants_frame()) events_.frames_due = std::max(events_.frames_due, 1);
      if (options_.bench_frames > 0 && std::ssize(times_.seconds) >= options_.bench_frames) break;
    }
    if (options_.bench_frames > 0 && !times_.seconds.empty()) times_.print();
  }

 private:
  void wait() {
    glfwPollEvents();
    if (options_.bench_frames > 0) {
      events_.frames_due = std::max(events_.frames_due, 1);
      return;
    }
    if (events_.frames_due == 0 && !news_) return glfwWaitEvents();
    for (double rest; (rest = shortest_frame - seconds_since(last_frame_)) > 1e-4;) glfwWaitEventsTimeout(rest);
  }

  void draw() {
    last_frame_ = Clock::now();
    int width, height;
    glfwGetFramebufferSize(window_, &width, &height);
    if (width == 0 || height == 0) return;
    if (gui_.restyle(lab_.state().view.projector, lab_.state().view.light)) compat::renew_font_texture();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    press_keys(window_, lab_, events_);
    present(lab_, gui_, width, height);
    glfwSwapBuffers(window_);
    if (options_.bench_frames > 0) {
      glFinish();
      if (times_.first_frame == 0)
        times_.first_frame = seconds_since(program_start);
      else
        times_.seconds.push_back(seconds_since(last_frame_));
    }
  }

  GLFWwindow* window_;
  Gui& gui_;
  Lab& lab_;
  Events& events_;
  std::atomic<bool>& news_;
  const WindowOptions& options_;
  FrameTimes times_;
  Clock::time_point last_frame_{}, reported_{};
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
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  const std::unique_ptr<GLFWwindow, decltype(&glfwDestroyWindow)> window(
      glfwCreateWindow(options.width, options.height, "Fallline", nullptr, nullptr), glfwDestroyWindow);
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
    Lab lab(options.document, *std::move(pictures), [&news] {
      news = true;
      glfwPostEmptyEvent();
    });
    if (options.bench_frames > 0) lab.press(Key::play);
    Loop(window.get(), gui, lab, events, news, options).run();
    if (!options.state_file.empty()) write_report(lab, options.state_file);
  } else {
    status = fail(pictures.error());
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  return status;
}

}  // namespace fallline
