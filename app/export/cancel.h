// Cancel: SIGINT and SIGTERM end the program at once, but not before what is unfinished was undone.
#pragma once

#include <functional>
#include <mutex>
#include <thread>

#include <csignal>

namespace fallline::exporting {

class Cancel {
 public:
  // While it lives, these signals are kept from the thread that made it and from those that this one starts, and are
  // waited for by a thread of its own. One at a time.
  Cancel();
  ~Cancel();
  Cancel(const Cancel&) = delete;
  Cancel& operator=(const Cancel&) = delete;

  // Undone when a signal comes, before the program ends; replaces what was. Called from another thread.
  void undo(std::function<void()> how);
  // From now on there is nothing to undo. `finish` is not interrupted.
  void settle(const std::function<void()>& finish);

 private:
  void wait();

  std::mutex mutex_;            // held for good once the program ends
  std::function<void()> undo_;  // guarded by mutex_, as is the next
  bool over_ = false;
  sigset_t signals_{}, before_{};
  std::thread thread_;
};

}  // namespace fallline::exporting
