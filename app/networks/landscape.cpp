#include "app/networks/landscape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/networks/frame.h"
#include "landscape/plane_grid.h"
#include "nn/single_precision.h"
#include "nn/weights.h"

namespace fallline {
namespace {

using namespace std::chrono_literals;

constexpr auto between_slices = 100ms;                   // while training goes on
constexpr std::size_t most_numbers_a_frame = 1'000'000;  // of θ, to be projected
constexpr std::size_t fewest_records = 3;                // that have a plane of their own

// While steps or their records are computed, the processor is theirs.
bool is_busy(const NetworkSnapshot& s) { return s.transport.playing || !s.complete; }

// The points that are there, close together.
Grid thinned(const Grid& grid, int stride) {
  Grid thin{grid.domain, (grid.columns - 1) / stride + 1, (grid.rows - 1) / stride + 1, {}};
  thin.values.reserve(static_cast<std::size_t>(thin.columns) * static_cast<std::size_t>(thin.rows));
  for (int row = 0; row < grid.rows; row += stride)
    for (int column = 0; column < grid.columns; column += stride) thin.values.push_back(grid.at(column, row));
  return thin;
}

}  // namespace

void NetworkLandscape::update(const NetworkSnapshot& snapshot, const ViewSpec& view, const LandscapeState& wish) {
  take(view.networks.log_height);
  const NetworkRacerSnapshot* racer = focused_racer(snapshot, view);
  if (!racer) return clear();
  give_orders(snapshot, *racer, view, wish);
  start(is_busy(snapshot));
  if (!shown_.plane) return;
  follow_paths(snapshot);
  ask_slice(snapshot, *racer);
}

// What is there
// -------------------------------------------------------------------------------------------------------------------

void NetworkLandscape::take(bool log_height) {
  if (const auto seconds = task_.take()) duty_.ended(Clock::now(), std::chrono::duration<double>(*seconds));
  if (const auto told = slice_.take(); told && shown_.plane) told_ = *told;
  std::optional<Shown> pass;
  {
    const std::lock_guard lock(hole_.mutex);
    pass = std::exchange(hole_.latest, std::nullopt);
  }
  if (!terms_) pass.reset();  // nobody wants it any more
  const bool new_heights = pass.has_value() || log_height != log_height_;
  log_height_ = log_height;
  if (pass) {
    shown_ = *std::move(pass);
    if (!shown_.plane) forget_paths();
  }
  if (!new_heights) return;
  ++version_;
  heights_ = HeightMap(shown_.grid, log_height);
  field_ = {shown_.grid.columns, shown_.grid.rows, heights_.map(shown_.grid)};
}

void NetworkLandscape::forget_paths() {
  paths_.clear();
  paths_complete_ = true;
  projected_on_ = 0;
  told_.reset();
}

// Nobody is in focus.
void NetworkLandscape::clear() {
  shown_ = {.number = numbers_, .serial = serials_, .trouble = "without an optimizer there is no path to look around"};
  if (!terms_) return;
  terms_.reset();
  waiting_.reset();
  stop_.request_stop();
  forget_paths();
}

double NetworkLandscape::height_at(Point p) const {
  const Domain& d = shown_.grid.domain;
  if (!shown_.plane || !d.contains(p)) return std::numeric_limits<double>::quiet_NaN();
  return double{render::sample_height(field_, static_cast<float>((p.x - d.x_min) / d.width()),
                                      static_cast<float>((p.y - d.y_min) / d.height()))};
}

std::optional<double> NetworkLandscape::progress() const {
  if (!task_.running() && !waiting_) return std::nullopt;
  return hole_.share.load();
}

void NetworkLandscape::wait() {
  task_.wait();
  slice_.wait();
}

// What is to be there
// -------------------------------------------------------------------------------------------------------------------

void NetworkLandscape::give_orders(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer,
                                   const ViewSpec& view, const LandscapeState& wish) {
  const PlaneChoice choice = plane_choice(view.networks);
  const Terms terms{racer.setup->parts.training, racer.spec.colour, choice, wish.asked};
  const bool by_hand = wish.window && wish.window->plane == shown_.number;
  const bool other_window = wish.window != window_ && (by_hand || !wish.window);
  window_ = wish.window;
  if (terms_ != terms || (view.networks.follow && has_moved_on(snapshot, racer, by_hand))) {
    terms_ = terms;
    troubled_ = snapshot.version;
    order_plane(racer, choice);
  } else if (other_window && shown_.plane) {
    order_window(wish.window ? wish.window->window : shown_.whole);
  }
}

bool NetworkLandscape::stands_inside(const NetworkRacerSnapshot& racer) const {
  const Projection at = project(shown_.plane->plane, racer.theta);
  return shown_.window.contains({at.u, at.v});
}

bool NetworkLandscape::has_moved_on(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer, bool by_hand) {
  if (shown_.serial != serials_) return false;  // what was ordered is yet to come
  const bool busy = is_busy(snapshot);
  if (busy && !duty_.due(Clock::now())) return false;
  if (!shown_.plane) return snapshot.version != troubled_;
  const bool was_inside = std::exchange(inside_, stands_inside(racer));
  if (was_inside && !inside_) return true;
  if (by_hand || racer.records.size() < fewest_records) return false;
  const std::int64_t then = made_with_ ? made_with_->seen.step : 0;
  if (racer.records.back()->seen.step >= 2 * std::max<std::int64_t>(then, 1)) return true;
  // A run that was begun anew has another path; it is looked at on the old plane until it rests.
  return !busy && made_with_ && std::ranges::find(racer.records, made_with_) == racer.records.end();
}

void NetworkLandscape::order_plane(const NetworkRacerSnapshot& racer, const PlaneChoice& choice) {
  made_with_ = racer.records.empty() ? nullptr : racer.records.back();
  inside_ = true;
  waiting_ = {{racer.setup, racer.theta, racer.memory, racer.records}, choice, nullptr, {}, {}, ++numbers_, ++serials_};
  stop_.request_stop();
}

void NetworkLandscape::order_window(const Domain& window) {
  inside_ = false;  // until it is looked at: a hand may leave the racer out
  waiting_ = {{shown_.setup, {}, shown_.memory, {}}, {}, shown_.plane, shown_.whole, window, shown_.number, ++serials_};
  stop_.request_stop();
}

void NetworkLandscape::start(bool busy) {
  if (!waiting_ || task_.running()) return;
  hole_.share = 0;
  stop_ = {};
  const unsigned threads = busy ? 1 : all_threads();
  task_.start(
      [this, order = *std::exchange(waiting_, std::nullopt), stop = stop_, threads,
       notify = notify_](const std::stop_token& end) mutable {
        const std::stop_callback link(end, [&] { stop.request_stop(); });
        return carry_out(order, threads, hole_, stop.get_token(), notify);
      },
      notify_);
}

// In the task's thread. The seconds that it took.
double NetworkLandscape::carry_out(const Order& order, unsigned threads, Pigeonhole& hole, const std::stop_token& stop,
                                   const std::function<void()>& notify) {
  const auto begun = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
  Shown shown{
      order.plane, order.subject.setup, order.subject.memory, order.number, order.serial, order.whole, order.window, {},
      {}};
  const auto put = [&] {
    {
      const std::lock_guard lock(hole.mutex);
      hole.latest = shown;
    }
    notify();
  };
  if (!shown.plane) {
    auto made = network_plane(order.subject, order.choice, stop);
    if (stop.stop_requested()) return seconds();
    if (auto* plane = std::get_if<NetworkPlane>(&made)) {
      shown.whole = shown.window = plane->window;
      shown.plane = std::make_shared<const NetworkPlane>(std::move(*plane));
    } else {
      shown.trouble = std::get<std::string>(made);
    }
    if (!shown.plane) return put(), seconds();
  }
  std::vector<double> memory = shown.memory;
  const nn::SinglePrecision objective(*shown.setup->parts.training);
  evaluate_plane(objective, shown.plane->plane, {.memory = memory},
                 {.window = shown.window, .columns = nodes, .rows = nodes, .threads = threads}, stop,
                 {.share = [&](double share) { hole.share = share; },
                  .pass =
                      [&](const Grid& grid, int stride) {
                        shown.grid = thinned(grid, stride);
                        put();
                      }});
  return seconds();
}

// Where the racers are on it
// -------------------------------------------------------------------------------------------------------------------

void NetworkLandscape::follow_paths(const NetworkSnapshot& snapshot) {
  const bool same_plane = projected_on_ == shown_.number;
  if (same_plane && seen_ == snapshot.version && paths_complete_) return;
  projected_on_ = shown_.number;
  seen_ = snapshot.version;
  paths_complete_ = true;
  const std::vector<Path> before = std::exchange(paths_, {});
  std::size_t numbers = 0;
  for (const NetworkRacerSnapshot& r : snapshot.racers) {
    if (!nn::same_layout(shown_.setup->parts.training->network(), r.objective().network())) continue;
    const Plane& plane = shown_.plane->plane;
    Path path{r.spec.colour, {}, r.step, r.seen.training.loss, project(plane, r.theta)};
    const auto old = std::ranges::find(before, r.spec.colour, &Path::colour);
    // Both are in the order of steps.
    std::span<const PathPoint> known;
    if (same_plane && old != before.end()) known = old->points;
    for (const auto& record : r.records) {
      while (!known.empty() && known.front().record->seen.step < record->seen.step) known = known.subspan(1);
      if (!known.empty() && known.front().record == record) {
        path.points.push_back(known.front());
      } else if (numbers < most_numbers_a_frame) {
        path.points.push_back({record, project(plane, record->theta)});
        numbers += record->theta.size();
      } else {
        paths_complete_ = false;
      }
    }
    paths_.push_back(std::move(path));
  }
  if (!paths_complete_) notify_();
}

void NetworkLandscape::ask_slice(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer) {
  if (slice_.running() || (told_of_ == snapshot.version && told_on_ == shown_.number)) return;
  const auto path = std::ranges::find(paths_, racer.spec.colour, &Path::colour);
  if (path == paths_.end()) return told_.reset();
  const auto now = Clock::now();
  if (is_busy(snapshot) && now < told_at_ + between_slices) return;
  told_of_ = snapshot.version;
  told_on_ = shown_.number;
  told_at_ = now;
  slice_.start(
      [plane = shown_.plane, setup = shown_.setup, memory = shown_.memory, loss = path->loss,
       at = path->here](const std::stop_token&) mutable {
        Eigen::VectorXd theta(plane->plane.origin.size());
        point_on(plane->plane, at.u, at.v, theta);
        const ConstVector numbers(theta.data(), static_cast<std::size_t>(theta.size()));
        return Told{loss, setup->parts.training->value(numbers, {.memory = memory}), at.distance};
      },
      notify_);
}

}  // namespace fallline
