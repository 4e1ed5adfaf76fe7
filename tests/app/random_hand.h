// A hand that knows nothing: clicks, drags, keys and sizes of the window by chance.
#pragma once

#include <cmath>
#include <random>

#include "app/lab.h"
#include "null_loop.h"

namespace fallline::test {

// One thing that the hand does.
inline void random_gesture(NullLoop& loop, Lab& lab, std::mt19937& random) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const ImVec2 at(static_cast<float>(pick(1280)), static_cast<float>(pick(800)));
  switch (pick(8)) {
    case 0:
      loop.click(at);
      break;
    case 1:
      loop.drag(at, {static_cast<float>(pick(1280)), static_cast<float>(pick(800))}, pick(2));
      break;
    case 2:
      loop.move(at), loop.wheel(static_cast<float>(pick(9) - 4));
      break;
    case 3:
      loop.double_click(at);
      break;
    case 4:
      if (const Action action = actions()[static_cast<std::size_t>(pick(static_cast<int>(actions().size())))].action;
          action != Action::save && action != Action::save_as && action != Action::export_file)
        lab.act(action, pick(10));  // what writes files is left to a hand that knows where
      break;
    case 5:
      loop.resize({static_cast<float>(200 + pick(1400)), static_cast<float>(150 + pick(900))});
      break;
    case 6:
      lab.send(command::Speed{std::pow(10.0, pick(5))});
      break;
    default:
      loop.frames(2);
      break;
  }
}

}  // namespace fallline::test
