#include "app/render/offscreen.h"

namespace fallline::render {

struct OffscreenContext::Egl {};

Result<OffscreenContext> OffscreenContext::create() {
  return Error{"drawing without a display: this Fallline was built without EGL (Debian: libegl-dev)"};
}

OffscreenContext::OffscreenContext(std::unique_ptr<Egl> egl) : egl_(std::move(egl)) {}
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;
OffscreenContext::~OffscreenContext() = default;

}  // namespace fallline::render
