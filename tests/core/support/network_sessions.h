// Network sessions for the tests: a small experiment in which everything is drawn and remembered, and comparisons bit
// for bit.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "session/network_session.h"
#include "support/networks.h"

namespace fallline::test {

// 40 samples to train on in batches of 7, 10 each to validate and to test.
inline training::NetworkExperiment eventful_networks() {
  training::NetworkExperiment e;
  e.data.samples = random_classes(60, 2, 2);
  e.data.split = {.validation = 1.0 / 6, .test = 1.0 / 6};
  e.network = nn::network_spec(2, {6, 5}, 0);
  e.network.layers[0].normalization = nn::Normalization::batch;
  e.network.layers[0].dropout = 0.2;
  e.network.layers[1].activation = "relu";
  e.noise = {.input_noise = 0.1, .mixup = 0.4};
  e.gradient_noise = 1e-3;
  e.batch_size = 7;
  e.steps = 400;
  e.racers = {racer_spec(*find_optimizer("adam"), 0), racer_spec(*find_optimizer("momentum"), 1)};
  return e;
}

// All numbers in order.
inline std::vector<double> numbers_of(const training::Watched& w) {
  std::vector<double> all{static_cast<double>(w.step),
                          w.epoch,
                          w.training.loss,
                          w.training.accuracy,
                          w.penalty,
                          w.validation.loss,
                          w.validation.accuracy,
                          w.test.loss,
                          w.test.accuracy,
                          w.gradient_norm,
                          w.learning_rate,
                          w.least_rate,
                          w.median_rate,
                          w.greatest_rate};
  for (const training::LayerWatch& layer : w.layers)
    all.insert(all.end(), {layer.mean_gradient, layer.update_ratio, layer.dead});
  return all;
}

// Bit for bit, NaN to NaN included.
inline bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}
inline bool same(const training::Watched& a, const training::Watched& b) { return same(numbers_of(a), numbers_of(b)); }

// What is shown, and what was recorded, but for the speed.
inline void expect_same_racer(const NetworkRacerSnapshot& a, const NetworkRacerSnapshot& b) {
  EXPECT_EQ(a.spec, b.spec);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.reached, b.reached);
  EXPECT_TRUE(same(a.theta, b.theta));
  EXPECT_TRUE(same(a.memory, b.memory));
  EXPECT_TRUE(same(a.seen, b.seen));
  ASSERT_EQ(a.records.size(), b.records.size());
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    EXPECT_TRUE(same(a.records[i]->seen, b.records[i]->seen)) << "record " << i;
    EXPECT_TRUE(same(a.records[i]->theta, b.records[i]->theta)) << "record " << i;
  }
  EXPECT_EQ(a.standstill ? a.standstill->why : "", b.standstill ? b.standstill->why : "");
  EXPECT_EQ(a.standstill ? a.standstill->step : 0, b.standstill ? b.standstill->step : 0);
}

inline void expect_same_snapshot(const NetworkSnapshot& a, const NetworkSnapshot& b) {
  EXPECT_EQ(a.experiment, b.experiment);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.recorded, b.recorded);
  EXPECT_EQ(a.steps, b.steps);
  EXPECT_EQ(a.record_spacing, b.record_spacing);
  EXPECT_EQ(a.complete, b.complete);
  ASSERT_EQ(a.racers.size(), b.racers.size());
  for (std::size_t i = 0; i < a.racers.size(); ++i) {
    SCOPED_TRACE(testing::Message() << "racer " << i << ", " << a.racers[i].spec.optimizer);
    expect_same_racer(a.racers[i], b.racers[i]);
  }
}

// Shows the step, with all that is to be computed.
inline std::shared_ptr<const NetworkSnapshot> shown(NetworkSession& session, std::int64_t step) {
  session.show(step);
  EXPECT_TRUE(session.compute());
  return session.snapshot();
}

}  // namespace fallline::test
