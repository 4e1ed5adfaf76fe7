// Runner: a session on a thread of its own. Commands go in, immutable snapshots come out; neither side waits for the
// other.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "session/session.h"

namespace fallline {

namespace command {
struct Edit {
  Experiment experiment;
};
struct Play {
  bool on;
};
struct StepBy {
  std::int64_t steps;
};
struct Show {
  std::int64_t step;
};
struct Reset {};
struct Speed {
  double steps_per_second;
};
struct Loop {
  bool on;
};
}  // namespace command

using Command = std::variant<command::Edit, command::Play, command::StepBy, command::Show, command::Reset,
                             command::Speed, command::Loop>;

class Runner {
 public:
  // `notify` is called from the runner's thread after each new snapshot.
  explicit Runner(
      Experiment experiment, std::function<void()> notify = [] {});
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  void send(Command command);
  std::shared_ptr<const Snapshot> snapshot() const;  // the latest; never null
  // Blocks until every command sent before the call shows in snapshot() and all paths are computed. For tests and
  // scripts.
  void settle();
  // Why the last edit was refused; empty when it was taken.
  std::string refusal() const;

 private:
  using Clock = std::chrono::steady_clock;
  void run(const std::stop_token& stop);
  void apply(const Command& command);
  void play(Clock::time_point now);
  void publish();

  // The runner thread's own.
  Session session_;
  Transport transport_;
  double owed_ = 0;  // steps due by the clock, not yet taken
  Clock::time_point played_until_;
  bool computed_ = true;

  mutable std::mutex mutex_;
  std::condition_variable_any wake_, settled_;
  std::vector<Command> commands_;  // guarded by mutex_, as are the next
  std::shared_ptr<const Snapshot> latest_;
  std::string refusal_;
  bool idle_ = true;

  std::function<void()> notify_;
  std::jthread thread_;  // last: it runs on all of the above
};

}  // namespace fallline
