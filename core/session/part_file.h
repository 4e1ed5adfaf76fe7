// PartFile: a file under a name of its own until it is whole; then it takes the place of its target, at once. Whoever
// is interrupted at whatever moment leaves the old file or the new one. A link is followed; what is no plain file, or
// is read only, is not replaced.
#pragma once

#include <string>
#include <string_view>

namespace fallline {

class PartFile {
 public:
  // Beside the target, in the same folder.
  explicit PartFile(std::string target);
  // Removes it unless it was finished.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  // All of these are false on failure, with the reason in errno.
  bool open() const { return descriptor_ >= 0; }
  bool write(std::string_view content);
  bool finish();

  const std::string& name() const { return name_; }  // while it is a part; for those who write it themselves
  void remove();                                     // it stays open

 private:
  bool take_mode_of_target();  // if there is one already

  std::string target_, name_;
  int descriptor_ = -1;
  bool gone_ = false;  // removed or renamed
};

}  // namespace fallline
