// What OpenGL draws: meshes whose vertices have no data but their numbers.
#pragma once

#include <cstdint>
#include <span>

#include "app/render/gl.h"

namespace fallline::render {

// Which vertices a draw call runs through. There are no vertex attributes here: the shaders make a vertex out of
// gl_VertexID, and what they need to know of it from a texture.
class VertexArray {
 public:
  VertexArray();
  void bind() const { glBindVertexArray(handle_.id()); }

 private:
  struct Delete {
    void operator()(GLuint id) const { glDeleteVertexArrays(1, &id); }
  };
  Handle<Delete> handle_;
};

// Triangles as triples of vertex numbers.
class TriangleMesh {
 public:
  explicit TriangleMesh(std::span<const std::uint16_t> indices);

  // Draws all triangles with the program in use.
  void draw() const;

 private:
  struct Delete {
    void operator()(GLuint id) const { glDeleteBuffers(1, &id); }
  };
  VertexArray vertices_;
  Handle<Delete> indices_;
  GLsizei count_ = 0;
};

// A grid of columns × rows nodes as a mesh; node (i, j) is vertex j·columns + i. At most 65536 nodes.
TriangleMesh grid_mesh(int columns, int rows);

}  // namespace fallline::render
