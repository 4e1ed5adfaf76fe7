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

#include "session/command.h"
#include "session/network_session.h"
#include "session/session.h"

namespace fallline {

template <class Session>
class BasicRunner {
 public:
  using Experiment = typename Session::Experiment;
  using Snapshot = typename Session::Snapshot;

  // `notify` is called from the runner's thread after each new snapshot.
  explicit BasicRunner(
      Experiment experiment, std::function<void()> notify = [] {}, const Transport& transport = {});
  ~BasicRunner();
  BasicRunner(const BasicRunner&) = delete;
  BasicRunner& operator=(const BasicRunner&) = delete;

  // All three are obeyed in the order they come in.
  void send(Command command) { enqueue(std::move(command)); }
  void edit(Experiment experiment) { enqueue(std::move(experiment)); }
  // What only this kind of session can do; called from the runner's thread.
  void change(std::function<void(Session&)> change) { enqueue(std::move(change)); }

  std::shared_ptr<const Snapshot> snapshot() const;  // the latest; never null
  // Blocks until every command sent before the call shows in snapshot() and all paths are computed. For tests and
  // scripts.
  void settle();
  // Why the last edit was refused; empty when it was taken.
  std::string refusal() const;

 private:
  using Clock = std::chrono::steady_clock;
  using Order = std::variant<Command, Experiment, std::function<void(Session&)>>;
  void enqueue(Order order);
  void run(const std::stop_token& stop);
  void obey(Order& order);
  void apply(const Command& command);
  void play(Clock::time_point now);
  void publish();

  // The runner thread's own.
  Session session_;
  Transport transport_;
  double owed_ = 0;  // steps due by the clock, not yet taken
  Clock::time_point played_until_;
  bool computed_ = true;
  Clock::duration budget_ = Session::budget;  // of computing until the next snapshot

  mutable std::mutex mutex_;
  std::condition_variable_any wake_, settled_;
  std::vector<Order> orders_;  // guarded by mutex_, as are the next
  std::shared_ptr<const Snapshot> latest_;
  std::string refusal_;
  bool idle_ = true;

  std::function<void()> notify_;
  std::jthread thread_;  // last: it runs on all of the above
};

using Runner = BasicRunner<Session>;
using NetworkRunner = BasicRunner<NetworkSession>;
extern template class BasicRunner<Session>;
extern template class BasicRunner<NetworkSession>;

}  // namespace fallline
