#include "session/runner.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "session/background.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;
constexpr auto frame = 16'000us;    // no more than about sixty snapshots a second are worth making
constexpr auto most_budget = 80ms;  // so that commands are soon obeyed

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

template <class Session>
BasicRunner<Session>::BasicRunner(Experiment experiment, std::function<void()> notify, const Transport& transport)
    : session_(std::move(experiment)),
      transport_(transport),
      played_until_(Clock::now()),
      latest_(session_.snapshot(transport)),
      notify_(std::move(notify)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

template <class Session>
BasicRunner<Session>::~BasicRunner() {
  thread_.request_stop();
  wake_.notify_all();
  thread_.join();
}

template <class Session>
void BasicRunner<Session>::enqueue(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
    idle_ = false;
  }
  wake_.notify_all();
}

template <class Session>
std::shared_ptr<const typename Session::Snapshot> BasicRunner<Session>::snapshot() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

template <class Session>
std::string BasicRunner<Session>::refusal() const {
  const std::lock_guard lock(mutex_);
  return refusal_;
}

template <class Session>
void BasicRunner<Session>::settle() {
  std::unique_lock lock(mutex_);
  settled_.wait(lock, [&] { return idle_; });
}

template <class Session>
void BasicRunner<Session>::run(const std::stop_token& stop) {
  go_to_background();
  while (!stop.stop_requested()) {
    std::vector<Order> orders;
    {
      std::unique_lock lock(mutex_);
      const auto due = [&] { return !orders_.empty(); };
      if (!computed_) {
        // No waiting: there is work.
      } else if (transport_.playing) {
        wake_.wait_until(lock, stop, played_until_ + frame, due);
      } else {
        if (!due()) {
          idle_ = true;
          settled_.notify_all();
        }
        wake_.wait(lock, stop, due);
      }
      orders.swap(orders_);
    }
    for (Order& order : orders) obey(order);
    const std::int64_t before = session_.step();
    const bool was_playing = transport_.playing, was_computed = computed_;
    if (transport_.playing) play(Clock::now());
    // At full speed all time is the steps'; what else there is to compute waits for the end.
    const bool busy = transport_.playing && std::isinf(transport_.speed) && session_.step() < session_.steps();
    computed_ = session_.compute(busy ? Clock::duration{} : budget_);
    if (!orders.empty() || session_.step() != before || was_playing != transport_.playing || !computed_ ||
        !was_computed)
      publish();
  }
}

template <class Session>
void BasicRunner<Session>::obey(Order& order) {
  std::visit(Overloaded{
                 [&](const Command& command) { apply(command); },
                 [&](Experiment& experiment) {
                   std::string why = session_.edit(std::move(experiment)).value_or("");
                   const std::lock_guard lock(mutex_);
                   refusal_ = std::move(why);
                 },
                 [&](const std::function<void(Session&)>& change) { change(session_); },
             },
             order);
}

template <class Session>
void BasicRunner<Session>::apply(const Command& command) {
  const auto now = Clock::now();
  std::visit(Overloaded{
                 [&](const command::Play& play) {
                   if (play.on && session_.step() >= session_.steps()) session_.show(0);
                   transport_.playing = play.on;
                   played_until_ = now;
                   owed_ = 0;
                 },
                 [&](const command::StepBy& by) {
                   transport_.playing = false;
                   session_.show(session_.step() + std::clamp(by.steps, -session_.steps(), session_.steps()));
                 },
                 [&](const command::Show& show) { session_.show(show.step); },
                 [&](const command::Reset&) { session_.reset(); },
                 [&](const command::Speed& speed) {
                   if (speed.steps_per_second > 0) transport_.speed = speed.steps_per_second;
                 },
                 [&](const command::Loop& loop) { transport_.loop = loop.on; },
             },
             command);
}

template <class Session>
void BasicRunner<Session>::play(Clock::time_point now) {
  const std::int64_t end = session_.steps();
  // Only now, so that the end was seen.
  if (transport_.loop && session_.step() >= end) session_.show(0);
  if (std::isinf(transport_.speed)) {
    session_.go_on(budget_);
  } else {
    // What is shown does not run ahead of what is computed.
    if (!session_.caught_up()) return;
    // A pause of the machine is not made up for.
    const double elapsed = std::min(std::chrono::duration<double>(now - played_until_).count(), 0.1);
    owed_ = std::min(owed_ + elapsed * transport_.speed, static_cast<double>(end));
    const auto steps = static_cast<std::int64_t>(owed_);
    owed_ -= static_cast<double>(steps);
    session_.show(session_.step() + steps);
  }
  played_until_ = now;
  if (session_.step() >= end && !transport_.loop) transport_.playing = false;
}

template <class Session>
void BasicRunner<Session>::publish() {
  const auto begun = Clock::now();
  auto snapshot = session_.snapshot(transport_);
  // Snapshots take a fifth of the time at most.
  budget_ = std::clamp<Clock::duration>(4 * (Clock::now() - begun), Session::budget, most_budget);
  {
    const std::lock_guard lock(mutex_);
    latest_ = std::move(snapshot);
  }
  notify_();
}

template class BasicRunner<Session>;
template class BasicRunner<NetworkSession>;

}  // namespace fallline
