#include "app/export/export.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "app/export/animation.h"
#include "app/export/cancel.h"
#include "app/export/figures.h"
#include "app/export/network_traces.h"
#include "app/export/traces.h"
#include "session/part_file.h"
#include "session/session.h"

namespace fallline::exporting {
namespace {

std::unique_ptr<Painter> painter_of(const ExportOptions& options, const OpenPainter& open_painter) {
  auto painter = open_painter(options.picture);
  if (!painter) throw Unwritable{painter.error()};
  return *std::move(painter);
}

std::string png(const ExportOptions& options, const OpenPainter& open_painter) {
  auto content = render::encode_png(painter_of(options, open_painter)->draw(options.step));
  if (!content) throw Unwritable{fmt::format("{}: {}", options.path, content.error())};
  return *std::move(content);
}

std::string network_svg(const ExportOptions& options, const Progress& progress) {
  const auto& [document, view, width, height] = options.picture;
  const auto run_of = [&](double share) {
    return trained(with_networks(document.experiment), options.step, [&](double done) { progress(share * done); });
  };
  if (view == RenderView::curves) return network_curves_figure(*run_of(1), document.view, width, height);
  return network_contour_figure(*run_of(0.5), document.view, width, height,
                                [&](double done) { progress(0.5 + 0.5 * done); });
}

std::string svg(const ExportOptions& options, const Progress& progress) {
  if (lab_of(options.picture.document.experiment) == LabKind::networks) return network_svg(options, progress);
  const auto& [any, view] = options.picture.document;
  const Experiment& experiment = std::get<Experiment>(any);
  Session session(experiment);
  session.show(options.step);
  while (!session.compute(std::chrono::milliseconds(50)))
    progress(0.5 * static_cast<double>(session.recorded()) /
             static_cast<double>(std::max<std::int64_t>(1, options.step)));
  const auto snapshot = session.snapshot();
  const FigureOptions figure{*snapshot, view, options.picture.width, options.picture.height};
  if (options.picture.view == RenderView::curves) return curves_figure(figure);
  return contour_figure(figure, find_critical_points(*snapshot->surface, experiment.domain));
}

Animation animation_of(const ExportOptions& options) {
  const auto frames = std::max<std::int64_t>(1, std::llround(options.seconds * options.fps));
  return {options.picture.width, options.picture.height, options.fps, frames,
          [&options, frames](std::int64_t frame) -> std::int64_t {
            if (frames == 1) return options.until;
            const double share = static_cast<double>(frame) / static_cast<double>(frames - 1);
            return options.from + std::llround(share * static_cast<double>(options.until - options.from));
          }};
}

void write(const ExportOptions& options, const OpenPainter& open_painter, const Progress& progress, PartFile& part,
           Cancel& cancel) {
  const Write write = [&](std::string_view bytes) {
    if (!part.write(bytes))
      throw Unwritable{fmt::format("{}: cannot be written ({})", options.path, std::strerror(errno))};
  };
  const AnyExperiment& experiment = options.picture.document.experiment;
  const bool networks = lab_of(experiment) == LabKind::networks;
  switch (options.format->kind) {
    case FileKind::png:
      return write(png(options, open_painter));
    case FileKind::svg:
      return write(svg(options, progress));
    case FileKind::csv:
      if (networks) return write_network_csv(with_networks(experiment), write, progress);
      return write_csv(on_surface(experiment), write, progress);
    case FileKind::json:
      if (networks) return write_network_json(options.picture.document, write, progress);
      return write_json(options.picture.document, write, progress);
    case FileKind::gif:
      return write_gif(animation_of(options), *painter_of(options, open_painter), write, progress);
    case FileKind::mp4:
      return write_mp4(
          animation_of(options), [&] { return painter_of(options, open_painter); }, part, cancel, progress);
  }
}

}  // namespace

std::optional<std::string> export_file(const ExportOptions& options, const OpenPainter& open_painter,
                                       const Progress& progress) {
  Cancel cancel;  // before anything starts a thread
  PartFile part(options.path);
  const auto failure = [&] { return fmt::format("{}: cannot be written ({})", options.path, std::strerror(errno)); };
  if (!part.open()) return failure();
  cancel.undo([&] { part.remove(); });
  progress(0);
  std::optional<std::string> error;
  try {
    write(options, open_painter, progress, part, cancel);
    cancel.settle([&] {
      if (!part.finish()) error = failure();
    });
  } catch (const Unwritable& why) {
    error = why.message;
    cancel.settle([&] { part.remove(); });
  }
  if (!error) progress(1);
  return error;
}

}  // namespace fallline::exporting
