#include "app/render/program.h"

#include <fmt/format.h>

#include <regex>
#include <vector>

namespace fallline::render {
namespace {

struct DeleteShader {
  void operator()(GLuint id) const { glDeleteShader(id); }
};
using Shader = Handle<DeleteShader>;

// The files of one stage as one text. How drivers report the file number that #line may give differs, and Mesa's are
// wrong for some errors, so the line number alone says which file it is in: file k begins at line k · 10000 + 1.
constexpr std::size_t lines_a_file = 10000;

std::string join(std::span<const ShaderFile> files) {
  std::string text = "#version 330 core\n";
  for (std::size_t k = 0; k < files.size(); ++k) {
    text += fmt::format("#line {}\n{}\n", k * lines_a_file + 1, files[k].text);
  }
  return text;
}

Result<Shader> compile(GLenum stage, std::span<const ShaderFile> files) {
  Shader shader(glCreateShader(stage));
  const std::string text = join(files);
  const char* const data = text.data();
  const auto length = static_cast<GLint>(text.size());
  glShaderSource(shader.id(), 1, &data, &length);
  glCompileShader(shader.id());
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) return shader;

  GLint size = 0;
  glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &size);
  std::string log(static_cast<std::size_t>(size), '\0');
  glGetShaderInfoLog(shader.id(), size, &size, log.data());
  log.resize(static_cast<std::size_t>(size));
  return Error{name_files_in_log(log, files)};
}

}  // namespace

Result<Program> Program::create(std::span<const ShaderFile> vertex, std::span<const ShaderFile> fragment) {
  const Result<Shader> vertex_shader = compile(GL_VERTEX_SHADER, vertex);
  if (!vertex_shader) return Error{vertex_shader.error()};
  const Result<Shader> fragment_shader = compile(GL_FRAGMENT_SHADER, fragment);
  if (!fragment_shader) return Error{fragment_shader.error()};

  Program program(glCreateProgram());
  for (const Result<Shader>* shader : {&vertex_shader, &fragment_shader}) glAttachShader(program.id(), (*shader)->id());
  glLinkProgram(program.id());
  for (const Result<Shader>* shader : {&vertex_shader, &fragment_shader}) glDetachShader(program.id(), (*shader)->id());
  GLint linked = GL_FALSE;
  glGetProgramiv(program.id(), GL_LINK_STATUS, &linked);
  if (linked == GL_TRUE) return program;

  GLint size = 0;
  glGetProgramiv(program.id(), GL_INFO_LOG_LENGTH, &size);
  std::string log(static_cast<std::size_t>(size), '\0');
  glGetProgramInfoLog(program.id(), size, &size, log.data());
  log.resize(static_cast<std::size_t>(size));
  return Error{fmt::format("{} does not link with {}: {}", vertex.back().name, fragment.back().name, log)};
}

std::string name_files_in_log(std::string_view log, std::span<const ShaderFile> files) {
  static const std::regex place(R"(^(?:ERROR:\s*|WARNING:\s*)?\d+[:(](\d+)\)?(?:\(\d+\))?\s*:\s*(.*)$)");
  std::string named;
  while (!log.empty()) {
    const std::size_t end = log.find('\n');
    const std::string line(log.substr(0, end));
    std::smatch match;
    const bool placed = std::regex_match(line, match, place);
    const std::size_t number = placed ? std::stoul(match[1].str()) : 0;
    const std::size_t file = number / lines_a_file;
    if (placed && file < files.size()) {
      named += fmt::format("{}:{}: {}\n", files[file].name, number % lines_a_file, match[2].str());
    } else {
      named += line + '\n';
    }
    log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
  }
  while (!named.empty() && (named.back() == '\n' || named.back() == '\0')) named.pop_back();
  return named;
}

}  // namespace fallline::render
