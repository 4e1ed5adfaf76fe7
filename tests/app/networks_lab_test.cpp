// The two labs behind one screen: going from one to the other, documents, undo, transport, and bad input.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "lab_fixture.h"
#include "own_folder.h"
#include "random_hand.h"
#include "session/network_file.h"

namespace fallline {
namespace {

class NetworksLab : public test::LabFixture {
 protected:
  NetworksLab() : LabFixture("", default_network_document()) {}
};

class TwoLabs : public test::LabFixture {
 protected:
  void click_lab(bool networks) {
    loop.click(middle("labs", networks ? 0.75f : 0.25f));
    settle();
  }
};

TEST_F(TwoLabs, TheTabsGoFromOneToTheOther) {
  lab.send(command::Show{40});
  settle();
  click_lab(true);
  EXPECT_EQ(lab.shown(), LabKind::networks);
  lab.send(command::Show{25});
  settle();
  EXPECT_EQ(training()->step, 25);
  click_lab(false);
  EXPECT_EQ(lab.shown(), LabKind::surfaces);
  EXPECT_EQ(now()->step, 40) << "what was run is still there";
  click_lab(true);
  EXPECT_EQ(training()->step, 25);
}

TEST_F(TwoLabs, EachExportsTheViewsThatItHas) {
  LabState::ExportForm& form = lab.state().export_form;
  const auto choose_last = [&] {
    lab.act(Action::export_file);
    loop.frames(20);
    loop.click(middle("export.view"));
    loop.frames(20);
    for (std::size_t i = 1; i < exporting::formats()[form.format].views.size(); ++i) loop.key(compat::Key::down);
    loop.key(compat::Key::enter);
    loop.frames(20);
    return render_views()[static_cast<std::size_t>(exporting::formats()[form.format].views[form.view].view)].key;
  };
  click_lab(true);
  EXPECT_EQ(choose_last(), "diagram");
  loop.key(compat::Key::escape);
  loop.frames(20);
  click_lab(false);
  lab.act(Action::export_file);
  loop.frames(20);
  EXPECT_EQ(form.view, 0u) << "this lab has no diagram";
}

TEST_F(TwoLabs, UndoLeadsBackAcrossTheLabs) {
  const AnyExperiment first = lab.document().experiment;
  click_lab(true);
  lab.act(Action::new_seed);
  settle();
  const AnyExperiment last = lab.document().experiment;
  EXPECT_EQ(with_networks(last).seed, training::default_network_experiment().seed + 1);
  lab.act(Action::undo);
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(lab.shown(), LabKind::surfaces);
  EXPECT_TRUE(lab.document().experiment == first);
  lab.act(Action::redo);
  lab.act(Action::redo);
  settle();
  EXPECT_TRUE(lab.document().experiment == last);
  EXPECT_EQ(training()->experiment.seed, with_networks(last).seed);
}

TEST_F(NetworksLab, TheTransportIsTheSame) {
  lab.act(Action::step_forward);
  settle();
  EXPECT_EQ(training()->step, 1);
  lab.act(Action::epoch);
  settle();
  EXPECT_EQ(training()->step, 1 + training()->steps_an_epoch);
  lab.act(Action::step_back);
  settle();
  EXPECT_EQ(training()->step, training()->steps_an_epoch);
  EXPECT_GT(training()->recorded, training()->step);
  lab.act(Action::reset);
  settle();
  EXPECT_EQ(training()->recorded, 0);
  lab.act(Action::play);
  for (int i = 0; i < 2000 && training()->step < 20; ++i) loop.frames(1);
  EXPECT_GE(training()->step, 20);
  lab.act(Action::play);
  settle();
  EXPECT_FALSE(training()->transport.playing);
}

TEST_F(NetworksLab, ResetBeginsAtTheSameWeightsAndANewSeedAtOthers) {
  const std::vector<double> start = training()->racers[0].theta;
  lab.act(Action::epoch);
  lab.act(Action::reset);
  settle();
  EXPECT_EQ(training()->racers[0].theta, start);
  lab.act(Action::new_seed);
  settle();
  EXPECT_NE(training()->racers[0].theta, start);
  EXPECT_EQ(training()->step, 0);
}

TEST_F(NetworksLab, ADocumentComesBackByFileAndByShareLine) {
  const std::string folder = test::own_folder("networks");
  Document document = lab.document();
  with_networks(document.experiment)
      .network.layers.insert(with_networks(document.experiment).network.layers.begin(),
                             {.width = 5, .activation = "relu"});
  document.view.networks.plane = PlaneKind::random;
  document.view.focus = 1;
  const std::string path = folder + "/net.json";
  ASSERT_FALSE(save_document(document, path));
  lab.open_file(path);
  settle();
  EXPECT_EQ(to_json(lab.document()), to_json(document));
  EXPECT_EQ(training()->racers[0].objective().network().layers.size(), 4u);
  const auto shared = document_from_share_line(share_line(document));
  ASSERT_TRUE(std::holds_alternative<Document>(shared)) << std::get<Unreadable>(shared).message;
  EXPECT_EQ(to_json(std::get<Document>(shared)), to_json(document));
}

TEST_F(NetworksLab, TheExamplesOpen) {
  for (const auto& file : std::filesystem::directory_iterator(FALLLINE_EXAMPLES)) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with("network-") || name.find("sweep") != std::string::npos) continue;
    SCOPED_TRACE(name);
    lab.open_file(file.path().string());
    settle();
    EXPECT_EQ(lab.state().notice.error, false) << lab.state().notice.text;
    EXPECT_EQ(lab.shown(), LabKind::networks);
  }
}

TEST_F(TwoLabs, ACsvFileBecomesTheDataOfNetworks) {
  const std::string folder = test::own_folder("networks");
  const std::string path = folder + "/points.csv";
  std::ofstream csv(path);
  csv << "a,b,kind\n";
  for (int i = 0; i < 60; ++i) csv << fmt::format("{},{},{}\n", i % 7, i % 5, i % 3 == 0 ? "yes" : "no");
  csv.close();
  lab.open_file(path);
  settle();
  ASSERT_EQ(lab.shown(), LabKind::networks);
  EXPECT_EQ(training()->data->size(), 60u);
  EXPECT_EQ(training()->data->class_names.size(), 2u);
}

TEST_F(TwoLabs, BadFilesChangeNothingAndSayWhy) {
  const std::string folder = test::own_folder("networks");
  const auto expect_refusal = [&](const std::string& name, const std::string& text, const std::string& part) {
    const std::string path = folder + "/" + name;
    std::ofstream(path) << text;
    const Document before = lab.document();
    lab.open_file(path);
    settle();
    EXPECT_NE(lab.state().notice.text.find(part), std::string::npos) << lab.state().notice.text;
    EXPECT_TRUE(lab.state().notice.error);
    EXPECT_TRUE(lab.document() == before);
  };
  expect_refusal("ragged.csv", "a,b\n1,2\n1,2,3\n", "row");
  expect_refusal("layers.json", R"({"fallline": 1, "network": {"layers": []}})", "layers");
  expect_refusal("width.json", R"({"fallline": 1, "network": {"layers": [{"width": 0}, {}]}})", "width");
  expect_refusal("data.json", R"({"fallline": 1, "data": {"csv": "nowhere.csv"}})", "nowhere.csv");
  expect_refusal("batch.json", R"({"fallline": 1, "data": {"set": "moons"}, "training": {"batch_size": 100000}})",
                 "batch_size");
  expect_refusal("both.json", R"({"fallline": 1, "surface": {"key": "beale"}, "network": {}})", "surface");
}

// Bytes of the process that are in memory.
double resident() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * 4096;
}

// FALLLINE_SOAK: for so many seconds, else a short while.
TEST_F(NetworksLab, ARandomHandWhileTheyTrain) {
  using Clock = std::chrono::steady_clock;
  const char* soak = std::getenv("FALLLINE_SOAK");
  const auto start = Clock::now();
  const auto end = start + std::chrono::duration<double>(soak ? std::atof(soak) : 5.0);
  std::mt19937 random(3);
  std::optional<double> early;
  while (Clock::now() < end) {
    for (int i = 0; i < 25; ++i) test::random_gesture(loop, lab, random);
    lab.send(command::Play{true});
    loop.frames(3);
    ASSERT_EQ(refuse(lab.document()), std::nullopt);
    // The undo history, the largest network and the longest run have been met by then.
    if (!early && Clock::now() - start > (end - start) / 2) early = resident();
  }
  lab.send(command::Play{false});
  lab.send(command::Reset{});  // the hand may have asked for the end of a run of millions
  lab.settle();
  if (soak) {
    EXPECT_LT(resident(), 1.5 * *early + 2e8);
  }
}

}  // namespace
}  // namespace fallline
