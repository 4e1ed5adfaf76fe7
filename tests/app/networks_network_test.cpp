// The network's panel, the racers' own networks, and the diagram: what a hand does with them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "app/networks/diagram.h"
#include "app/networks/network_edit.h"
#include "app/networks/unit_maps.h"
#include "data/data_sets.h"
#include "lab_fixture.h"
#include "training/completed.h"

namespace fallline {
namespace {

using training::NetworkExperiment;

class NetworkPanel : public test::LabFixture {
 protected:
  NetworkPanel() : LabFixture("", default_network_document()) {
    loop.resize({1280, 2400});  // all of the panel at once
    settle();
  }
  void settle() {
    LabFixture::settle();
    lab.wait();
    loop.frames(2);
  }
  void open(const NetworkExperiment& e) {
    lab.open({e, default_network_document().view});
    settle();
  }
  void click(const std::string& name) {
    loop.click(middle(name));
    settle();
  }
  NetworkExperiment experiment() { return with_networks(lab.document().experiment); }
  std::vector<std::size_t> widths() {
    std::vector<std::size_t> all;
    for (const nn::LayerSpec& layer : training()->racers.front().objective().network().layers)
      all.push_back(layer.width);
    return all;
  }
};

using Widths = std::vector<std::size_t>;

TEST_F(NetworkPanel, LayersComeAndGo) {
  ASSERT_EQ(widths(), (Widths{16, 16, 1}));
  click("network.add_layer");
  EXPECT_EQ(widths(), (Widths{16, 16, 16, 1}));
  click("network.wider.2");
  EXPECT_EQ(widths(), (Widths{16, 17, 16, 1}));
  click("network.remove.1");
  EXPECT_EQ(widths(), (Widths{17, 16, 1}));
  click("network.remove.1");
  click("network.remove.1");
  EXPECT_EQ(widths(), (Widths{1}));
  for (int i = 0; i < 5; ++i) lab.act(Action::undo), loop.frames(1);
  settle();
  EXPECT_EQ(widths(), (Widths{16, 16, 1}));
}

TEST_F(NetworkPanel, WeightsToBeginWithGoWhenTheyHaveNoPlaceLeft) {
  NetworkExperiment e = training::default_network_experiment();
  e.parameters.assign(training()->racers.front().theta.size(), 0.25);
  open(e);
  EXPECT_EQ(experiment().parameters.size(), e.parameters.size());
  click("network.wider.1");
  EXPECT_EQ(widths(), (Widths{17, 16, 1}));
  EXPECT_TRUE(experiment().parameters.empty());
}

TEST_F(NetworkPanel, ARacerGetsANetworkOfItsOwnAndGivesItBack) {
  const int colour = experiment().racers[1].colour;
  click("racer.1.own_network");
  ASSERT_TRUE(experiment().networks.contains(colour));
  click("network.add_layer");
  EXPECT_EQ(experiment().network.layers.size(), 3u);
  EXPECT_EQ(experiment().networks.at(colour).layers.size(), 4u);
  EXPECT_EQ(training()->racers[1].objective().network().layers.size(), 4u);
  lab.state().view.focus = experiment().racers[0].colour;
  settle();
  click("network.add_layer");
  EXPECT_EQ(experiment().network.layers.size(), 4u);
  EXPECT_EQ(experiment().networks.at(colour).layers.size(), 4u);
  click("racer.1.own_network");
  EXPECT_TRUE(experiment().networks.empty());
}

// Whatever is clicked, dragged and wheeled, the experiment can be run, and undo leads back to where it began.
TEST_F(NetworkPanel, ARandomHandLeavesWhatCanBeRun) {
  std::mt19937 random(11);
  const auto pick = [&](std::size_t n) { return random() % n; };
  NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, {4, 4}, 0);
  e.data.values = initial_values(find_data_set("spiral")->parameters);
  e.data.values[0] = 40;  // samples
  e.data.split.validation = 0.2;
  e.batch_size = 8;
  e.steps = 20;
  open(e);
  const NetworkExperiment first = experiment();
  click("network.layer_by_layer");
  click("network.training");
  std::size_t changes = 0;
  NetworkExperiment before = first;
  for (int i = 0; i < 120; ++i) {
    std::vector<std::string> names;
    for (const auto& [name, place] : lab.places())
      if (name.starts_with("network.") || name.ends_with("own_network")) names.push_back(name);
    const std::string& name = names[pick(names.size())];
    const auto part = [&] { return 0.02f + 0.96f * static_cast<float>(pick(100)) / 100; };
    const ImVec2 at = middle(name, part(), part());
    switch (pick(5)) {
      case 0:
        loop.drag(at, {at.x + static_cast<float>(pick(160)) - 80, at.y});
        break;
      case 1:
        loop.move(at), loop.wheel(pick(2) == 0 ? 1.0f : -1.0f);
        break;
      default:
        loop.click(at);
        // Where that opened a list, an entry of it.
        loop.click({at.x, at.y + 24 + static_cast<float>(pick(200))});
        break;
    }
    if (pick(6) == 0) loop.key(compat::Key::escape);
    loop.frames(1);
    const NetworkExperiment is = experiment();
    ASSERT_EQ(training::refuse(is, *training()->data), std::nullopt) << "after action " << i << " on " << name;
    changes += !(is == before);
    before = is;
  }
  EXPECT_GT(changes, 20u);
  loop.key(compat::Key::escape);
  loop.click({700, 1500});
  for (int i = 0; i < 400 && !(experiment() == first); ++i) lab.act(Action::undo), loop.frames(1);
  EXPECT_TRUE(experiment() == first);
}

TEST_F(NetworkPanel, DraggingAnEdgeMovesThatWeightAlone) {
  const std::vector<double> before = training()->racers.front().theta;
  lab.state().view.focus = training()->racers.front().spec.colour;
  settle();
  // The strongest of the second layer, W2 [16 × 16].
  const nn::ParameterBlock block = nn::layout(training()->racers.front().objective().network())[2];
  ASSERT_EQ(block.name, "W2");
  std::size_t strongest = block.offset;
  for (std::size_t i = block.offset; i < block.offset + block.size(); ++i)
    if (std::abs(before[i]) > std::abs(before[strongest])) strongest = i;
  const ImVec2 at = middle("diagram.strongest.2");
  loop.drag(at, {at.x, at.y - 50});
  settle();
  const std::vector<double> after = training()->racers.front().theta;
  // 100 pixels are as much as the greatest of the layer.
  EXPECT_NEAR(after[strongest], before[strongest] + 0.5 * std::abs(before[strongest]), 1e-5);
  std::vector<double> expected = before;
  expected[strongest] = after[strongest];
  EXPECT_EQ(after, expected);
  EXPECT_EQ(training()->racers[1].theta[strongest], before[strongest]);
}

TEST_F(NetworkPanel, ABiasIsTypedWithControl) {
  lab.state().view.focus = training()->racers.front().spec.colour;
  settle();
  const std::vector<double> before = training()->racers.front().theta;
  loop.hold(true, false);
  loop.click(middle("diagram.unit.1.1", 0, 1));
  loop.hold(false, false);
  loop.frames(2);
  loop.type("0.375");
  loop.frames(1);
  loop.key(compat::Key::enter);
  settle();
  std::vector<double> expected = before;
  const nn::ParameterBlock block = nn::layout(training()->racers.front().objective().network())[1];
  ASSERT_EQ(block.name, "b1");
  expected[block.offset] = 0.375;
  EXPECT_EQ(training()->racers.front().theta, expected);
}

TEST_F(NetworkPanel, TheWheelScrollsAWideLayer) {
  NetworkExperiment e = training::default_network_experiment();
  e.network.layers[0].width = 40;
  open(e);
  EXPECT_TRUE(lab.places().contains("diagram.unit.1.16"));
  EXPECT_FALSE(lab.places().contains("diagram.unit.1.17"));
  loop.move(middle("diagram.unit.1.8"));
  loop.wheel(-1);
  settle();
  EXPECT_TRUE(lab.places().contains("diagram.unit.1.17"));
  EXPECT_FALSE(lab.places().contains("diagram.unit.1.1"));
}

TEST(NetworkEdit, WidthsThatChangeTakeGroupsAndSumsWithThem) {
  const Dataset data = std::get<Dataset>(training::load({}));
  nn::NetworkSpec network = nn::network_spec(2, {12, 12}, 0);
  network.layers[1].normalization = nn::Normalization::group;
  network.layers[1].groups = 4;
  network.layers[1].residual = true;
  nn::NetworkSpec same = network;
  mend(same, {}, data);
  EXPECT_EQ(same, network);
  network.layers[1].width = 10;
  mend(network, {}, data);
  EXPECT_EQ(network.layers[1].groups, 2u);
  EXPECT_FALSE(network.layers[1].residual);
  EXPECT_EQ(nn::refuse(training::completed(network, {}, data)), std::nullopt);
}

TEST(NetworkEdit, SameParametersAreOfTheSameShapes) {
  const auto same = [](std::vector<std::size_t> a, std::vector<std::size_t> b) {
    return same_parameters(nn::network_spec(2, std::move(a), 1), nn::network_spec(2, std::move(b), 1, "relu"));
  };
  EXPECT_TRUE(same({8, 8}, {8, 8}));
  EXPECT_FALSE(same({8, 8}, {8}));
  EXPECT_FALSE(same({3, 5}, {5, 3}));
}

TEST(NetworkEdit, ALineTellsTheNetwork) {
  nn::NetworkSpec network = nn::network_spec(2, {8, 16}, 1, "relu");
  EXPECT_EQ(summary(network), "8·16 relu");
  network.layers[1].activation = "tanh";
  EXPECT_EQ(summary(network), "8·16 mixed");
  EXPECT_EQ(summary(nn::network_spec(2, {}, 1)), "linear");
}

// Levels against the activations themselves, at the middle of each cell.
TEST(UnitMaps, AreTheActivationsOverThePlane) {
  NetworkExperiment e = training::default_network_experiment();
  e.network = nn::network_spec(2, {5, 4}, 0, "relu");
  const auto setup = std::make_shared<const training::Setup>(
      std::get<training::Setup>(training::set_up(e, std::get<Dataset>(training::load(e.data)))));
  std::vector<double> theta = setup->start;
  // The first unit of the first layer is 0 wherever a sample is.
  theta[0] = theta[1] = 0;
  theta[nn::layout(setup->parts.training->network())[1].offset] = -1;
  const UnitMaps maps = unit_maps(setup, theta, {});
  ASSERT_EQ(maps.layers.size(), 4u);
  const Domain& w = maps.plane.window;
  std::vector<Eigen::MatrixXd> a;
  for (const auto& [column, row] : {std::pair{0, 0}, {23, 0}, {4, 17}, {12, 12}, {23, 23}}) {
    const Eigen::MatrixXd x =
        Eigen::RowVector2d(w.x_min + (column + 0.5) / 24 * w.width(), w.y_min + (row + 0.5) / 24 * w.height());
    setup->parts.training->activations(theta, x, a);
    for (std::size_t l = 0; l < 4; ++l)
      for (std::size_t u = 0; u < maps.layers[l].units.size(); ++u) {
        const double said = l == 0 ? x(0, static_cast<Eigen::Index>(u)) : a[l - 1](0, static_cast<Eigen::Index>(u));
        const UnitMaps::Unit& unit = maps.layers[l].units[u];
        const int level = maps.map(l, u)[row * 24 + column] - UnitMaps::zero_level;
        EXPECT_NEAR(level * unit.scale() / UnitMaps::reach, said, 0.5001 * unit.scale() / UnitMaps::reach);
      }
  }
  setup->parts.training->activations(theta, setup->parts.training->data().x, a);
  for (std::size_t l = 0; l < 3; ++l)
    for (std::size_t u = 0; u < maps.layers[l + 1].units.size(); ++u)
      EXPECT_NEAR(maps.layers[l + 1].units[u].zero_share,
                  (a[l].col(static_cast<Eigen::Index>(u)).array() == 0).cast<double>().mean(), 1e-12);
  EXPECT_EQ(maps.layers[1].units[0].zero_share, 1);
}

TEST(Diagram, OfAMaxoutUnitTheGreatestPieceIsShown) {
  nn::NetworkSpec network = nn::network_spec(1, {1}, 1, "maxout");
  network.layers[0].activation_values = {3};
  // W1 [3 × 1], b1 [3], W2, b2.
  const std::vector<double> theta{0.5, -2, 1, 0.1, 0.2, -0.3, 1, 0};
  std::vector<std::size_t> scrolled;
  const DiagramLayout layout = lay_out(network, {0, 0}, {300, 200}, scrolled, ui::dark_theme());
  const auto weights = weights_shown(network, theta, layout);
  ASSERT_EQ(weights.size(), 4u);
  const auto of = [&](std::size_t layer, bool bias) {
    return *std::ranges::find_if(
        weights, [&](const DiagramWeight& w) { return w.layer == layer && !w.input.has_value() == bias; });
  };
  EXPECT_EQ(of(0, false).parameter, 1u);
  EXPECT_EQ(of(0, false).piece, 1u);
  EXPECT_EQ(of(0, true).parameter, 5u);
  EXPECT_EQ(of(1, false).parameter, 6u);
}

// However deep and wide, all of it is within the box.
TEST(Diagram, FitsItsBox) {
  for (const auto& hidden : {std::vector<std::size_t>{}, {3}, {200, 5}, std::vector<std::size_t>(63, 20)}) {
    const nn::NetworkSpec network = nn::network_spec(7, hidden, 2);
    std::vector<std::size_t> scrolled(2, 1000);
    const DiagramLayout l = lay_out(network, {10, 20}, {410, 260}, scrolled, ui::dark_theme());
    ASSERT_EQ(l.columns.size(), hidden.size() + 2);
    for (std::size_t c = 0; c < l.columns.size(); ++c) {
      const DiagramColumn& column = l.columns[c];
      EXPECT_LE(column.first + column.shown, column.width);
      EXPECT_GE(l.centre(c, 0).y - 0.5f * l.side, 19);
      EXPECT_LE(l.centre(c, column.shown - 1).y + 0.5f * l.side, 261);
      EXPECT_GE(column.x - 0.5f * l.side, 9);
      EXPECT_LE(column.x + 0.5f * l.side, 411);
    }
  }
}

}  // namespace
}  // namespace fallline
