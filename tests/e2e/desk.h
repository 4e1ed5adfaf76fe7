// Desk: the program in a window, a hand on the mouse, and what the program says of its state.
#pragma once

#include <sys/types.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace fallline::e2e {

using Json = nlohmann::json;

struct Spot {
  double x, y;
};

class Desk {
 public:
  // Starts the program with these arguments and waits for its first frame. What the program remembers is kept in
  // `home`; without one it begins as on a new machine.
  explicit Desk(std::vector<std::string> arguments = {}, const std::string& home = "");
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // The state, once it satisfies `condition`; fails the test, and gives the last one, when ten seconds were not enough.
  Json wait_for(const std::string& what, const std::function<bool(const Json&)>& condition);
  Json state();
  // Until the program rests: it has drawn all there was to draw, and a list or a dialog that opened has the keyboard.
  void settle();

  // The middle of a place that the state names, or a point of it in shares of its size.
  Spot place(const std::string& name, double across = 0.5, double down = 0.5);

  void move_to(Spot spot);
  void click(Spot spot, int button = 1);
  void double_click(Spot spot);
  void control_click(Spot spot);
  void drag(Spot from, Spot to, int button = 1);
  void wheel(Spot spot, int notches);  // up is positive
  void key(const std::string& name);   // as xdotool names it: "Left", "ctrl+shift+z"
  void type(const std::string& text);

  // Ends the program as a crash would.
  void crash();
  // Closes the window as a person would; the exit status.
  int close();

 private:
  void hand(const std::string& actions);  // one xdotool command line

  std::string state_file_, own_home_;
  std::string window_;
  pid_t process_ = 0;
};

}  // namespace fallline::e2e
