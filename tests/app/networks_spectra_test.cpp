// The Hessian of a network in training: what is read of it, when, and what is said of it.
#include <gtest/gtest.h>

#include <cmath>

#include "app/networks/critical_near.h"
#include "app/networks/escape.h"
#include "app/networks/parameter_names.h"
#include "app/networks/spectra.h"
#include "app/networks/spectrum_bins.h"
#include "app/networks/training_status.h"
#include "data/data_sets.h"
#include "session/network_session.h"

namespace fallline {
namespace {

using training::NetworkExperiment;
using namespace std::chrono_literals;

NetworkExperiment experiment(std::vector<std::size_t> hidden) {
  NetworkExperiment e = training::default_network_experiment();
  e.data.values = initial_values(find_data_set(e.data.set)->parameters);
  e.data.values[0] = 60;
  e.network = nn::network_spec(2, std::move(hidden), 1);
  e.steps = 200;
  return e;
}

std::shared_ptr<const NetworkSnapshot> at(NetworkSession& session, std::int64_t step) {
  session.show(step);
  session.compute();
  return session.snapshot();
}

ViewSpec view_of(const NetworkSnapshot& snapshot) {
  ViewSpec view;
  view.focus = snapshot.racers.front().spec.colour;
  return view;
}

// The reading of the first racer at rest.
void read(Spectra& spectra, const NetworkSnapshot& snapshot) {
  spectra.update(snapshot, view_of(snapshot));
  spectra.wait();
  spectra.update(snapshot, view_of(snapshot));
}

TEST(NetworkSpectra, TheReadingIsThatOfTheDenseHessian) {
  for (const std::vector<std::size_t>& hidden : {std::vector<std::size_t>{5, 4}, std::vector<std::size_t>{20, 20}}) {
    NetworkSession session(experiment(hidden));
    const auto snapshot = at(session, 40);
    const NetworkRacerSnapshot& r = snapshot->racers.front();
    Spectra spectra([] {});
    read(spectra, *snapshot);
    ASSERT_NE(spectra.reading(), nullptr);
    const CurvatureReading& c = *spectra.reading();
    const Eigen::MatrixXd h = r.objective().hessian(r.theta, {});
    const Spectrum all = spectrum_of(h);
    const double scale = all.lambda.cwiseAbs().maxCoeff();
    ASSERT_EQ(c.lambda.size(), all.lambda.size());
    EXPECT_LT((c.lambda - all.lambda).cwiseAbs().maxCoeff(), 1e-10 * scale);
    // Lanczos' method leaves an error of the square of its residual.
    EXPECT_NEAR(c.greatest.lambda, all.lambda[all.lambda.size() - 1], 1e-7 * scale);
    EXPECT_NEAR(c.least.lambda, all.lambda[0], 1e-7 * scale);
    for (const ExtremePair& end : {c.least, c.greatest}) {
      EXPECT_NEAR((h * end.u - end.lambda * end.u).norm(), end.residual, 1e-10 * scale);
      EXPECT_LT(end.residual, 2e-4 * scale);
    }
    ASSERT_TRUE(c.signs);
    EXPECT_EQ(c.minimum_ratio, minimum_ratio(signs_of(all.lambda)));
    EXPECT_EQ(spectra.step(), 40);
    EXPECT_EQ(spectra.greatest().at(40), c.greatest.lambda);
    EXPECT_EQ(spectra.least().at(40), c.least.lambda);
    EXPECT_FALSE(spectra.computing()) << "at rest nothing more is to be read";
  }
}

TEST(NetworkSpectra, AChangeOfThePathForgetsWhatItLeftBehind) {
  NetworkSession session(experiment({4}));
  Spectra spectra([] {});
  for (const std::int64_t step : {10, 20, 30}) read(spectra, *at(session, step));
  EXPECT_EQ(spectra.greatest().last(), 30);
  session.show(20);
  NetworkExperiment e = session.experiment();
  e.racers.front().values[0] *= 2;
  ASSERT_FALSE(session.edit(e));
  read(spectra, *at(session, 20));
  EXPECT_EQ(spectra.greatest().first(), 10);
  EXPECT_EQ(spectra.greatest().last(), 20);
  // Other parameters: nothing is left.
  e.network = nn::network_spec(2, {5}, 1);
  ASSERT_FALSE(session.edit(e));
  const auto snapshot = at(session, 0);
  spectra.update(*snapshot, view_of(*snapshot));
  EXPECT_EQ(spectra.reading(), nullptr);
  spectra.wait();
  spectra.update(*snapshot, view_of(*snapshot));
  ASSERT_NE(spectra.reading(), nullptr);
  EXPECT_EQ(spectra.reading()->parameters, 21);
}

TEST(NetworkSpectra, WhileTrainingAReadingWaitsForItsTurn) {
  NetworkSession session(experiment({4}));
  Spectra spectra([] {});
  const Duty::Clock::time_point start{};
  for (std::int64_t step = 1; step <= 20; ++step) {
    NetworkSnapshot playing = *at(session, step);
    playing.transport.playing = true;
    // As long as no time goes by, none is left for a second one.
    spectra.update(playing, view_of(playing), start);
    spectra.wait();
  }
  EXPECT_EQ(spectra.readings(), 1u);
  NetworkSnapshot playing = *at(session, 21);
  playing.transport.playing = true;
  spectra.update(playing, view_of(playing), start + 1h);
  EXPECT_EQ(spectra.readings(), 2u);
  spectra.wait();
  const auto resting = at(session, 22);
  spectra.update(*resting, view_of(*resting), start + 1h);
  EXPECT_EQ(spectra.readings(), 3u) << "at rest at once";
}

TEST(Duty, HoldsToItsShareHoweverLongEachTakes) {
  for (const double seconds : {0.001, 0.3, 7.0}) {
    Duty duty(0.1);
    const Duty::Clock::time_point start{};
    const std::chrono::duration<double> took(seconds);
    double busy = 0, now = 0;
    while (now < 1000 * seconds) {
      if (duty.due(start + std::chrono::duration_cast<Duty::Clock::duration>(std::chrono::duration<double>(now)))) {
        busy += seconds;
        now += seconds;
        duty.ended(start + std::chrono::duration_cast<Duty::Clock::duration>(std::chrono::duration<double>(now)), took);
      }
      now += 0.01 * seconds;
    }
    EXPECT_LE(busy / now, 0.1 + 0.001);
    EXPECT_GT(busy / now, 0.09);
  }
}

TEST(NetworkSpectra, BinsHoldEveryEigenvalueOnItsSide) {
  NetworkSession session(experiment({5, 4}));
  Spectra spectra([] {});
  read(spectra, *at(session, 30));
  const CurvatureReading& c = *spectra.reading();
  const SpectrumBins bins = spectrum_bins(c, 24);
  double count = 0, negative = 0;
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    count += bins.counts[i];
    if (bins.side(i) < 0) negative += bins.counts[i];
    EXPECT_EQ(bins.side(i) == 0, bins.low(i) < 0 && bins.high(i) > 0);
  }
  EXPECT_EQ(count, static_cast<double>(c.parameters));
  EXPECT_EQ(negative, static_cast<double>((c.lambda.array() < -0.5 * bins.width).count()));
  EXPECT_LE(bins.low(0), c.least.lambda);
  EXPECT_GE(bins.high(bins.counts.size() - 1), c.greatest.lambda);
}

TEST(NetworkSpectra, OfManyParametersTheDensityStandsForTheEigenvalues) {
  const NetworkExperiment e = experiment({46, 42});
  NetworkSession session(e);
  const auto snapshot = at(session, 0);
  const NetworkRacerSnapshot& r = snapshot->racers.front();
  ASSERT_GT(r.theta.size(), most_dense);
  const CurvatureReading c = read_curvature(r.objective(), r.theta, r.memory, false);
  ASSERT_TRUE(c.there());
  EXPECT_EQ(c.lambda.size(), 0);
  EXPECT_FALSE(c.signs);
  const SpectrumBins bins = spectrum_bins(c, 60);
  double count = 0;
  for (const double n : bins.counts) count += n;
  EXPECT_NEAR(count, static_cast<double>(c.parameters), 0.02 * static_cast<double>(c.parameters));
  EXPECT_GE(c.density.lambda[c.density.lambda.size() - 1], 0.9 * c.greatest.lambda);
}

TEST(TrainingStatus, IsTheFirstThatHolds) {
  const TrainingFacts::Curvature saddle{-0.5, 2, 0.3}, minimum{-0.001, 2, 0.3}, flat{-0.5, 2, 1e-4};
  const struct {
    TrainingFacts facts;
    Standing expected;
  } table[] = {
      {{true, 1, 1, saddle, 1.0}, Standing::diverged},
      {{false, 1, 1, saddle, 2.1}, Standing::at_the_edge},
      {{false, 1, 1, saddle, 10.0}, Standing::descending},
      {{false, 1, 1, saddle, {}}, Standing::descending},
      {{false, 1, 1, {}, {}}, Standing::descending},
      {{false, 0.051, 1, minimum, {}}, Standing::descending},
      {{false, 0.049, 1, minimum, {}}, Standing::near_minimum},
      {{false, 0.049, 1, minimum, 2.3}, Standing::near_minimum},
      {{false, 0.049, 1, minimum, 2.2}, Standing::at_the_edge},
      {{false, 0.049, 1, saddle, {}}, Standing::near_saddle},
      {{false, 0.049, 1, TrainingFacts::Curvature{-2, -1, 0.3}, {}}, Standing::near_saddle},
      {{false, 0.049, 1, TrainingFacts::Curvature{-0.0201, 2, 0.3}, {}}, Standing::near_saddle},
      {{false, 0.049, 1, TrainingFacts::Curvature{-0.0199, 2, 0.3}, {}}, Standing::near_minimum},
      {{false, 0.049, 1, flat, {}}, Standing::gradient_flat},
      {{false, 0.049, 1, {}, {}}, Standing::small_gradient},
      {{false, 0, 0, minimum, {}}, Standing::near_minimum},
  };
  for (const auto& row : table) {
    const TrainingStatus status = training_status(row.facts);
    EXPECT_EQ(words(status.standing), words(row.expected)) << status.why;
    EXPECT_TRUE(status.why.ends_with(".")) << status.why;
  }
}

TEST(NetworkEscape, LeadsDownFromASaddle) {
  NetworkExperiment e = experiment({3});
  e.parameters.assign(nn::parameter_count(e.network), 0.0);
  NetworkSession session(e);
  auto snapshot = at(session, 0);
  const int colour = snapshot->racers.front().spec.colour;
  const CurvatureReading c = read_curvature(snapshot->racers.front().objective(), e.parameters, {}, true);
  ASSERT_LT(c.least.lambda, 0);
  escape_along(session, colour, c.least.u);
  snapshot = at(session, 0);
  const NetworkRacerSnapshot& moved = snapshot->racers.front();
  const Escape best = find_escape(moved.objective(), e.parameters, {}, c.least.u, 1e-6);
  EXPECT_LT(moved.seen.training.loss, moved.objective().value(e.parameters, {}));
  EXPECT_LT(best.loss, moved.objective().value(e.parameters, {}));
  const Eigen::Map<const Eigen::VectorXd> theta(moved.theta.data(), c.least.u.size());
  EXPECT_NEAR(std::abs(theta.dot(c.least.u)), theta.norm(), 1e-12 * theta.norm()) << "along u and nowhere else";
  const std::vector<double> before = moved.theta;
  escape_along(session, colour, Eigen::VectorXd::Ones(2));
  EXPECT_EQ(at(session, 0)->racers.front().theta, before);
}

TEST(NetworkEscape, AtTheBottomThereIsNone) {
  struct Bowl final : Objective {
    std::size_t dimension() const override { return 2; }
    double value(ConstVector t, const Batch&) const override { return t[0] * t[0] + 3 * t[1] * t[1]; }
    double value_and_gradient(ConstVector t, Vector g, const Batch& b) const override {
      g[0] = 2 * t[0];
      g[1] = 6 * t[1];
      return value(t, b);
    }
    void hessian_vector(ConstVector, ConstVector v, Vector p, const Batch&) const override {
      p[0] = 2 * v[0];
      p[1] = 6 * v[1];
    }
  } bowl;
  const Eigen::Vector2d u(1, 0);
  EXPECT_EQ(find_escape(bowl, std::vector<double>{0, 0}, {}, u, 0.01).length, 0);
  EXPECT_LT(find_escape(bowl, std::vector<double>{1, 0}, {}, u, 0.01).length, 0);
}

TEST(CriticalNearARacer, IsFoundOnRequestAndToldByItsSigns) {
  NetworkExperiment e = experiment({2});
  NetworkSession session(e);
  const auto snapshot = at(session, 100);
  const NetworkRacerSnapshot& r = snapshot->racers.front();
  CriticalNear near([] {});
  near.update(*snapshot, {r.spec.colour, 0});
  EXPECT_FALSE(near.computing()) << "nobody has asked";
  near.update(*snapshot, {r.spec.colour, 1});
  EXPECT_TRUE(near.computing());
  near.wait();
  near.update(*snapshot, {r.spec.colour, 1});
  ASSERT_NE(near.found(), nullptr);
  EXPECT_FALSE(near.computing()) << "once a request";
  const CriticalSearch& s = near.found()->search;
  std::vector<double> gradient(s.theta.size());
  r.objective().value_and_gradient(s.theta, gradient, {});
  const double norm = Eigen::Map<const Eigen::VectorXd>(gradient.data(), std::ssize(gradient)).norm();
  EXPECT_NEAR(norm, s.gradient_norm, 1e-12 + 1e-6 * norm);
  EXPECT_EQ(near.found()->signs.has_value(), s.status == CriticalSearchStatus::critical);
  if (near.found()->signs) {
    const Signs expected = signs_of(spectrum_of(r.objective().hessian(s.theta, {})).lambda);
    EXPECT_EQ(near.found()->signs->negative, expected.negative);
  }
  e.network = nn::network_spec(2, {3}, 1);
  ASSERT_FALSE(session.edit(e));
  near.update(*at(session, 0), {r.spec.colour, 1});
  EXPECT_EQ(near.found(), nullptr) << "of other parameters";
}

TEST(ParameterNames, SayLayerUnitAndInput) {
  const nn::NetworkSpec network = nn::network_spec(2, {3}, 1);
  EXPECT_EQ(parameter_name(network, 0), "W1[1,1]");
  EXPECT_EQ(parameter_name(network, 3), "W1[2,2]");
  EXPECT_EQ(parameter_name(network, 8), "b1[3]");
  EXPECT_EQ(parameter_name(network, 11), "W2[1,3]");
  EXPECT_EQ(parameter_name(network, 12), "b2[1]");
}

}  // namespace
}  // namespace fallline
