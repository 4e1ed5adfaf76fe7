#pragma once

#include "app/render/framebuffer.h"
#include "app/render/image.h"

namespace fallline::render {

// The colours of a framebuffer that keeps them.
Image read_image(const Framebuffer& framebuffer);

// The lower left width × height pixels of whatever framebuffer is bound for reading; for the window: 0.
Image read_bound_image(int width, int height);

}  // namespace fallline::render
