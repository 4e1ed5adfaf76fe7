// Lab: both labs behind one screen. Once a frame draw() takes the latest snapshot of the one that is shown, lays its
// panels out, and sends on what they ask for. It knows neither the window nor where its pictures go, so tests drive it
// without either.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/commands.h"
#include "app/lab_state.h"
#include "app/networks/frame.h"
#include "app/panels/panels.h"
#include "app/pictures.h"
#include "app/places.h"
#include "app/scene.h"
#include "app/widgets/ui.h"
#include "session/document.h"
#include "session/runner.h"

namespace fallline {

class Lab {
 public:
  // `pictures` draws the surface and the map by OpenGL; without it these views stay empty. `notify` is called from
  // other threads when there is something new to draw. `folder` is where the program keeps what it remembers, `path`
  // the file that the document is from; either may be empty.
  Lab(Document document, std::unique_ptr<Pictures> pictures, std::function<void()> notify, std::string folder = "",
      std::string path = "");

  // The content of one Dear ImGui frame, filling `size`; `pixels` of the device make one unit of it.
  void draw(ImVec2 size, ui::Ui& ui, float pixels);

  // Takes over another document, as opening a file does; it must be one that refuse() passes.
  void open(const Document& document, std::string_view name = "the experiment");
  // Opens a file, of an experiment or of an image for its surface, or says why not and leaves all as it is.
  void open_file(const std::string& path);
  // As it is on the screen.
  Document document() const;

  const Places& places() const { return places_; }

  // The plain rectangles that lie under what draw() drew, in the order to clear them.
  const std::vector<Cleared>& grounds() const { return grounds_; }

  void act(Action action, int digit = 0);  // `digit` with Action::tenth
  // Keys of the keyboard, while nothing is typed into.
  void key_down(const Shortcut& key, bool repeated = false);
  void key_up(const Shortcut& key);

  // After how many seconds another frame would look better than this one without anything happening.
  std::optional<double> wants_frame_within() const;
  bool wants_frame() const { return wants_frame_within() == 0.0; }
  // How long laying out and drawing the last frame took.
  void note_frame_time(double seconds) { frame_seconds_ += 0.1 * (seconds - frame_seconds_); }

  std::string title() const;  // of the window
  bool wants_to_close() const { return wants_to_close_; }
  // Takes over what a crash left behind, if there is something.
  void recover();
  // When the window, of this size, closes.
  void leave(int width, int height);

  LabKind shown() const { return lab_of(sent_); }
  Runner& runner() { return runner_; }
  NetworkRunner& network_runner();
  LabState& state() { return state_; }
  const Scene& scene() const { return scene_; }
  const NetworksScene& networks_scene() { return networks().scene; }
  // To the runner of the lab that is shown.
  void send(const Command& command);
  // Until all that was sent shows in the next draw(), and what is computed in the background too. Not for a window.
  void settle();
  bool computing() const;
  void wait();

  // Where things are on the screen, and what they show, as JSON: what tests of the real window look at.
  std::string report() const;

 private:
  // Of the Networks lab, made when it is first gone to.
  struct Networks {
    Networks(training::NetworkExperiment experiment, const std::function<void()>& notify);
    NetworkRunner runner;
    NetworksScene scene;
    NetworksState own;
    std::shared_ptr<const NetworkSnapshot> snapshot;
  };
  // What a lab that is not shown keeps until it is gone to again.
  struct Parked {
    ViewSpec view;
    std::uint64_t document;
  };

  Networks& networks();
  void take(const AnyExperiment& experiment);  // what the panels are to edit
  AnyExperiment edited() const;                // as the panels left it
  std::optional<std::string> refuse(const AnyExperiment& experiment) const;
  Run run() const;
  void draw_surfaces(const Frame& frame, ImVec2 size);
  void draw_networks(const Frame& frame, ImVec2 size);
  void show(const ViewSpec& view);
  void look(const ViewSpec& view);
  void park();
  void show_lab(LabKind lab);
  void go_to_lab(LabKind lab);  // the same as a change that undo takes back
  void send_edit(const AnyExperiment& wanted);
  void obey();
  void go_to(const AnyExperiment& state);  // of undo
  void open_csv(const std::string& path);
  void forget_ghosts();
  void ask_for_file(LabState::Dialog dialog);
  void open_image(const std::string& path);
  void refuse_file(const std::string& why);
  void save(const std::string& path);
  void share();
  void paste();
  void say(std::string text, bool error = false) { state_.notice = {std::move(text), error}; }
  void begin_or_go_on_with_gesture();
  void autosave(Document now);

  Runner runner_;
  LabState state_;
  Scene scene_;
  std::unique_ptr<Pictures> pictures_;
  Commands commands_;
  std::function<void()> notify_;
  std::unique_ptr<Networks> networks_;
  AnyExperiment sent_;  // the last experiment that the runner of the lab shown was given
  std::optional<Parked> parked_;
  Undo undo_;
  std::uint64_t gesture_ = 0;  // changes under the same number are one for undo
  bool held_ = false;          // a mouse button or a widget, in the last frame
  double last_change_ = 0;     // in Dear ImGui's seconds
  std::string name_of_change_;
  std::optional<Domain> map_to_show_;  // once the experiment it belongs to is on the screen
  Files files_;
  ExportJob exporting_;
  std::optional<double> ghosts_since_;  // the key that holds them went down, in Dear ImGui's seconds
  double frame_seconds_ = 0;
  bool wants_to_close_ = false;
  std::shared_ptr<const Snapshot> snapshot_;
  Places places_;
  std::vector<Cleared> grounds_;
  bool settling_ = false;  // something pointed at in this frame is only marked in the next
};

}  // namespace fallline
