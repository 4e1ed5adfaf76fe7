// Settings: what the program remembers of a person's desk from one day to the next, apart from any experiment.
#pragma once

#include <string>
#include <vector>

#include "app/lab_state.h"

namespace fallline {

struct Settings {
  static constexpr std::size_t most_recent = 10;

  std::vector<std::string> recent;  // files, the latest first
  LabState::Seams seams;
  int width = 1600, height = 960;  // of the window, in its own units
  friend bool operator==(const Settings&, const Settings&) = default;

  void remember(const std::string& path);  // puts it first
};

// Where the program keeps its own files: $XDG_STATE_HOME/fallline, or ~/.local/state/fallline; made if it is missing.
// Empty where there is no such place: then nothing is kept.
std::string state_folder();

// What cannot be read is as if it were new: settings are a convenience, and no reason to say anything.
Settings load_settings(const std::string& folder);
void save_settings(const Settings& settings, const std::string& folder);

}  // namespace fallline
