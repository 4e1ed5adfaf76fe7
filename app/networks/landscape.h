// NetworkLandscape: the loss on a plane through θ-space and the racers' paths on it, computed coarse to fine in the
// background.
//
// The plane is that of the racer in focus when it was made, and stays while training goes on: a surface that moved with
// each step could not be looked at. It is made anew when something else is chosen or asked for, and, when it is to
// follow, once the racer has left its window or come twice as far.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/networks/duty.h"
#include "app/networks/landscape_state.h"
#include "app/render/field.h"
#include "landscape/height_map.h"
#include "session/network_planes.h"
#include "session/task.h"
#include "session/view_spec.h"

namespace fallline {

class NetworkLandscape {
 public:
  static constexpr int nodes = 129;  // of the grid, each way, once it is complete

  // `notify` is called from another thread when something more can be shown.
  explicit NetworkLandscape(std::function<void()> notify) : notify_(std::move(notify)) {}

  // Once a frame.
  void update(const NetworkSnapshot& snapshot, const ViewSpec& view, const LandscapeState& wish);

  // What is shown; null before the first of it is there.
  const NetworkPlane* plane() const { return shown_.plane.get(); }
  int plane_number() const { return shown_.number; }
  const std::string& trouble() const { return shown_.trouble; }  // why there is no plane; empty: there is, or will be
  const Grid& grid() const { return shown_.grid; }               // as fine as it is yet
  bool complete() const { return shown_.grid.columns == nodes; }
  const HeightMap& heights() const { return heights_; }
  const render::Field& field() const { return field_; }
  int version() const { return version_; }  // changes when the grid or its heights do
  // The height of the surface there, NaN in holes and outside.
  double height_at(Point p) const;
  const Domain& whole_window() const { return shown_.whole; }  // without a hand

  // A racer's way as it falls on the plane.
  struct PathPoint {
    std::shared_ptr<const NetworkRecord> record;
    Projection at;
  };
  struct Path {
    int colour;
    std::vector<PathPoint> points;  // the records that are projected yet
    std::int64_t step;              // shown
    double loss;                    // there
    Projection here;                // there
  };
  // Of racers whose parameters are those of the one in focus.
  const std::vector<Path>& paths() const { return paths_; }

  // L of the racer in focus, and on the plane at the point nearest to it, which is so far away.
  struct Told {
    double loss, on_plane, distance;
  };
  const std::optional<Told>& told() const { return told_; }

  bool computing() const { return task_.running() || waiting_ || slice_.running() || !paths_complete_; }
  // The surface itself, and how much of it is there, from 0 to 1.
  std::optional<double> progress() const;
  // Until what is being computed can be taken by the next update().
  void wait();

 private:
  using Clock = std::chrono::steady_clock;
  // What the plane depends on, but for where the racer stands.
  struct Terms {
    std::shared_ptr<const nn::NetworkObjective> objective;
    int colour;
    PlaneChoice choice;
    int asked;
    friend bool operator==(const Terms&, const Terms&) = default;
  };
  struct Order {
    PlaneSubject subject;
    PlaneChoice choice;
    std::shared_ptr<const NetworkPlane> plane;  // null: to be made
    Domain whole, window;                       // of that plane
    int number, serial;                         // of the plane, and of the order
  };
  struct Shown {
    std::shared_ptr<const NetworkPlane> plane;
    std::shared_ptr<const training::Setup> setup;
    std::vector<double> memory;
    int number = 0, serial = 0;
    Domain whole{}, window{};
    Grid grid;
    std::string trouble;
  };
  struct Pigeonhole {  // between the task and update()
    std::mutex mutex;
    std::optional<Shown> latest;  // guarded by mutex
    std::atomic<double> share = 0;
  };

  static double carry_out(const Order& order, unsigned threads, Pigeonhole& hole, const std::stop_token& stop,
                          const std::function<void()>& notify);
  void take(bool log_height);
  void forget_paths();
  void clear();
  void give_orders(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer, const ViewSpec& view,
                   const LandscapeState& wish);
  bool has_moved_on(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer, bool by_hand);
  bool stands_inside(const NetworkRacerSnapshot& racer) const;
  void order_plane(const NetworkRacerSnapshot& racer, const PlaneChoice& choice);
  void order_window(const Domain& window);
  void start(bool busy);
  void follow_paths(const NetworkSnapshot& snapshot);
  void ask_slice(const NetworkSnapshot& snapshot, const NetworkRacerSnapshot& racer);

  std::function<void()> notify_;
  std::optional<Terms> terms_;
  std::optional<LandscapeState::ByHand> window_;    // the last one that was asked for
  int numbers_ = 0, serials_ = 0;                   // planes and orders so far
  std::shared_ptr<const NetworkRecord> made_with_;  // the last of the path then
  bool inside_ = false;                             // the racer in focus was, when it was looked at last
  Duty duty_{0.1};                                  // of what is made anew by itself while training plays

  Shown shown_;
  std::uint64_t troubled_ = 0;  // the snapshot that there was no plane for
  bool log_height_ = true;
  HeightMap heights_;
  render::Field field_;
  int version_ = 0;

  std::uint64_t seen_ = 0;  // the snapshot that the paths are from
  int projected_on_ = 0;    // the plane
  std::vector<Path> paths_;
  bool paths_complete_ = true;

  std::optional<Told> told_;
  std::uint64_t told_of_ = 0;
  int told_on_ = 0;
  Clock::time_point told_at_;

  Pigeonhole hole_;
  std::optional<Order> waiting_;
  std::stop_source stop_;
  Task<double> task_;  // gives the seconds that it took
  Task<Told> slice_;
};

}  // namespace fallline
