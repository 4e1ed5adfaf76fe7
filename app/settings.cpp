#include "app/settings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "session/whole_file.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

std::string file_in(const std::string& folder) { return folder + "/settings.json"; }

void read(const Json& json, Settings& s) {
  if (const auto recent = json.find("recent"); recent != json.end()) s.recent = recent->get<std::vector<std::string>>();
  if (const auto window = json.find("window"); window != json.end()) {
    const auto size = window->get<std::array<int, 2>>();
    s.width = std::clamp(size[0], 400, 16384);
    s.height = std::clamp(size[1], 300, 16384);
  }
  if (const auto seams = json.find("seams"); seams != json.end()) {
    const auto all = seams->get<std::vector<float>>();
    if (all.size() < 4 || !std::all_of(all.begin(), all.end(), [](float v) { return v > 0 && v < 1e4f; })) return;
    s.seams = {all[0], all[1], all[2], std::clamp(all[3], 0.15f, 0.85f)};
    if (all.size() < 6) return;
    s.seams.views_across = std::clamp(all[4], 0.2f, 0.8f);
    s.seams.views_down = std::clamp(all[5], 0.2f, 0.8f);
  }
}

}  // namespace

void Settings::remember(const std::string& path) {
  // JSON has no words for a name that is no UTF-8.
  if (Json(path).dump(-1, ' ', false, Json::error_handler_t::ignore) !=
      Json(path).dump(-1, ' ', false, Json::error_handler_t::replace))
    return;
  std::erase(recent, path);
  recent.insert(recent.begin(), path);
  if (recent.size() > most_recent) recent.resize(most_recent);
}

std::string state_folder() {
  namespace fs = std::filesystem;
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  fs::path folder;
  if (state && *state == '/')  // a relative one is to be ignored
    folder = fs::path(state) / "fallline";
  else if (home && *home)
    folder = fs::path(home) / ".local/state/fallline";
  else
    return "";
  std::error_code failed;
  fs::create_directories(folder, failed);
  return failed ? "" : folder.string();
}

Settings load_settings(const std::string& folder) {
  Settings settings;
  if (folder.empty()) return settings;
  if (const auto text = read_whole_file(file_in(folder))) try {
      read(Json::parse(*text), settings);
    } catch (const Json::exception&) {
      settings = {};
    }
  return settings;
}

void save_settings(const Settings& s, const std::string& folder) {
  if (folder.empty()) return;
  Json json;
  json["recent"] = s.recent;
  json["window"] = {s.width, s.height};
  json["seams"] = {s.seams.left,          s.seams.right,        s.seams.bottom,
                   s.seams.surface_share, s.seams.views_across, s.seams.views_down};
  (void)write_whole_file(file_in(folder), json.dump(2) + "\n");
}

}  // namespace fallline
