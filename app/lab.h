// Lab: the Surfaces lab on the screen. Once a frame draw() takes the latest snapshot, lays the panels out, and sends on
// what they ask for. It knows neither the window nor where its pictures go, so tests drive it without either.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <string>

#include "app/commands.h"
#include "app/lab_state.h"
#include "app/panels/panels.h"
#include "app/pictures.h"
#include "app/places.h"
#include "app/scene.h"
#include "app/widgets/ui.h"
#include "session/document.h"

namespace fallline {

enum class Key { play, step_back, step_forward, to_start, to_end, reset, projector, theme, digit_0 };

class Lab {
 public:
  // `pictures` draws the surface and the map by OpenGL; without it these views stay empty. `notify` is called from
  // other threads when there is something new to draw.
  Lab(Document document, std::unique_ptr<Pictures> pictures, std::function<void()> notify);

  // The content of one Dear ImGui frame, filling `size`; `pixels` of the device make one unit of it.
  void draw(ImVec2 size, ui::Ui& ui, float pixels);

  // Takes over another document, as opening a file does; it must be one that refuse() passes.
  void open(const Document& document);
  // As it is on the screen.
  Document document() const;

  const Places& places() const { return places_; }

  // The plain rectangles that lie under what draw() drew, in the order to clear them.
  const std::vector<Cleared>& grounds() const { return grounds_; }

  // `digit` with Key::digit_0: 0 … 9.
  void press(Key key, int digit = 0);

  // True while another frame would look better than this one without anything happening.
  bool wants_frame() const;

  Runner& runner() { return runner_; }
  LabState& state() { return state_; }
  const Scene& scene() const { return scene_; }

  // Where things are on the screen, and what they show, as JSON: what tests of the real window look at.
  std::string report() const;

 private:
  void show(const ViewSpec& view);
  void send();

  Runner runner_;
  LabState state_;
  Scene scene_;
  std::unique_ptr<Pictures> pictures_;
  Commands commands_;
  Experiment sent_;  // the last experiment the runner was given
  std::shared_ptr<const Snapshot> snapshot_;
  Places places_;
  std::vector<Cleared> grounds_;
  bool settling_ = false;  // something pointed at in this frame is only marked in the next
};

}  // namespace fallline
