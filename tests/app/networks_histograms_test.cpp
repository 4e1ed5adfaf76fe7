// Histograms of layers along the records of a racer.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/networks/histogram_strips.h"
#include "data/data_sets.h"
#include "session/network_session.h"

namespace fallline {
namespace {

class Strips : public testing::Test {
 protected:
  Strips() : session(experiment()), strips([] {}) {
    slots[0].kind = CurveKind::weight_histogram;
    slots[1].kind = CurveKind::activation_histogram;
    slots[2].kind = CurveKind::gradient_histogram;
    slots[3].kind = CurveKind::loss;
    for (CurvesState::Slot& slot : slots) slot.layer = 1;
  }
  static training::NetworkExperiment experiment() {
    training::NetworkExperiment e = training::default_network_experiment();
    e.data.values = initial_values(find_data_set(e.data.set)->parameters);
    e.data.values[0] = 60;
    e.network = nn::network_spec(2, {5, 4}, 1);
    e.steps = 60;
    return e;
  }
  std::shared_ptr<const NetworkSnapshot> at(std::int64_t step) {
    session.show(step);
    session.compute();
    return session.snapshot();
  }
  void update(const NetworkSnapshot& snapshot) {
    ViewSpec view;
    view.focus = snapshot.racers.front().spec.colour;
    strips.update(snapshot, view, slots);
  }
  void finish(const NetworkSnapshot& snapshot) {
    do {
      update(snapshot);
      strips.wait();
    } while (strips.computing());
  }
  const HistogramStrips::Strip& of(const NetworkRacerSnapshot& racer, std::size_t slot) {
    const HistogramStrips::Strip* strip = strips.strip(histogram_key(racer, *slots[slot].kind, slots[slot].layer));
    EXPECT_NE(strip, nullptr);
    return *strip;
  }

  NetworkSession session;
  HistogramStrips strips;
  std::array<CurvesState::Slot, 4> slots;
};

bool same(const training::Histogram& a, const training::Histogram& b) {
  return a.low == b.low && a.high == b.high && a.counts == b.counts;
}

TEST_F(Strips, HoldAColumnForEachRecord) {
  const auto snapshot = at(60);
  finish(*snapshot);
  const NetworkRacerSnapshot& r = snapshot->racers.front();
  ASSERT_EQ(r.records.size(), 61u);
  for (const std::size_t slot : {0u, 1u, 2u}) ASSERT_EQ(of(r, slot).columns.size(), r.records.size());
  for (std::size_t i = 0; i < r.records.size(); ++i) {
    const auto layer = training::layer_histograms(r.objective(), r.records[i]->theta, {})[1];
    EXPECT_EQ(of(r, 0).columns[i].record, r.records[i]);
    EXPECT_TRUE(same(of(r, 0).columns[i].histogram, layer.weights));
    EXPECT_TRUE(same(of(r, 1).columns[i].histogram, layer.activations));
    EXPECT_TRUE(same(of(r, 2).columns[i].histogram, layer.gradients));
  }
}

TEST_F(Strips, TheMedianIsThatOfTheNumbersToABinsWidth) {
  const auto snapshot = at(10);
  finish(*snapshot);
  const NetworkRacerSnapshot& r = snapshot->racers.front();
  const HistogramStrips::Strip& strip = of(r, 0);
  const nn::ParameterBlock block = nn::layout(r.objective().network())[2];
  ASSERT_EQ(block.name, "W2");
  for (const auto& record : r.records) {
    std::vector<double> w(record->theta.begin() + static_cast<std::ptrdiff_t>(block.offset),
                          record->theta.begin() + static_cast<std::ptrdiff_t>(block.offset + block.size()));
    std::ranges::sort(w);
    const auto step = static_cast<double>(record->seen.step);
    const double width = (w.back() - w.front()) / static_cast<double>(training::usual_bins);
    EXPECT_EQ(strip.least.at(step), w.front());
    EXPECT_EQ(strip.greatest.at(step), w.back());
    EXPECT_GE(strip.median.at(step), w[w.size() / 2 - 1] - width);
    EXPECT_LE(strip.median.at(step), w[w.size() / 2] + width);
  }
}

TEST_F(Strips, AChangeOfThePathForgetsWhatItLeftBehind) {
  finish(*at(60));
  session.show(20);
  training::NetworkExperiment e = session.experiment();
  e.racers.front().values[0] *= 2;
  ASSERT_FALSE(session.edit(e));
  const auto snapshot = at(20);
  const NetworkRacerSnapshot& r = snapshot->racers.front();
  const int version = of(r, 0).version;
  update(*snapshot);
  EXPECT_EQ(of(r, 0).columns.back().step(), 19);
  EXPECT_NE(of(r, 0).version, version);
  strips.wait();
  finish(*snapshot);
  EXPECT_EQ(of(r, 0).columns.size(), r.records.size());
  // What no slot shows is not kept.
  slots[0].kind = CurveKind::loss;
  update(*snapshot);
  EXPECT_EQ(strips.strip(histogram_key(r, CurveKind::weight_histogram, 1)), nullptr);
}

}  // namespace
}  // namespace fallline
