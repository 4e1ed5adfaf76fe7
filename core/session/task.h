// Task: one long computation in the background, of which only the latest is wanted.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "session/background.h"

namespace fallline {

template <class Result>
class Task {
 public:
  // Starts `compute`; one still running is told to stop, and its result is dropped. `compute` must look at its stop
  // token often: start() waits for the stop. `done` is called from the task's thread when the result can be taken.
  void start(
      std::function<Result(std::stop_token)> compute, std::function<void()> done = [] {}) {
    cancel();
    running_ = true;
    thread_ = std::jthread([this, compute = std::move(compute), done = std::move(done)](const std::stop_token& stop) {
      go_to_background();
      Result result = compute(stop);
      if (stop.stop_requested()) return;
      {
        const std::lock_guard lock(mutex_);
        result_ = std::move(result);
      }
      done();
    });
  }

  // Stops a computation that runs, and forgets its result.
  void cancel() {
    thread_ = std::jthread();  // stops and joins
    result_.reset();
    running_ = false;
  }

  // The result, once.
  std::optional<Result> take() {
    const std::lock_guard lock(mutex_);
    if (!result_) return std::nullopt;
    running_ = false;
    return std::exchange(result_, std::nullopt);
  }

  // Until the computation that runs, if one does, is at its end.
  void wait() {
    if (thread_.joinable()) thread_.join();
  }

  bool running() const { return running_; }  // started, and its result not taken yet

 private:
  bool running_ = false;  // the owner's
  std::mutex mutex_;
  std::optional<Result> result_;  // guarded by mutex_
  std::jthread thread_;
};

}  // namespace fallline
