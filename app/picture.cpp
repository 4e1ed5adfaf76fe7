// Pictures of the lab without a window or a display: the same panels, drawn into a framebuffer by EGL without a
// surface.
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <fmt/format.h>

#include <cstdio>

#include "app/gui.h"
#include "app/lab.h"
#include "app/present.h"
#include "app/program.h"
#include "app/render/framebuffer.h"
#include "app/render/image.h"
#include "app/render/offscreen.h"

namespace fallline {
namespace {

int fail(const std::string& message) {
  fmt::print(stderr, "fallline render: {}\n", message);
  return 2;
}

struct Backend {
  Backend() { ImGui_ImplOpenGL3_Init("#version 330 core"); }
  ~Backend() { ImGui_ImplOpenGL3_Shutdown(); }
};

void draw_frame(Lab& lab, Gui& gui, const render::Framebuffer& target, ImVec2 size) {
  ImGui::GetIO().DisplaySize = size;
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  const render::DrawTarget drawing(target);
  present(lab, gui, target.width(), target.height());
}

}  // namespace

int render_picture(const RenderOptions& options) {
  auto context = render::OffscreenContext::create();
  if (!context) return fail(context.error());
  auto target = render::Framebuffer::create(options.width, options.height);
  if (!target) return fail(target.error());
  Gui gui(1);
  const Backend backend;
  auto pictures = Pictures::create();
  if (!pictures) return fail(pictures.error());

  const Document& document = options.document;
  Lab lab(document, *std::move(pictures), [] {});
  lab.runner().send(
      command::Show{options.step.value_or(document.view.step > 0 ? document.view.step : document.experiment.steps)});
  lab.runner().settle();
  if (options.view == RenderView::surface) lab.state().only = View::surface;
  if (options.view == RenderView::contours) lab.state().only = View::contours;
  if (options.view == RenderView::curves) lab.state().only = View::curves;
  const ImVec2 size(static_cast<float>(options.width), static_cast<float>(options.height));
  // The first frames find the places of things; then until nothing is left to refine.
  for (int i = 0; i < 4 || (i < 1000 && (lab.wants_frame() || lab.scene().searching())); ++i)
    draw_frame(lab, gui, *target, size);
  const auto error = render::write_png(render::read_image(*target), options.png);
  return error ? fail(error->message) : 0;
}

}  // namespace fallline
