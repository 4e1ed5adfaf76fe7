// The two commands that make files of an experiment: `export`, of any kind, and `render`, its short form for pictures.
#include "app/export/export.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>

#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"

namespace fallline::cli {
namespace {

using namespace exporting;

struct ExportTexts {
  std::string experiment, to, view, size, step, from, until, seconds, fps;
  bool progress = false;
};

// An option beside what it needs of a format; the same table refuses it and tells in the help what takes it.
struct FormatOption {
  const char* name;
  std::string ExportTexts::*text;
  bool (*taken)(const Format&);
};

bool drawn(const Format& f) { return !f.views.empty(); }
bool still(const Format& f) { return f.one_step; }
bool moving(const Format& f) { return f.most_fps > 0; }

const FormatOption format_options[] = {
    {"--view", &ExportTexts::view, drawn},    {"--size", &ExportTexts::size, drawn},
    {"--step", &ExportTexts::step, still},    {"--from", &ExportTexts::from, moving},
    {"--until", &ExportTexts::until, moving}, {"--seconds", &ExportTexts::seconds, moving},
    {"--fps", &ExportTexts::fps, moving},
};

std::string endings_that(bool (*take)(const Format&)) {
  std::string all;
  for (const Format& f : formats())
    if (take(f)) all.append(all.empty() ? "" : ", ").append(f.ending);
  return all;
}

const Format& choose_format(const std::string& path) {
  if (path.empty()) throw UsageError{fmt::format("--to is missing; a file name is expected: {}", all_endings())};
  if (const Format* format = format_of(path)) return *format;
  throw UsageError{fmt::format("--to: \"{}\"; one of the endings {} is expected", path, all_endings())};
}

void refuse_options_not_taken(const ExportTexts& texts, const Format& format) {
  for (const FormatOption& option : format_options)
    if (!(texts.*option.text).empty() && !option.taken(format))
      throw UsageError{
          fmt::format("{} is not for {}, but for {}", option.name, format.ending, endings_that(option.taken))};
}

const FormatView& choose_view(const std::string& text, const Format& format) {
  if (text.empty()) return format.views.front();
  std::vector<std::string_view> keys;
  for (const FormatView& v : format.views) keys.push_back(render_views()[static_cast<std::size_t>(v.view)].key);
  const auto key = std::find(keys.begin(), keys.end(), text);
  if (key != keys.end()) return format.views[static_cast<std::size_t>(key - keys.begin())];
  throw UsageError{"--view: " + unknown("view", text, keys)};
}

double read_within(std::string_view option, const std::string& text, double initial, double least, double most) {
  if (text.empty()) return initial;
  const double value = read_number(option, text);
  if (value >= least && value <= most) return value;
  throw UsageError{fmt::format("{}: {}; a number from {} to {} is expected", option, text, least, most)};
}

std::int64_t read_step(std::string_view option, const std::string& text, std::int64_t initial, std::int64_t least,
                       std::int64_t most) {
  return text.empty() ? initial : read_whole<std::int64_t>(option, text, least, most);
}

void read_view(const ExportTexts& texts, ExportOptions& options) {
  const FormatView& view = choose_view(texts.view, *options.format);
  options.picture.view = view.view;
  const Size size = texts.size.empty() ? Size{view.width, view.height} : read_size("--size", texts.size);
  options.picture.width = size.width;
  options.picture.height = size.height;
  if (options.format->even_sides && (size.width % 2 != 0 || size.height % 2 != 0))
    throw UsageError{
        fmt::format("--size: \"{}\"; width and height of {} are even", texts.size, options.format->ending)};
}

ExportOptions read(const ExportTexts& texts, const Format& format) {
  ExportOptions options;
  options.format = &format;
  options.path = texts.to;
  refuse_options_not_taken(texts, *options.format);
  if (drawn(*options.format)) read_view(texts, options);
  options.seconds = read_within("--seconds", texts.seconds, default_seconds, least_seconds, most_seconds);
  options.fps = read_within("--fps", texts.fps, default_fps, least_fps, options.format->most_fps);
  options.picture.document = read_document(texts.experiment);
  const Document& document = options.picture.document;
  if (const ViewInfo& view = render_views()[static_cast<std::size_t>(options.picture.view)];
      view.networks_only && lab_of(document.experiment) != LabKind::networks)
    throw UsageError{fmt::format("--view: \"{}\" is of experiments with networks", view.key)};
  const std::int64_t last = steps_of(document.experiment);
  options.step =
      read_step("--step", texts.step, document.view.step > 0 ? std::min(document.view.step, last) : last, 0, last);
  options.from = read_step("--from", texts.from, 0, 0, last);
  options.until = read_step("--until", texts.until, last, options.from, last);
  return options;
}

// Lines for whoever started the program: `progress 0.37`, a hundred at most.
Progress report_to(std::ostream& err) {
  return [&err, told = -1](double done) mutable {
    const int percent = static_cast<int>(std::floor(100 * done));
    if (percent <= told) return;
    told = percent;
    err << fmt::format("progress {:.2f}\n", percent / 100.0) << std::flush;
  };
}

int make_file(const ExportOptions& options, const Program& program, const Progress& progress) {
  if (const auto why = export_file(options, program.painter, progress)) throw UsageError{*why};
  return 0;
}

std::string format_table() {
  std::string table;
  for (const Format& f : formats()) table += fmt::format("  {:<6} {}\n", f.ending, f.meaning);
  return table;
}

std::string view_names() {
  std::string all;
  for (const ViewInfo& v : render_views()) all.append(all.empty() ? "" : ", ").append(v.key);
  return all;
}

}  // namespace

Command add_export(CLI::App& app, const Program& program) {
  auto texts = std::make_shared<ExportTexts>();
  CLI::App* command =
      app.add_subcommand("export", "A picture, drawing, table or animation of an experiment, as a file");
  const auto add = [&](const char* name, std::string ExportTexts::*text, const std::string& form,
                       const std::string& meaning) {
    const auto option = std::find_if(std::begin(format_options), std::end(format_options),
                                     [&](const FormatOption& o) { return std::string_view(o.name) == name; });
    const std::string of = option == std::end(format_options) ? "" : " (" + endings_that(option->taken) + ")";
    add_text(*command, name, (*texts).*text, form, meaning + of);
  };
  add("experiment", &ExportTexts::experiment, "experiment.json",
      "The experiment, or its share line; else the default one");
  add("--to", &ExportTexts::to, "FILE", "The file to write, whose ending says what it is; needed");
  add("--view", &ExportTexts::view, "VIEW", view_names() + "; else the first that the format has");
  add("--size", &ExportTexts::size, "WxH", "Width and height in pixels");
  add("--step", &ExportTexts::step, "N", "The step shown; else the document's, or the last one");
  add("--from", &ExportTexts::from, "N", "The step of the first frame; else 0");
  add("--until", &ExportTexts::until, "N", "The step of the last frame; else the last one of the run");
  add("--seconds", &ExportTexts::seconds, "S", fmt::format("How long it plays; else {}", default_seconds));
  add("--fps", &ExportTexts::fps, "N", fmt::format("Frames a second; else {}", default_fps));
  command->add_flag("--progress", texts->progress, "Lines `progress 0.37` on standard error while it works");
  command->footer("The ending of FILE decides:\n" + format_table() +
                  "\nThe file takes its name when it is whole; a run that is ended leaves nothing behind.\n\n"
                  "Example: fallline export race.json --to race.gif --view contours --size 640x640 --seconds 8");
  return {command, [texts, program](std::ostream&, std::ostream& err) {
            return make_file(
                read(*texts, choose_format(texts->to)), program, texts->progress ? report_to(err) : [](double) {});
          }};
}

Command add_render(CLI::App& app, const Program& program) {
  auto texts = std::make_shared<ExportTexts>();
  CLI::App* command = app.add_subcommand("render", "A picture of an experiment, drawn without a window, as PNG");
  add_text(*command, "experiment", texts->experiment, "experiment.json", "The experiment; else the default one");
  add_text(*command, "--png", texts->to, "FILE", "The file to write; needed");
  add_text(*command, "--size", texts->size, "WxH", "Width and height in pixels; else 1600x960");
  add_text(*command, "--view", texts->view, "VIEW", view_names() + "; else window");
  add_text(*command, "--step", texts->step, "N", "The step shown; else the last one of the run");
  command->footer("Example: fallline render --view contours --size 800x800 --png contours.png");
  return {command, [texts, program](std::ostream&, std::ostream&) {
            if (texts->to.empty()) throw UsageError{"--png is missing; the name of the file to write is expected"};
            // PNG, whatever the name ends with.
            return make_file(read(*texts, format_of(FileKind::png)), program, [](double) {});
          }};
}

}  // namespace fallline::cli
