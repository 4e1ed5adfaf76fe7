#include "app/export/cancel.h"

#include <pthread.h>
#include <signal.h>

#include <utility>

namespace fallline::exporting {

Cancel::Cancel() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  thread_ = std::thread([this] { wait(); });
}

Cancel::~Cancel() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Cancel::undo(std::function<void()> how) {
  const std::lock_guard lock(mutex_);
  undo_ = std::move(how);
}

void Cancel::settle(const std::function<void()>& finish) {
  const std::lock_guard lock(mutex_);
  finish();
  undo_ = nullptr;
}

void Cancel::wait() {
  int signal = 0;
  sigwait(&signals_, &signal);
  const std::lock_guard lock(mutex_);
  if (over_) return;
  if (undo_) undo_();
  // As if nobody had waited for it: whoever sent it sees that it was the signal.
  std::signal(signal, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  std::raise(signal);
}

}  // namespace fallline::exporting
