#include "cli_support.h"

#include <filesystem>
#include <fstream>

namespace fallline::cli::test {

TemporaryFile::TemporaryFile(const std::string& content, const std::string& ending) {
  // Tests run as processes side by side: the name carries the test's.
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const std::string name = std::string("fallline_") + test->test_suite_name() + "_" + test->name() + ending;
  path_ = (std::filesystem::temp_directory_path() / name).string();
  std::ofstream(path_, std::ios::binary) << content;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

std::string TemporaryFile::content() const {
  std::ostringstream text;
  text << std::ifstream(path_, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace fallline::cli::test
