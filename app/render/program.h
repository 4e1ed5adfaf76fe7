// OpenGL programs out of shader sources, with errors that name file and line.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <string_view>

#include "app/render/gl.h"

namespace fallline::render {

// One file of shader source. Files never say #version: Program writes it for all of them.
struct ShaderFile {
  std::string name;  // as it shall stand in error messages, for example "surface.frag"
  std::string_view text;
};

// A linked OpenGL program.
class Program {
 public:
  // Each stage is the concatenation of its files. An error carries the driver's messages, with "file:line" in them.
  static Result<Program> create(std::span<const ShaderFile> vertex, std::span<const ShaderFile> fragment);

  void use() const { glUseProgram(id()); }

  // Uniforms by name, of the program in use; a name that the program does not use is ignored.
  void set(const char* name, int value) const { glUniform1i(location(name), value); }
  void set(const char* name, float value) const { glUniform1f(location(name), value); }
  void set(const char* name, const Eigen::Vector2f& value) const { glUniform2fv(location(name), 1, value.data()); }
  void set(const char* name, const Eigen::Vector3f& value) const { glUniform3fv(location(name), 1, value.data()); }
  void set(const char* name, const Eigen::Matrix4f& value) const {
    glUniformMatrix4fv(location(name), 1, GL_FALSE, value.data());
  }

  GLuint id() const { return handle_.id(); }

 private:
  struct Delete {
    void operator()(GLuint id) const { glDeleteProgram(id); }
  };

  explicit Program(GLuint id) : handle_(id) {}
  GLint location(const char* name) const { return glGetUniformLocation(id(), name); }

  Handle<Delete> handle_;
};

// A driver's compile log with its places made readable: "0:10012(5): error: …" (Mesa), "0(10012) : error …" (NVIDIA)
// and "ERROR: 0:10012: …" (Intel, AMD, Apple) all become "surface.vert:12: …", where that is the second of the files.
std::string name_files_in_log(std::string_view log, std::span<const ShaderFile> files);

}  // namespace fallline::render
