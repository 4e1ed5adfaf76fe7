// A view in a document.
#include "session/document_keys.h"

namespace fallline {
namespace {

CameraSpec read_camera(const Place& place) {
  CameraSpec camera;
  place.only("key", {"azimuth", "elevation", "distance", "target"});
  place.read("azimuth", camera.azimuth);
  place.read("elevation", camera.elevation);
  place.read("distance", camera.distance);
  if (const auto target = place.find("target")) {
    const auto t = target->numbers(3);
    camera.target = {t[0], t[1], t[2]};
  }
  return camera;
}

}  // namespace

ViewSpec read_view(const Place& place) {
  std::vector<std::string_view> keys{"step", "camera", "map", "colours", "hidden", "focus"};
  for (const ViewSwitch& s : view_switches()) keys.push_back(s.key);
  place.only("key", keys);
  ViewSpec view;
  if (const auto step = place.find("step")) view.step = step->whole(0, most_steps);
  if (const auto camera = place.find("camera")) view.camera = read_camera(*camera);
  if (const auto map = place.find("map")) {
    const auto m = map->numbers(4);
    view.map = Domain{m[0], m[1], m[2], m[3]};
  }
  if (const auto colours = place.find("colours")) view.colours = colours->text();
  constexpr std::int64_t last_colour = static_cast<std::int64_t>(most_racers) - 1;
  if (const auto hidden = place.find("hidden"))
    for (const Place& colour : hidden->items()) view.hidden.push_back(static_cast<int>(colour.whole(0, last_colour)));
  if (const auto focus = place.find("focus")) view.focus = static_cast<int>(focus->whole(0, last_colour));
  for (const ViewSwitch& s : view_switches()) place.read(s.key, view.*s.on);
  if (auto why = refuse(view)) throw Refused{*why};
  return view;
}

Json to_json(const ViewSpec& view) {
  const CameraSpec& c = view.camera;
  Json json;
  json["step"] = view.step;
  json["camera"] = {{"azimuth", c.azimuth}, {"elevation", c.elevation}, {"distance", c.distance}, {"target", c.target}};
  if (const auto& m = view.map) json["map"] = {m->x_min, m->x_max, m->y_min, m->y_max};
  json["colours"] = view.colours;
  json["hidden"] = view.hidden;
  json["focus"] = view.focus;
  for (const ViewSwitch& s : view_switches()) json[std::string(s.key)] = view.*s.on;
  return json;
}

}  // namespace fallline
