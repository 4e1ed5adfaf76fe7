#include "app/render/geometry.h"

#include <cassert>
#include <vector>

namespace fallline::render {
namespace {

GLuint new_vertex_array() {
  GLuint id = 0;
  glGenVertexArrays(1, &id);
  return id;
}

GLuint new_buffer() {
  GLuint id = 0;
  glGenBuffers(1, &id);
  return id;
}

}  // namespace

VertexArray::VertexArray() : handle_(new_vertex_array()) {}

TriangleMesh::TriangleMesh(std::span<const std::uint16_t> indices)
    : indices_(new_buffer()), count_(static_cast<GLsizei>(indices.size())) {
  vertices_.bind();
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.id());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size_bytes()), indices.data(), GL_STATIC_DRAW);
  glBindVertexArray(0);
}

void TriangleMesh::draw() const {
  vertices_.bind();
  glDrawElements(GL_TRIANGLES, count_, GL_UNSIGNED_SHORT, nullptr);
  glBindVertexArray(0);
}

TriangleMesh grid_mesh(int columns, int rows) {
  assert(columns >= 2 && rows >= 2 && columns * rows <= 65536);
  std::vector<std::uint16_t> indices;
  indices.reserve(static_cast<std::size_t>(columns - 1) * static_cast<std::size_t>(rows - 1) * 6);
  for (int j = 0; j + 1 < rows; ++j) {
    for (int i = 0; i + 1 < columns; ++i) {
      const int here = j * columns + i;
      for (const int node : {here, here + 1, here + columns, here + columns, here + 1, here + columns + 1}) {
        indices.push_back(static_cast<std::uint16_t>(node));
      }
    }
  }
  return TriangleMesh(indices);
}

}  // namespace fallline::render
