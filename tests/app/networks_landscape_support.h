// A session of networks and its loss surface, for the tests of the landscape.
#pragma once

#include <gtest/gtest.h>

#include "app/networks/landscape.h"
#include "data/data_sets.h"
#include "landscape/plane_grid.h"
#include "session/network_session.h"

namespace fallline::test {

// Small enough, with few samples, that all surfaces of these tests take a moment.
inline training::NetworkExperiment small_experiment(double samples = 40) {
  training::NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, {4}, 1);
  e.data = {.set = "moons"};
  for (const Parameter& p : find_data_set("moons")->parameters) e.data.values.push_back(p.initial);
  e.data.values[0] = samples;
  e.batch_size = 10;
  e.steps = 400;
  return e;
}

// A session and its surface, as the lab has them.
struct Looked {
  explicit Looked(training::NetworkExperiment e = small_experiment()) : session(std::move(e)) { view.focus = 0; }

  void train(std::int64_t step) {
    session.show(step);
    session.compute();
    snapshot = session.snapshot(transport);
  }
  void update() { landscape.update(*snapshot, view, wish); }
  // Until all is there; how many updates that took.
  int settle() {
    for (int i = 1; i < 1000; ++i) {
      update();
      if (!landscape.computing()) return i;
      landscape.wait();
    }
    ADD_FAILURE() << "it is never done";
    return 0;
  }
  void look(std::int64_t step) {
    train(step);
    settle();
  }
  const NetworkRacerSnapshot& racer(std::size_t i = 0) const { return snapshot->racers[i]; }
  double loss_at(double u, double v) const {
    Eigen::VectorXd theta(landscape.plane()->plane.origin.size());
    point_on(landscape.plane()->plane, u, v, theta);
    return racer().objective().value({theta.data(), static_cast<std::size_t>(theta.size())}, {});
  }

  NetworkSession session;
  NetworkLandscape landscape{[] {}};
  ViewSpec view;
  LandscapeState wish;
  Transport transport;
  std::shared_ptr<const NetworkSnapshot> snapshot;
};

}  // namespace fallline::test
