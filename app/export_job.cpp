#include "app/export_job.h"

#include <fmt/format.h>

#include <charconv>

namespace fallline {

void ExportJob::start(const Document& document, const std::vector<std::string>& arguments, std::string target) {
  std::vector<std::string> all{own_program(), "export", share_line(document), "--to", target, "--progress"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  target_ = std::move(target);
  last_line_.clear();
  progress_ = -1;
  child_ = std::make_unique<ChildProcess>(all);
}

void ExportJob::cancel() { child_.reset(); }

std::optional<ExportJob::Outcome> ExportJob::poll() {
  if (!child_) return std::nullopt;
  const bool started = child_->started();
  // Asked before its last lines are read, so that none is missed.
  const auto status = started ? child_->exit_status() : 127;
  for (const std::string& line : started ? child_->new_lines() : std::vector<std::string>()) {
    constexpr std::string_view mark = "progress ";
    if (line.starts_with(mark))
      std::from_chars(line.data() + mark.size(), line.data() + line.size(), progress_);
    else
      last_line_ = line;
  }
  if (!status) return std::nullopt;
  child_.reset();
  if (*status == 0) return Outcome{false, fmt::format("{} is written", target_)};
  if (last_line_.empty()) last_line_ = fmt::format("{}: the export ended with status {}", target_, *status);
  return Outcome{true, last_line_};
}

}  // namespace fallline
