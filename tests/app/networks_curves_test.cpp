// The curves of networks in training, and the panels that show them, without a window.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "app/networks/record_curves.h"
#include "lab_fixture.h"

namespace fallline {
namespace {

TEST(StepCurve, IsStraightBetweenItsNumbers) {
  StepCurve curve;
  EXPECT_TRUE(std::isnan(curve.at(0)));
  EXPECT_TRUE(std::isnan(curve.extent(0, 10).first));
  curve.add(2, 1);
  curve.add(4, std::nan(""));
  curve.add(6, 5);
  curve.add(7, -1);
  EXPECT_EQ(curve.first(), 2);
  EXPECT_EQ(curve.last(), 7);
  EXPECT_TRUE(std::isnan(curve.at(1)));
  EXPECT_EQ(curve.at(2), 1);
  EXPECT_EQ(curve.at(3), 2);
  EXPECT_EQ(curve.at(4), 3) << "what is no number is left out";
  EXPECT_EQ(curve.at(6.5), 2);
  EXPECT_TRUE(std::isnan(curve.at(8)));
}

TEST(StepCurve, ItsExtentIsThatOfEachStep) {
  std::mt19937 draw(3);
  StepCurve curve;
  for (std::int64_t step = 5; step < 400; step += 1 + static_cast<std::int64_t>(draw() % 9))
    curve.add(step, static_cast<double>(draw() % 1000));
  for (int i = 0; i < 300; ++i) {
    const auto first = static_cast<std::int64_t>(draw() % 420), last = first + static_cast<std::int64_t>(draw() % 50);
    double low = INFINITY, high = -INFINITY;
    for (std::int64_t step = first; step <= last; ++step)
      if (const double v = curve.at(static_cast<double>(step)); !std::isnan(v)) {
        low = std::min(low, v);
        high = std::max(high, v);
      }
    const auto [least, greatest] = curve.extent(static_cast<double>(first), static_cast<double>(last));
    if (low > high) {
      EXPECT_TRUE(std::isnan(least) && std::isnan(greatest));
    } else {
      EXPECT_EQ(least, low);
      EXPECT_EQ(greatest, high);
    }
  }
}

std::shared_ptr<const NetworkRecord> record(std::int64_t step, double loss) {
  training::Watched seen{};
  seen.step = step;
  seen.training.loss = loss;
  return std::make_shared<NetworkRecord>(NetworkRecord{seen, {}});
}

TEST(RecordCurves, AreMadeAnewOnlyForOtherRecords) {
  constexpr auto loss = [](const training::Watched& w, std::size_t) { return w.training.loss; };
  NetworkRecords records{record(0, 4), record(8, 2)};
  RecordCurves curves;
  curves.begin_frame(1, false);
  const int version = curves.of(records, nullptr, loss).version;
  EXPECT_EQ(curves.of(records, nullptr, loss).values.at(4), 3);
  curves.begin_frame(2, false);
  EXPECT_EQ(curves.of(records, nullptr, loss).version, version);
  EXPECT_NE(curves.of(records, nullptr, loss, 1).version, version) << "of another layer";
  // What is seen at the step shown goes on where the records end, and is nothing new before.
  training::Watched end = record(10, 7)->seen;
  EXPECT_EQ(curves.of(records, &end, loss).values.at(10), 7);
  end.training.loss = 9;
  EXPECT_EQ(curves.of(records, &end, loss).values.at(10), 9);
  end.step = 4;
  EXPECT_EQ(curves.of(records, &end, loss).version, version);
  records[1] = record(8, 6);
  curves.begin_frame(3, false);
  EXPECT_NE(curves.of(records, nullptr, loss).version, version);
  EXPECT_EQ(curves.of(records, nullptr, loss).values.at(8), 6);
}

TEST(RecordCurves, StayForAWhileWhereARunPlays) {
  constexpr auto loss = [](const training::Watched& w, std::size_t) { return w.training.loss; };
  constexpr auto step = [](const training::Watched& w, std::size_t) { return static_cast<double>(w.step); };
  NetworkRecords records{record(0, 4), record(8, 2)};
  const NetworkRecords others{record(0, 5)}, ghost = records;
  training::Watched end = record(10, 7)->seen;
  RecordCurves curves;
  curves.begin_frame(1, true);
  const int version = curves.of(records, &end, loss).version;
  records.push_back(record(16, 1));
  end.step = 18;
  curves.begin_frame(2, true);
  EXPECT_EQ(curves.of(records, &end, loss).version, version);
  EXPECT_EQ(curves.of(records, &end, step).values.last(), 10) << "ends where the others end";
  EXPECT_EQ(curves.of(others, &end, loss).values.at(0), 5) << "of another run";
  EXPECT_EQ(curves.of(ghost, nullptr, step).values.last(), 8) << "of the same run, but kept";
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  curves.begin_frame(3, true);
  EXPECT_EQ(curves.of(records, &end, loss).values.at(16), 1);
  records.push_back(record(24, 3));
  curves.begin_frame(4, false);
  EXPECT_EQ(curves.of(records, &end, loss).values.at(24), 3) << "what stands still is whole";
}

// A lab that shows networks.
class NetworkCurves : public test::LabFixture {
 protected:
  NetworkCurves() {
    lab.open(default_network_document());
    settle();
  }
  void settle() {
    loop.frames(2);
    lab.settle();
    loop.frames(2);
    lab.wait();
    loop.frames(2);
  }
  NetworkView& view() { return lab.state().view.networks; }
  std::shared_ptr<const NetworkSnapshot> now() { return lab.network_runner().snapshot(); }
};

TEST_F(NetworkCurves, EachKindInEachSlotAtEverySize) {
  lab.send(command::Show{60});
  settle();
  for (const auto& kind : curve_kinds()) {
    view().curves.fill(kind.kind);
    for (const ImVec2 size :
         {ImVec2(1280, 800), ImVec2(1920, 1080), ImVec2(640, 400), ImVec2(300, 200), ImVec2(1, 1)}) {
      loop.resize(size);
      loop.frames(4);
    }
    loop.resize({1280, 800});
    settle();
    for (const char* place : {"curve.0", "curve.1", "curve.2", "curve.3"})
      EXPECT_TRUE(lab.places().contains(place)) << kind.label;
  }
}

TEST_F(NetworkCurves, TheTitleChoosesWhatIsShown) {
  const auto before = view().curves;
  loop.click(middle("curve.2.kind"));
  loop.frames(3);
  loop.key(compat::Key::down);
  loop.key(compat::Key::enter);
  loop.frames(3);
  EXPECT_NE(view().curves[2], before[2]);
  EXPECT_EQ(view().curves[1], before[1]);
  EXPECT_EQ(static_cast<int>(view().curves[2]), static_cast<int>(before[2]) + 1);
}

TEST_F(NetworkCurves, AClickShowsThatStepAndHoveringMarksIt) {
  lab.send(command::Show{400});
  settle();
  loop.move(middle("curve.1", 0.5f, 0.6f));
  loop.frames(2);
  ASSERT_TRUE(lab.state().pointing.step);
  const auto pointed = static_cast<double>(*lab.state().pointing.step);
  EXPECT_GT(pointed, 100);
  EXPECT_LT(pointed, 300);
  loop.click(middle("curve.1", 0.5f, 0.6f));
  settle();
  EXPECT_NEAR(static_cast<double>(now()->step), pointed, 2);
}

TEST_F(NetworkCurves, GhostsKeepTheCurvesAsTheyWere) {
  lab.send(command::Show{40});
  settle();
  lab.act(Action::ghosts);
  settle();
  EXPECT_NE(lab.report().find("\"ghosts\": 2"), std::string::npos);
  lab.act(Action::ghosts);
  settle();
  EXPECT_NE(lab.report().find("\"ghosts\": 0"), std::string::npos);
}

TEST_F(NetworkCurves, TheButtonsDoWhatTheySay) {
  loop.resize({1600, 1000});
  lab.send(command::Show{20});
  settle();
  loop.click(middle("curvature.plane"));
  settle();
  EXPECT_EQ(view().plane, PlaneKind::eigenvectors);
  const std::vector<double> before = now()->racers.front().theta;
  const double loss = now()->racers.front().seen.training.loss;
  lab.state().view.focus = now()->racers.front().spec.colour;
  settle();
  loop.click(middle("curvature.escape"));
  settle();
  EXPECT_NE(now()->racers.front().theta, before);
  EXPECT_LT(now()->racers.front().seen.training.loss, loss);
  loop.click(middle("curvature.search"));
  settle();
}

TEST_F(NetworkCurves, AnythingMayHappenInAnyOrder) {
  std::mt19937 draw(11);
  const auto chance = [&](std::uint32_t n) { return draw() % n; };
  const char* places[] = {"curve.0",          "curve.1",         "curve.2",
                          "curve.3",          "curvature.plane", "curvature.escape",
                          "curvature.search", "curvature.log",   "curvature.spectrum",
                          "curvature.status", "curve.1.kind"};
  for (int i = 0; i < 120; ++i) {
    switch (chance(7)) {
      case 0:
        view().curves[chance(4)] = curve_kinds()[chance(static_cast<std::uint32_t>(curve_kinds().size()))].kind;
        break;
      case 1:
        lab.send(command::Play{chance(2) == 0});
        break;
      case 2:
        lab.send(command::Show{static_cast<std::int64_t>(chance(300))});
        break;
      case 3:
        lab.state().view.focus = static_cast<int>(chance(8));
        break;
      case 4:
        lab.act(chance(2) ? Action::ghosts : Action::new_seed);
        break;
      default:
        if (const char* place = places[chance(std::size(places))]; lab.places().contains(place)) {
          const ImVec2 at = middle(place, 0.1f * static_cast<float>(chance(10)), 0.1f * static_cast<float>(chance(10)));
          if (chance(2))
            loop.click(at);
          else
            loop.drag(at, middle(place), static_cast<int>(chance(2)));
        }
    }
    loop.frames(2);
  }
  lab.send(command::Play{false});
  settle();
  EXPECT_TRUE(now()->complete);
  for (const NetworkRacerSnapshot& r : now()->racers) EXPECT_EQ(r.step, std::min(now()->step, r.reached));
}

}  // namespace
}  // namespace fallline
