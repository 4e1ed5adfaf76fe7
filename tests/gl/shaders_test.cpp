#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "app/render/live_program.h"
#include "tests/gl/gl_test.h"

namespace fallline::render {
namespace {

class ShadersTest : public GlTest {};

TEST_F(ShadersTest, EveryProgramOfFalllineCompiles) {
  for (const ShaderRecipe& recipe : {surface_depth_shaders, surface_depth_with_holes_shaders, surface_colour_shaders,
                                     background_shaders, contour_shaders}) {
    const Result<LiveProgram> program = LiveProgram::create(recipe, {});
    EXPECT_TRUE(program) << program.error();
  }
}

TEST_F(ShadersTest, AnErrorNamesTheFileAndTheLine) {
  const ShaderFile vertex[] = {{"point.vert", "void main() {\n    gl_Position = vec4(0.0);\n}\n"}};
  const ShaderFile fragment[] = {{"helper.glsl", "float one() {\n    return 1.0;\n}\n"},
                                 {"broken.frag", "out vec4 colour;\nvoid main() {\n    colour = vec5(one());\n}\n"}};
  const Result<Program> program = Program::create(vertex, fragment);
  ASSERT_FALSE(program);
  EXPECT_NE(program.error().find("broken.frag:3: "), std::string::npos) << program.error();
}

TEST_F(ShadersTest, StagesThatDoNotFitTogetherAreAnError) {
  const ShaderFile vertex[] = {
      {"point.vert", "out vec2 uv;\nvoid main() {\n    gl_Position = vec4(uv = vec2(0.0), 0.0, 1.0);\n}\n"}};
  const ShaderFile fragment[] = {
      {"wrong.frag", "in vec3 uv;\nout vec4 colour;\nvoid main() {\n    colour = uv.xyzz;\n}\n"}};
  const Result<Program> program = Program::create(vertex, fragment);
  ASSERT_FALSE(program);
  EXPECT_NE(program.error().find("point.vert does not link with wrong.frag"), std::string::npos) << program.error();
}

TEST(ShaderLog, IsReadInTheFormsOfAllDrivers) {
  const ShaderFile files[] = {{"first.glsl", ""}, {"second.frag", ""}};
  EXPECT_EQ(name_files_in_log("0:10012(5): error: no such function\n", files),
            "second.frag:12: error: no such function");
  EXPECT_EQ(name_files_in_log("0(7) : error C1008: undefined", files), "first.glsl:7: error C1008: undefined");
  EXPECT_EQ(name_files_in_log("ERROR: 0:10003: 'x' : undeclared\nERROR: 1 compilation errors.\n", files),
            "second.frag:3: 'x' : undeclared\nERROR: 1 compilation errors.");
  EXPECT_EQ(name_files_in_log("0:90001(1): error: no such file", files), "0:90001(1): error: no such file");
}

// A folder of shaders that is edited under a program.
class LiveProgramTest : public GlTest {
 protected:
  LiveProgramTest() : directory_(std::filesystem::path(testing::TempDir()) / "fallline_live_program_test") {
    std::filesystem::create_directories(directory_);
    save("all.vert", "void main() {\n    gl_Position = vec4(0.0);\n}\n");
    save("all.frag", good_);
  }
  ~LiveProgramTest() override { std::filesystem::remove_all(directory_); }

  void save(const char* name, const std::string& text) {
    std::ofstream(directory_ / name) << text;
    // Each change is a second later, however coarse the clock of the file system.
    time_ += std::chrono::seconds(1);
    std::filesystem::last_write_time(directory_ / name, time_);
  }

  const std::string good_ = "out vec4 colour;\nvoid main() {\n    colour = vec4(1.0);\n}\n";
  std::filesystem::path directory_;

 private:
  std::filesystem::file_time_type time_ = std::filesystem::file_time_type::clock::now();
};

TEST_F(LiveProgramTest, FollowsItsSourcesAndOutlivesTheirErrors) {
  static constexpr std::string_view vertex[] = {"all.vert"};
  static constexpr std::string_view fragment[] = {"all.frag"};
  Result<LiveProgram> program = LiveProgram::create({vertex, fragment}, directory_);
  ASSERT_TRUE(program) << program.error();
  const GLuint first = program->program().id();
  EXPECT_FALSE(program->refresh());

  save("all.frag", "out vec4 colour;\nvoid main() {\n    colour = nonsense;\n}\n");
  EXPECT_FALSE(program->refresh());
  EXPECT_NE(program->error().find("all.frag:3: "), std::string::npos) << program->error();
  EXPECT_EQ(program->program().id(), first);
  EXPECT_FALSE(program->refresh());
  EXPECT_FALSE(program->error().empty()) << "it stays until the file is mended";

  save("all.frag", good_);
  EXPECT_TRUE(program->refresh());
  EXPECT_TRUE(program->error().empty());
  EXPECT_FALSE(program->refresh());
}

}  // namespace
}  // namespace fallline::render
