// OpenGL 3.3 core: its functions, and ownership of its objects.
#pragma once

#include <glad/gl.h>

#include <optional>
#include <utility>

#include "app/render/result.h"

namespace fallline::render {

// Loads OpenGL's functions for the context that is current. `loader` is the window library's, for example
// glfwGetProcAddress. An error when the context does not offer OpenGL 3.3 core: it names what it does offer.
[[nodiscard]] std::optional<Error> load_gl(GLADloadfunc loader);

// Sole owner of one OpenGL object; Delete is a function object that destroys it. 0 is "none".
// Like every call of OpenGL, the destructor wants the context that made the object to be current.
template <class Delete>
class Handle {
 public:
  Handle() = default;
  explicit Handle(GLuint id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Handle() {
    if (id_ != 0) Delete{}(id_);
  }

  GLuint id() const { return id_; }

 private:
  GLuint id_ = 0;
};

}  // namespace fallline::render
