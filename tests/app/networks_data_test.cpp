// The data of networks: chosen, divided and changed by a hand.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "app/networks/boundary_edit.h"
#include "app/networks/plotted_data.h"
#include "data/data_sets.h"
#include "lab_fixture.h"
#include "own_folder.h"

namespace fallline {
namespace {

class NetworksData : public test::LabFixture {
 protected:
  NetworksData() : LabFixture("", default_network_document()) {}
  void click(const std::string& place, float across = 0.5f) {
    loop.click(middle(place, across));
    settle();
  }
  void unfold() {
    if (!lab.places().contains("data.data_seed")) click("data.more");
  }
  void open(const training::NetworkExperiment& e) {
    lab.open({e, default_network_document().view});
    settle();
  }
  const training::NetworkExperiment& experiment() { return (kept = training())->experiment; }

  // Where the boundary view shows a point, by what it is declared to show at first: all samples, on equal scales.
  ImVec2 on_screen(Point p) {
    PlottedData data;
    data.update(*training());
    const ImVec4 box = lab.places().find("boundary")->second;
    const Domain w = with_equal_scales(data.bounds(), box.z, box.w);
    return {static_cast<float>(box.x + box.z * (p.x - w.x_min) / w.width()),
            static_cast<float>(box.y + box.w * (w.y_max - p.y) / w.height())};
  }
  double units_a_pixel() {
    PlottedData data;
    data.update(*training());
    const ImVec4 box = lab.places().find("boundary")->second;
    return with_equal_scales(data.bounds(), box.z, box.w).width() / box.z;
  }
  Point sample(std::size_t i) {
    const auto now = training();
    return {now->data->x(static_cast<Eigen::Index>(i), 0), now->data->x(static_cast<Eigen::Index>(i), 1)};
  }

  std::shared_ptr<const NetworkSnapshot> kept;
};

TEST_F(NetworksData, EverySetCanBeChosenAndUndone) {
  const training::NetworkExperiment before = experiment();
  for (const DataSetInfo& info : data_sets()) {
    click("data.set." + std::string(info.key));
    EXPECT_EQ(experiment().data.set, info.key) << lab.state().message;
    EXPECT_EQ(training()->data->features(), info.features);
    const nn::LossInfo* loss = nn::find_loss(experiment().loss.key);
    EXPECT_EQ(loss->target == nn::Target::real, info.regression()) << info.key;
    loop.click(middle("transport.step_forward"));
    settle();
    EXPECT_GT(training()->step, 0) << info.key;
    ASSERT_TRUE(lab.places().contains("boundary"));
    loop.move(middle("boundary"));
    loop.frames(3);
  }
  for (std::size_t i = 0; i < data_sets().size(); ++i) lab.act(Action::undo);
  settle();
  EXPECT_EQ(experiment(), before);
}

TEST_F(NetworksData, ItsParametersAreThoseOfItsTable) {
  unfold();
  for (const DataSetInfo& info : data_sets()) {
    click("data.set." + std::string(info.key));
    for (const Parameter& p : info.parameters) EXPECT_TRUE(lab.places().contains("data." + std::string(p.key)));
    for (const Parameter& p : split_parameters()) EXPECT_TRUE(lab.places().contains("data." + std::string(p.key)));
  }
  click("data.set.spiral");
  const Dataset before = *training()->data;
  click("data.noise", 0.8f);
  EXPECT_GT(experiment().data.values[1], initial_values(find_data_set("spiral")->parameters)[1]);
  EXPECT_FALSE(*training()->data == before);
  click("data.test", 0.8f);
  EXPECT_GT(experiment().data.split.test, 0.1);
  ASSERT_TRUE(training()->racers[0].setup->parts.test);
  click("data.standardize", 0.05f);
  EXPECT_TRUE(experiment().data.standardize);
  click("data.input_noise", 0.8f);
  EXPECT_GT(experiment().noise.input_noise, 0);
  click("data.mixup", 0.8f);
  EXPECT_GT(experiment().noise.mixup, 0);
}

TEST_F(NetworksData, TheBatchIsNeverLargerThanWhatIsThere) {
  click("data.batch_size", 0.99f);
  EXPECT_EQ(experiment().batch_size, 0u) << "all samples";
  click("data.batch_size", 0.7f);
  EXPECT_GT(experiment().batch_size, 10u);
  click("data.samples", 0.15f);
  EXPECT_LT(training()->data->size(), 60u);
  EXPECT_TRUE(lab.state().message.empty()) << lab.state().message;
  EXPECT_EQ(experiment().batch_size, 0u);
}

TEST_F(NetworksData, MoreClassesGetALossForThem) {
  click("data.set.blobs");
  EXPECT_EQ(experiment().loss.key, "softmax_ce");
  const auto classes = static_cast<std::size_t>(training()->data->classes);
  EXPECT_EQ(training()->racers[0].objective().network().outputs(), classes);
}

TEST_F(NetworksData, AClickAddsASampleOfTheChosenClass) {
  const std::size_t before = training()->data->size();
  for (const int label : {1, 0}) {
    const Point at{0.31, -0.42};
    click("boundary.add." + std::to_string(label));
    const double pixel = units_a_pixel();
    loop.click(on_screen(at));
    settle();
    const Dataset& data = *training()->data;
    ASSERT_TRUE(experiment().data.samples);
    EXPECT_EQ(data.label.back(), label);
    EXPECT_NEAR(data.x(data.x.rows() - 1, 0), at.x, 1.01 * pixel);
    EXPECT_NEAR(data.x(data.x.rows() - 1, 1), at.y, 1.01 * pixel);
  }
  EXPECT_EQ(training()->data->size(), before + 2);
  EXPECT_TRUE(lab.places().contains("data.own"));
  click("data.back");
  EXPECT_FALSE(experiment().data.samples);
  EXPECT_EQ(training()->data->size(), before);
}

TEST_F(NetworksData, ADragAddsAsOneChange) {
  const std::size_t before = training()->data->size();
  click("boundary.add.1");
  const ImVec2 from = middle("boundary", 0.3f, 0.6f);
  loop.drag(from, {from.x + 60, from.y});
  settle();
  EXPECT_GE(training()->data->size(), before + 2);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(training()->data->size(), before);
  EXPECT_FALSE(experiment().data.samples);
}

TEST_F(NetworksData, ASampleIsMovedWhileTrainingGoesOn) {
  lab.send(command::Show{20});
  settle();
  click("boundary.move");
  const Point was = sample(7);
  const double pixel = units_a_pixel();
  const ImVec2 from = on_screen(was);
  loop.drag(from, {from.x + 12, from.y - 17});
  settle();
  // One of those that lie there was taken, and no other.
  std::vector<std::size_t> moved;
  const Dataset& data = *training()->data;
  const Dataset before = std::get<Dataset>(training::load(training::default_network_experiment().data));
  for (std::size_t i = 0; i < data.size(); ++i)
    if (data.x.row(static_cast<Eigen::Index>(i)) != before.x.row(static_cast<Eigen::Index>(i))) moved.push_back(i);
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_NEAR(sample(moved[0]).x, was.x + 12 * pixel, 2 * pixel);
  EXPECT_NEAR(sample(moved[0]).y, was.y + 17 * pixel, 2 * pixel);
  EXPECT_EQ(training()->step, 20);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(sample(moved[0]), (Point{before.x(static_cast<Eigen::Index>(moved[0]), 0),
                                     before.x(static_cast<Eigen::Index>(moved[0]), 1)}));
}

TEST_F(NetworksData, WhatIsUnderTheBrushIsErased) {
  const Dataset before = *training()->data;
  const Point at = sample(3);
  const double radius = 12 * units_a_pixel();
  std::size_t near = 0;
  for (std::size_t i = 0; i < before.size(); ++i) near += std::hypot(sample(i).x - at.x, sample(i).y - at.y) < radius;
  click("boundary.erase");
  loop.click(on_screen(at));
  settle();
  const std::size_t gone = before.size() - training()->data->size();
  EXPECT_GE(gone, 1u);
  EXPECT_NEAR(static_cast<double>(gone), static_cast<double>(near), 2);
  for (std::size_t i = 0; i < training()->data->size(); ++i)
    EXPECT_GT(std::hypot(sample(i).x - at.x, sample(i).y - at.y), 0.8 * radius);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(*training()->data, before);
}

TEST_F(NetworksData, PansZoomsAndShowsAllAgain) {
  const ImVec2 centre = middle("boundary");
  click("boundary.add.0");
  click("boundary.pan");
  loop.drag(centre, {centre.x + 80, centre.y});
  loop.wheel(3);
  loop.frames(40);
  EXPECT_FALSE(experiment().data.samples) << "panning changes no sample";
  loop.double_click(centre);
  settle();
  // Fitted again: a sample lies where the declared window has it.
  click("boundary.erase");
  const Point at = sample(3);
  loop.click(on_screen(at));
  settle();
  ASSERT_TRUE(experiment().data.samples);
  const double radius = 10 * units_a_pixel();
  for (std::size_t i = 0; i < training()->data->size(); ++i)
    EXPECT_GT(std::hypot(sample(i).x - at.x, sample(i).y - at.y), radius);
}

TEST_F(NetworksData, TooManySamplesStayInTheirSet) {
  training::NetworkExperiment e = training::default_network_experiment();
  e.data.values = initial_values(find_data_set("spiral")->parameters);
  e.data.values[0] = static_cast<double>(most_own_samples + 1);
  open(e);
  click("boundary.add.1");
  loop.click(middle("boundary", 0.5f, 0.6f));
  settle();
  EXPECT_FALSE(experiment().data.samples);
  EXPECT_NE(lab.state().notice.text.find("20000"), std::string::npos) << lab.state().notice.text;
}

TEST_F(NetworksData, AFileIsShownWithItsColumns) {
  const std::string path = test::own_folder("networks-data") + "/plants.csv";
  {
    std::ofstream file(path);
    file << "height,width,weight,kind\n";
    for (int i = 0; i < 60; ++i)
      file << 0.5 * i << ',' << 0.25 + (i * i) % 17 << ',' << 3 + i % 5 << ',' << i % 2 << '\n';
  }
  lab.open_file(path);
  settle();
  ASSERT_EQ(experiment().data.csv, path) << lab.state().notice.text;
  EXPECT_TRUE(lab.places().contains("data.own"));
  EXPECT_TRUE(lab.places().contains("boundary"));
  loop.move(middle("boundary"));
  loop.frames(2);
  EXPECT_EQ(training()->data->classes, 2);
  // From the last column up to the second.
  click("data.target", 0.7f);
  loop.key(compat::Key::up);
  loop.key(compat::Key::up);
  loop.key(compat::Key::enter);
  settle();
  EXPECT_EQ(experiment().data.target, "width");
  EXPECT_TRUE(training()->data->regression());
  EXPECT_EQ(experiment().loss.key, "mse");
  click("data.back");
  EXPECT_TRUE(experiment().data.csv.empty());
  EXPECT_EQ(experiment().loss.key, "bce");
}

TEST_F(NetworksData, TestSamplesStandWhereTheyAreShifted) {
  training::NetworkExperiment e = training::default_network_experiment();
  e.data.split = {.validation = 0.1, .test = 0.3, .rotation = 30, .offset = 0.2};
  open(e);
  PlottedData plotted;
  EXPECT_TRUE(plotted.update(*training()));
  EXPECT_FALSE(plotted.update(*training()));
  const Dataset& data = *training()->data;
  std::size_t test = 0;
  for (const PlottedData::Sample& s : plotted.samples()) {
    const Point back = plotted.in_data(s.part, s.at);
    EXPECT_NEAR(back.x, data.x(static_cast<Eigen::Index>(s.index), 0), 1e-12);
    EXPECT_NEAR(back.y, data.x(static_cast<Eigen::Index>(s.index), 1), 1e-12);
    test += s.part == Part::test;
  }
  EXPECT_EQ(test, plotted.count(Part::test));
  EXPECT_NEAR(static_cast<double>(test), 120, 3);
}

}  // namespace
}  // namespace fallline
