#include "desk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace fallline::e2e {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return text;
  std::array<char, 256> part;
  while (std::fgets(part.data(), part.size(), pipe)) text += part.data();
  pclose(pipe);
  return text;
}

}  // namespace

Desk::Desk(std::vector<std::string> arguments, const std::string& home)
    : state_file_((std::filesystem::temp_directory_path() / fmt::format("fallline-e2e-{}.json", getpid())).string()) {
  std::filesystem::remove(state_file_);
  if (home.empty()) own_home_ = state_file_ + ".home";
  arguments.insert(arguments.begin(), FALLLINE_PROGRAM);
  arguments.insert(arguments.end(), {"--state", state_file_});
  std::vector<char*> argv;
  for (std::string& a : arguments) argv.push_back(a.data());
  argv.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    setenv("XDG_STATE_HOME", (home.empty() ? own_home_ : home).c_str(), 1);
    execv(argv[0], argv.data());
    _exit(127);
  }
  wait_for("the first frame",
           [](const Json& s) { return s.contains("places") && (s["lab"] == "networks" || s["critical_points"] > 0); });
  window_ = output_of(fmt::format("xdotool search --onlyvisible --pid {} --name 'Fallline$'", process_));
  window_ = window_.substr(0, window_.find('\n'));
  EXPECT_FALSE(window_.empty()) << "no window found";
  hand(fmt::format("windowmove --sync {} 0 0 windowfocus --sync {}", window_, window_));
}

Desk::~Desk() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  std::filesystem::remove(state_file_);
  if (!own_home_.empty()) std::filesystem::remove_all(own_home_);
}

void Desk::crash() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

Json Desk::state() {
  std::ifstream file(state_file_);
  Json json = Json::parse(file, nullptr, false);
  return json.is_discarded() ? Json::object() : json;
}

Json Desk::wait_for(const std::string& what, const std::function<bool(const Json&)>& condition) {
  const auto end = Clock::now() + 10s;
  Json last;
  while (Clock::now() < end) {
    last = state();
    if (!last.empty() && condition(last)) return last;
    std::this_thread::sleep_for(20ms);
  }
  ADD_FAILURE() << "waited in vain for " << what << "; the last state:\n" << last.dump(1);
  return last;
}

void Desk::settle() {
  constexpr auto rest = 300ms;
  Json last = state();
  auto since = Clock::now();
  for (const auto end = Clock::now() + 10s; Clock::now() < end && Clock::now() - since < rest;) {
    std::this_thread::sleep_for(20ms);
    if (Json now = state(); now != last) last = std::move(now), since = Clock::now();
  }
}

Spot Desk::place(const std::string& name, double across, double down) {
  // What has just opened may still move; the state is written ten times a second while frames are drawn.
  constexpr auto rest = 120ms;
  std::array<double, 4> r{};
  auto since = Clock::now();
  wait_for("the place " + name, [&](const Json& j) {
    if (!j.contains("places") || !j["places"].contains(name)) return false;
    if (const auto now = j["places"][name].get<std::array<double, 4>>(); now != r) r = now, since = Clock::now();
    return Clock::now() - since >= rest;
  });
  return {r[0] + across * r[2], r[1] + down * r[3]};
}

void Desk::hand(const std::string& actions) {
  const int status = std::system(fmt::format("xdotool {}", actions).c_str());
  EXPECT_EQ(status, 0) << actions;
  // A hand is not faster than a few frames.
  std::this_thread::sleep_for(80ms);
}

void Desk::move_to(Spot s) { hand(fmt::format("mousemove --window {} {:.0f} {:.0f}", window_, s.x, s.y)); }

void Desk::click(Spot s, int button) {
  move_to(s);
  hand(fmt::format("mousedown {}", button));
  hand(fmt::format("mouseup {}", button));
}

void Desk::double_click(Spot s) {
  move_to(s);
  hand("click --repeat 2 --delay 90 1");
}

void Desk::control_click(Spot s) {
  move_to(s);
  hand("keydown ctrl");
  hand("click 1");
  hand("keyup ctrl");
}

void Desk::drag(Spot from, Spot to, int button) {
  move_to(from);
  hand(fmt::format("mousedown {}", button));
  for (int i = 1; i <= 6; ++i) move_to({from.x + (to.x - from.x) * i / 6, from.y + (to.y - from.y) * i / 6});
  hand(fmt::format("mouseup {}", button));
}

void Desk::wheel(Spot s, int notches) {
  move_to(s);
  hand(fmt::format("click --repeat {} --delay 60 {}", std::abs(notches), notches > 0 ? 4 : 5));
}

void Desk::key(const std::string& name) {
  // Down for longer than a frame: who only looks at what is down would miss a faster hand.
  std::vector<std::string> keys;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('+', at), name.size());
    keys.push_back(name.substr(at, end - at));
    at = end + 1;
  }
  std::string actions;
  for (const std::string& key : keys) actions += fmt::format("keydown {} ", key);
  actions += "sleep 0.06";
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) actions += fmt::format(" keyup {}", *key);
  hand(actions);
}

void Desk::type(const std::string& text) { hand(fmt::format("type --delay 60 -- '{}'", text)); }

int Desk::close() {
  key("ctrl+q");
  int status = 0;
  for (const auto end = Clock::now() + 5s; Clock::now() < end; std::this_thread::sleep_for(20ms))
    if (waitpid(process_, &status, WNOHANG) == process_) {
      process_ = 0;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  ADD_FAILURE() << "the program did not end";
  return -1;
}

}  // namespace fallline::e2e
