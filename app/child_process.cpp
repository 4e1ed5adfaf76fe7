#include "app/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

extern char** environ;

namespace fallline {

std::string own_program() {
#ifdef __APPLE__
  std::array<char, 4096> path;
  auto size = static_cast<std::uint32_t>(path.size());
  return _NSGetExecutablePath(path.data(), &size) == 0 ? path.data() : "fallline";
#else
  // Not where it leads: the file may have been replaced by a newer one since.
  return "/proc/self/exe";
#endif
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends;
  if (pipe(ends.data()) != 0) return;
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  errors_ = ends[0];
  fcntl(errors_, F_SETFL, O_NONBLOCK);

  std::vector<char*> argv;
  for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  if (posix_spawnp(&process_, argv[0], &actions, nullptr, argv.data(), environ) != 0) process_ = 0;
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
}

ChildProcess::~ChildProcess() {
  stop();
  for (int i = 0; i < 50 && process_ > 0 && !exit_status(); ++i) usleep(10'000);
  if (process_ > 0 && !status_) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  if (errors_ >= 0) close(errors_);
}

std::vector<std::string> ChildProcess::new_lines() {
  std::array<char, 4096> part;
  for (ssize_t size; (size = read(errors_, part.data(), part.size())) > 0 || (size < 0 && errno == EINTR);)
    if (size > 0) unfinished_.append(part.data(), static_cast<std::size_t>(size));
  std::vector<std::string> lines;
  for (std::size_t end; (end = unfinished_.find('\n')) != std::string::npos; unfinished_.erase(0, end + 1))
    lines.push_back(unfinished_.substr(0, end));
  if (status_ && !unfinished_.empty()) lines.push_back(std::exchange(unfinished_, ""));
  return lines;
}

std::optional<int> ChildProcess::exit_status() {
  if (status_ || process_ <= 0) return status_;
  int status = 0;
  const pid_t ended = waitpid(process_, &status, WNOHANG);
  if (ended == process_)
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  else if (ended < 0 && errno != EINTR)
    status_ = 127;  // somebody else has waited for it
  return status_;
}

void ChildProcess::stop() {
  if (process_ > 0 && !exit_status()) kill(process_, SIGTERM);
}

}  // namespace fallline
