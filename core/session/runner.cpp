#include "session/runner.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fallline {
namespace {

using namespace std::chrono_literals;
constexpr auto budget = 6ms;      // of computing between two snapshots
constexpr auto frame = 16'000us;  // no more than about sixty snapshots a second are worth making

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

Runner::Runner(Experiment experiment, std::function<void()> notify)
    : session_(std::move(experiment)),
      latest_(session_.snapshot()),
      notify_(std::move(notify)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Runner::~Runner() {
  thread_.request_stop();
  wake_.notify_all();
  thread_.join();
}

void Runner::send(Command command) {
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
    idle_ = false;
  }
  wake_.notify_all();
}

std::shared_ptr<const Snapshot> Runner::snapshot() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

std::string Runner::refusal() const {
  const std::lock_guard lock(mutex_);
  return refusal_;
}

void Runner::settle() {
  std::unique_lock lock(mutex_);
  settled_.wait(lock, [&] { return idle_; });
}

void Runner::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<Command> commands;
    {
      std::unique_lock lock(mutex_);
      const auto due = [&] { return !commands_.empty(); };
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
      commands.swap(commands_);
    }
    for (const Command& command : commands) apply(command);
    const std::int64_t before = session_.step();
    const bool was_playing = transport_.playing, was_computed = computed_;
    if (transport_.playing) play(Clock::now());
    computed_ = session_.compute(budget);
    if (!commands.empty() || session_.step() != before || was_playing != transport_.playing || !computed_ ||
        !was_computed)
      publish();
  }
}

void Runner::apply(const Command& command) {
  const auto now = Clock::now();
  std::visit(Overloaded{
                 [&](const command::Edit& edit) {
                   std::string why = session_.edit(edit.experiment).value_or("");
                   const std::lock_guard lock(mutex_);
                   refusal_ = std::move(why);
                 },
                 [&](const command::Play& play) {
                   if (play.on && session_.step() >= session_.experiment().steps) session_.show(0);
                   transport_.playing = play.on;
                   played_until_ = now;
                   owed_ = 0;
                 },
                 [&](const command::StepBy& by) {
                   transport_.playing = false;
                   session_.show(session_.step() + std::clamp(by.steps, -most_steps, most_steps));
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

void Runner::play(Clock::time_point now) {
  const std::int64_t end = session_.experiment().steps;
  // Only now, so that the end was seen.
  if (transport_.loop && session_.step() >= end) session_.show(0);
  std::int64_t steps;
  if (std::isinf(transport_.speed)) {
    // As many as fit: a thousand at a time until the time for one snapshot is spent.
    const auto until = now + budget;
    do {
      session_.show(session_.step() + 1000);
      session_.compute(until - Clock::now());
    } while (Clock::now() < until && session_.step() < end);
    steps = 0;
  } else {
    // A pause of the machine is not made up for.
    const double elapsed = std::min(std::chrono::duration<double>(now - played_until_).count(), 0.1);
    owed_ = std::min(owed_ + elapsed * transport_.speed, static_cast<double>(most_steps));
    steps = static_cast<std::int64_t>(owed_);
    owed_ -= static_cast<double>(steps);
  }
  played_until_ = now;
  session_.show(session_.step() + steps);
  if (session_.step() >= end && !transport_.loop) transport_.playing = false;
}

void Runner::publish() {
  auto snapshot = session_.snapshot(transport_);
  {
    const std::lock_guard lock(mutex_);
    latest_ = std::move(snapshot);
  }
  notify_();
}

}  // namespace fallline
