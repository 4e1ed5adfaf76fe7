// The experiment's keys in a document.
#include <fmt/format.h>

#include "session/document_keys.h"
#include "session/experiment.h"
#include "session/packed_text.h"

namespace fallline {

const std::vector<std::string_view> experiment_keys{"surface", "domain", "start", "noise", "batch_size", "l1",
                                                    "l2",      "seed",   "steps", "mode",  "log_height", "racers"};

namespace {

constexpr std::string_view mode_names[] = {"replay", "continue"};

GreyImage read_image(const Place& place) {
  place.only("key", {"size", "pixels"});
  const auto size = place.find("size"), pixels = place.find("pixels");
  if (!size || !pixels) place.refuse("an object with the keys \"size\" and \"pixels\"");
  const auto sides = size->items();
  if (sides.size() != 2) size->refuse("two whole numbers");
  const std::int64_t columns = sides[0].whole(), rows = sides[1].whole();
  if (const auto why = GreyImage::refuse_size(columns, rows)) size->fail(*why);
  const auto expected = static_cast<std::size_t>(columns * rows);
  const auto bytes = unpacked_text(pixels->text(), expected);
  if (!bytes || bytes->size() != expected)
    pixels->fail(fmt::format("{} bytes, one a pixel, compressed and in base64url, are expected", expected));
  return {static_cast<int>(columns), static_cast<int>(rows), GreyImage::Pixels(bytes->begin(), bytes->end())};
}

Json to_json(const GreyImage& image) {
  const std::string bytes(image.pixels().begin(), image.pixels().end());
  return {{"size", {image.columns(), image.rows()}}, {"pixels", packed_text(bytes)}};
}

void read_surface(const Place& place, Experiment& e) {
  place.only("key", {"key", "formula", "image", "parameters"});
  const auto key = place.find("key"), formula = place.find("formula"), image = place.find("image");
  if (!!key + !!formula + !!image > 1)
    place.fail("it has more than one of a key, a formula and an image; one of them is expected");
  if (key) {
    const SurfaceInfo* info = find_surface(key->text());
    if (!info) key->fail(unknown("surface", shown(key->text()), surface_keys()));
    change_surface(e, *info);
  }
  if (formula) {
    const auto parsed = Formula::parse(formula->text());
    if (const auto* error = std::get_if<FormulaError>(&parsed)) formula->fail(error->message);
    change_surface(e, std::get<Formula>(parsed));
  }
  if (image) change_surface(e, read_image(*image));
  if (const auto values = place.find("parameters"))
    read_named(*values, "parameter", parameters(e.surface), e.surface.values);
}

}  // namespace

Experiment read_experiment(const Place& root) {
  Experiment e = default_experiment();
  if (const auto p = root.find("surface")) read_surface(*p, e);
  if (const auto p = root.find("domain")) {
    const auto d = p->numbers(4);
    e.domain = {d[0], d[1], d[2], d[3]};
  }
  if (const auto p = root.find("start")) {
    const auto s = p->numbers(2);
    e.start = {s[0], s[1]};
  }
  root.read("noise", e.noise);
  if (const auto p = root.find("batch_size"))
    e.batch_size = static_cast<std::size_t>(p->whole(0, static_cast<std::int64_t>(most_samples)));
  root.read("l1", e.l1);
  root.read("l2", e.l2);
  if (const auto p = root.find("seed")) e.seed = p->seed();
  if (const auto p = root.find("steps")) e.steps = p->whole();
  if (const auto p = root.find("mode")) {
    const std::string name = p->text();
    if (name != mode_names[0] && name != mode_names[1]) p->refuse("\"replay\" or \"continue\"");
    e.mode = name == mode_names[0] ? Mode::replay : Mode::continuing;
  }
  root.read("log_height", e.log_height);
  if (const auto p = root.find("racers")) e.racers = read_racers(*p);
  if (auto why = refuse(e)) throw Refused{*why};
  return e;
}

void write_experiment(const Experiment& e, Json& json) {
  if (e.surface.image)
    json["surface"]["image"] = to_json(*e.surface.image);
  else if (e.surface.formula)
    json["surface"]["formula"] = e.surface.formula->text();
  else
    json["surface"]["key"] = e.surface.key;
  json["surface"]["parameters"] = named(parameters(e.surface), e.surface.values);
  json["domain"] = {e.domain.x_min, e.domain.x_max, e.domain.y_min, e.domain.y_max};
  json["start"] = {e.start.x, e.start.y};
  json["noise"] = e.noise;
  json["batch_size"] = e.batch_size;
  json["l1"] = e.l1;
  json["l2"] = e.l2;
  json["seed"] = e.seed;
  json["steps"] = e.steps;
  json["mode"] = mode_names[static_cast<int>(e.mode)];
  json["log_height"] = e.log_height;
  json["racers"] = to_json(e.racers);
}

}  // namespace fallline
