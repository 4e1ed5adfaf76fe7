// The programs that Fallline draws with, which follow their sources while these are edited.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "app/render/program.h"

namespace fallline::render {

// Which files of shaders/ make a program.
struct ShaderRecipe {
  std::span<const std::string_view> vertex;
  std::span<const std::string_view> fragment;
};

// The programs that Fallline draws with.
extern const ShaderRecipe surface_depth_shaders;
extern const ShaderRecipe surface_depth_with_holes_shaders;
extern const ShaderRecipe surface_colour_shaders;
extern const ShaderRecipe background_shaders;
extern const ShaderRecipe contour_shaders;

// Where the shader sources are followed while they are edited: the source tree in debug builds; otherwise empty, and
// the sources inside the executable are all there is.
std::filesystem::path watched_shader_directory();

// A program that follows its sources when they change on the disk.
class LiveProgram {
 public:
  // With an empty `directory` the sources inside the executable are used, and nothing ever changes.
  static Result<LiveProgram> create(const ShaderRecipe& recipe,
                                    std::filesystem::path directory = watched_shader_directory());

  // Compiles again if a source file changed since the last call; true when that made a new program. Sources that do not
  // compile leave the last good program in place and say why in error().
  bool refresh();

  // What is wrong with the sources as they stand on the disk; empty when nothing is.
  const std::string& error() const { return error_; }

  const Program& program() const { return program_; }

 private:
  using Time = std::filesystem::file_time_type;

  LiveProgram(const ShaderRecipe& recipe, std::filesystem::path directory, Program program, Time newest);

  ShaderRecipe recipe_;
  std::filesystem::path directory_;
  Program program_;
  Time newest_;
  std::string error_;
};

}  // namespace fallline::render
