// Pictures of the lab without a window or a display: the same panels, drawn into a framebuffer by EGL without a
// surface.
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include "app/gui.h"
#include "app/lab.h"
#include "app/present.h"
#include "app/program.h"
#include "app/render/framebuffer.h"
#include "app/render/offscreen.h"
#include "app/render/read_image.h"

namespace fallline {
namespace {

struct Backend {
  Backend() { ImGui_ImplOpenGL3_Init("#version 330 core"); }
  ~Backend() { ImGui_ImplOpenGL3_Shutdown(); }
};

std::optional<View> only(RenderView view) {
  switch (view) {
    case RenderView::window:
      break;
    case RenderView::surface:
      return View::surface;
    case RenderView::contours:
      return View::contours;
    case RenderView::curves:
      return View::curves;
    case RenderView::boundary:
      return View::boundary;
    case RenderView::diagram:
      return View::diagram;
  }
  return std::nullopt;
}

// Nothing is computed before the first draw() says up to where.
Document at_its_start(Document document) {
  document.view.step = 0;
  return document;
}

class LabPainter : public Painter {
 public:
  // Everything that can fail was made before, in this order.
  LabPainter(const PictureOptions& options, render::OffscreenContext context, render::Framebuffer target)
      : context_(std::move(context)), target_(std::move(target)), gui_(1) {
    gui_.restyle(options.document.view.projector, options.document.view.light);
  }

  std::optional<render::Error> open(const PictureOptions& options) {
    backend_.emplace();
    auto pictures = Pictures::create();
    if (!pictures) return render::Error{pictures.error()};
    lab_.emplace(at_its_start(options.document), *std::move(pictures), [] {});
    lab_->state().only = only(options.view);
    return std::nullopt;
  }

  render::Image draw(std::int64_t step) override {
    if (step < last_) lab_->send(command::Reset{});
    last_ = step;
    lab_->send(command::Show{step});
    lab_->settle();
    // Places are found from those of the frame before; the first time, also what is to be shown in them.
    for (int i = 0; i < (settled_ ? 1 : 3) || (i < 1000 && (lab_->wants_frame() || lab_->computing())); ++i) {
      lay_out();
      lab_->wait();
    }
    settled_ = true;
    begin_frame();
    const render::DrawTarget drawing(target_);
    present(*lab_, gui_, target_.width(), target_.height());
    return render::read_image(target_);
  }

 private:
  void begin_frame() {
    ImGui::GetIO().DisplaySize = size();
    ImGui::GetIO().DeltaTime = 1.0f / 60;
    begin_opengl_frame(false);
    ImGui::NewFrame();
  }

  // A frame that nobody sees.
  void lay_out() {
    begin_frame();
    lab_->draw(size(), gui_.ui(), 1);
    ImGui::Render();
  }

  ImVec2 size() const { return {static_cast<float>(target_.width()), static_cast<float>(target_.height())}; }

  render::OffscreenContext context_;
  render::Framebuffer target_;
  Gui gui_;
  std::optional<Backend> backend_;
  std::optional<Lab> lab_;
  std::int64_t last_ = 0;
  bool settled_ = false;
};

}  // namespace

render::Result<std::unique_ptr<Painter>> open_painter(const PictureOptions& options) {
  auto context = render::OffscreenContext::create();
  if (!context) return render::Error{context.error()};
  auto target = render::Framebuffer::create(options.width, options.height);
  if (!target) return render::Error{target.error()};
  auto painter = std::make_unique<LabPainter>(options, *std::move(context), *std::move(target));
  if (auto error = painter->open(options)) return *std::move(error);
  return std::unique_ptr<Painter>(std::move(painter));
}

}  // namespace fallline
