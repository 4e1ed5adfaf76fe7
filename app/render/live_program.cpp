#include "app/render/live_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>
#include <vector>

#include "embedded_shaders.h"

namespace fallline::render {
namespace {

constexpr std::string_view surface_mesh[] = {"relief.glsl", "surface.vert"};
constexpr std::string_view surface_depth[] = {"surface_depth.frag"};
constexpr std::string_view surface_holes[] = {"relief.glsl", "surface_holes.frag"};
constexpr std::string_view screen[] = {"screen.vert"};
constexpr std::string_view surface_colour[] = {"relief.glsl", "colour_map.glsl", "iso_lines.glsl",
                                               "surface_colour.frag"};
constexpr std::string_view background[] = {"background.frag"};
constexpr std::string_view contour[] = {"relief.glsl", "colour_map.glsl", "iso_lines.glsl", "contour.frag"};

struct Source {
  std::string_view name;
  const std::string_view* text;
};

constexpr Source embedded[] = {
    {"background.frag", &embedded_shaders::background_frag},
    {"colour_map.glsl", &embedded_shaders::colour_map_glsl},
    {"contour.frag", &embedded_shaders::contour_frag},
    {"iso_lines.glsl", &embedded_shaders::iso_lines_glsl},
    {"relief.glsl", &embedded_shaders::relief_glsl},
    {"screen.vert", &embedded_shaders::screen_vert},
    {"surface.vert", &embedded_shaders::surface_vert},
    {"surface_colour.frag", &embedded_shaders::surface_colour_frag},
    {"surface_depth.frag", &embedded_shaders::surface_depth_frag},
    {"surface_holes.frag", &embedded_shaders::surface_holes_frag},
};

std::string_view embedded_source(std::string_view name) {
  const auto* const source = std::ranges::find(embedded, name, &Source::name);
  assert(source != std::end(embedded));
  return *source->text;
}

// The sources of one stage: from the directory, or from the executable where that is empty.
class Stage {
 public:
  Stage(std::span<const std::string_view> names, const std::filesystem::path& directory) : texts_(names.size()) {
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (directory.empty()) {
        texts_[k] = embedded_source(names[k]);
      } else {
        std::ifstream file(directory / names[k], std::ios::binary);
        texts_[k].assign(std::istreambuf_iterator<char>(file), {});
      }
      files_.push_back({std::string(names[k]), texts_[k]});
    }
  }

  std::span<const ShaderFile> files() const { return files_; }

 private:
  std::vector<std::string> texts_;
  std::vector<ShaderFile> files_;
};

Result<Program> build(const ShaderRecipe& recipe, const std::filesystem::path& directory) {
  const Stage vertex(recipe.vertex, directory);
  const Stage fragment(recipe.fragment, directory);
  return Program::create(vertex.files(), fragment.files());
}

// The time of the last change to any file of the recipe.
std::filesystem::file_time_type newest_change(const ShaderRecipe& recipe, const std::filesystem::path& directory) {
  auto newest = std::filesystem::file_time_type::min();
  if (directory.empty()) return newest;
  for (const auto& names : {recipe.vertex, recipe.fragment}) {
    for (const std::string_view name : names) {
      std::error_code missing;  // an editor may replace a file by deleting it first: look again the next time
      const auto time = std::filesystem::last_write_time(directory / name, missing);
      if (!missing) newest = std::max(newest, time);
    }
  }
  return newest;
}

}  // namespace

const ShaderRecipe surface_depth_shaders{surface_mesh, surface_depth};
const ShaderRecipe surface_depth_with_holes_shaders{surface_mesh, surface_holes};
const ShaderRecipe surface_colour_shaders{screen, surface_colour};
const ShaderRecipe background_shaders{screen, background};
const ShaderRecipe contour_shaders{screen, contour};

std::filesystem::path watched_shader_directory() {
#ifdef FALLLINE_SHADER_DIR
  return FALLLINE_SHADER_DIR;
#else
  return {};
#endif
}

LiveProgram::LiveProgram(const ShaderRecipe& recipe, std::filesystem::path directory, Program program, Time newest)
    : recipe_(recipe), directory_(std::move(directory)), program_(std::move(program)), newest_(newest) {}

Result<LiveProgram> LiveProgram::create(const ShaderRecipe& recipe, std::filesystem::path directory) {
  const Time newest = newest_change(recipe, directory);
  Result<Program> program = build(recipe, directory);
  if (!program) return Error{program.error()};
  return LiveProgram(recipe, std::move(directory), *std::move(program), newest);
}

bool LiveProgram::refresh() {
  const Time newest = newest_change(recipe_, directory_);
  if (newest == newest_) return false;
  newest_ = newest;
  Result<Program> program = build(recipe_, directory_);
  if (!program) {
    error_ = program.error();
    return false;
  }
  error_.clear();
  program_ = *std::move(program);
  return true;
}

}  // namespace fallline::render
