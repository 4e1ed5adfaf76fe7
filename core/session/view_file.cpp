// A view in a document.
#include <fmt/format.h>

#include "session/document_keys.h"

namespace fallline {
namespace {

CameraSpec read_camera(const Place& place, CameraSpec camera) {
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

// One of a table, by its key.
template <class Kind>
Kind read_kind(const Place& place, std::string_view what, std::span<const KindInfo<Kind>> table) {
  std::vector<std::string_view> keys;
  for (const auto& info : table) {
    if (info.key == place.text()) return info.kind;
    keys.push_back(info.key);
  }
  place.fail(unknown(what, shown(place.text()), keys));
}

template <class Kind>
std::string_view key_of(Kind kind, std::span<const KindInfo<Kind>> table) {
  return table[static_cast<std::size_t>(kind)].key;
}

NetworkView read_networks(const Place& place, NetworkView view) {
  place.only("key", {"plane", "weights", "plane_seed", "contours", "follow", "log_height", "test_points", "curves"});
  if (const auto p = place.find("plane")) view.plane = read_kind(*p, "plane", plane_kinds());
  if (const auto p = place.find("weights")) {
    const std::vector<Place> both = p->items();
    if (both.size() != 2) p->refuse("two whole numbers");
    for (std::size_t i = 0; i < 2; ++i) view.weights[i] = both[i].whole();
  }
  if (const auto p = place.find("plane_seed")) view.plane_seed = p->seed();
  place.read("contours", view.contours);
  place.read("follow", view.follow);
  place.read("log_height", view.log_height);
  place.read("test_points", view.test_points);
  if (const auto p = place.find("curves")) {
    const std::vector<Place> slots = p->items();
    if (slots.size() != view.curves.size()) p->refuse(fmt::format("{} of them", view.curves.size()));
    for (std::size_t i = 0; i < slots.size(); ++i) view.curves[i] = read_kind(slots[i], "curve", curve_kinds());
  }
  return view;
}

Json to_json(const NetworkView& view) {
  Json json;
  json["plane"] = key_of(view.plane, plane_kinds());
  json["weights"] = view.weights;
  json["plane_seed"] = view.plane_seed;
  json["contours"] = view.contours;
  json["follow"] = view.follow;
  json["log_height"] = view.log_height;
  json["test_points"] = view.test_points;
  for (const CurveKind kind : view.curves) json["curves"].push_back(key_of(kind, curve_kinds()));
  return json;
}

}  // namespace

ViewSpec read_view(const Place& place, const ViewSpec& initial) {
  std::vector<std::string_view> keys{"step", "camera", "map", "colours", "hidden", "focus", "networks"};
  for (const ViewSwitch& s : view_switches()) keys.push_back(s.key);
  place.only("key", keys);
  ViewSpec view = initial;
  if (const auto step = place.find("step")) view.step = step->whole(0, most_steps);
  if (const auto camera = place.find("camera")) view.camera = read_camera(*camera, view.camera);
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
  if (const auto networks = place.find("networks")) view.networks = read_networks(*networks, view.networks);
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
  // Only where something was set: most documents are of surfaces.
  if (view.networks != NetworkView{}) json["networks"] = to_json(view.networks);
  return json;
}

}  // namespace fallline
