// Chains of blocks in the cards of the racers, by hand: added, edited, moved, removed, opened up, undone.
#include <gtest/gtest.h>

#include "app/chain_text.h"
#include "app/panels/chain_rows.h"
#include "app/step_parts.h"
#include "lab_fixture.h"
#include "session/session.h"

namespace fallline {
namespace {

BlockSpec block(std::string_view key) { return block_spec(*find_block(key)); }

std::vector<std::string> keys(const RacerSpec& racer) {
  std::vector<std::string> all;
  for (const BlockSpec& b : racer.blocks) all.push_back(b.key);
  return all;
}
using Keys = std::vector<std::string>;

class Chains : public test::LabFixture {
 protected:
  Chains() {
    loop.resize({1280, 1600});
    settle();
  }
  RacerSpec racer(std::size_t i) { return now()->experiment.racers[i]; }
  // The first entry of a list is the first that ↓ reaches.
  void choose(int downs) {
    loop.frames(2);
    for (int i = 0; i < downs; ++i) loop.key(compat::Key::down);
    loop.key(compat::Key::enter);
    settle();
  }
  void click(const std::string& place) {
    loop.click(middle(place));
    settle();
  }
  void open_up_adam() {
    click("racer.2.open_up");
    loop.move(2, 2);
    settle();
  }
};

TEST_F(Chains, ABlockIsAddedWithTwoClicksAndRemovedWithOne) {
  click("racer.0.add_block");
  choose(1);
  ASSERT_EQ(racer(0).blocks.size(), 1u);
  EXPECT_EQ(find_block(racer(0).blocks[0].key)->group, BlockGroup::schedule);
  EXPECT_TRUE(lab.places().contains("racer.0.schedule")) << "its curve";
  EXPECT_EQ(now()->racers[0].parts.size(), 3u);
  lab.act(Action::undo);
  settle();
  EXPECT_TRUE(racer(0).blocks.empty());
  lab.act(Action::redo);
  settle();
  ASSERT_EQ(racer(0).blocks.size(), 1u);
  click("racer.0.block.0.remove");
  EXPECT_TRUE(racer(0).blocks.empty());
  EXPECT_FALSE(lab.places().contains("racer.0.schedule"));
}

TEST_F(Chains, OnlyBlocksThatStandAroundAMethodAreOfferedToIt) {
  std::size_t around = 0;
  for (const BlockInfo& b : blocks()) around += b.place != BlockPlace::inside;
  for (std::size_t i = 1; i <= around; ++i) {
    click("racer.1.add_block");
    choose(static_cast<int>(i));
    ASSERT_EQ(refuse(now()->experiment), std::nullopt);
    ASSERT_EQ(racer(1).blocks.size(), 1u) << i;
    EXPECT_NE(find_block(racer(1).blocks[0].key)->place, BlockPlace::inside);
    Experiment e = now()->experiment;
    e.racers[1].blocks.clear();
    lab.open({e, {}});
    settle();
  }
}

TEST_F(Chains, SlidersOfBlocksBendThePathAndFold) {
  Experiment e = now()->experiment;
  e.racers[0].blocks = {block("clip_norm")};
  lab.open({e, {}});
  lab.act(Action::tenth, 5);
  settle();
  EXPECT_FALSE(lab.places().contains("racer.0.block.0.limit")) << "folded to a line";
  click("racer.0.fold");
  const Point before = now()->racers[0].theta;
  loop.drag(middle("racer.0.block.0.limit", 0.5f), middle("racer.0.block.0.limit", 0.9f));
  settle();
  EXPECT_GT(racer(0).blocks[0].values[0], 1);
  EXPECT_FALSE(now()->racers[0].theta == before);
  EXPECT_EQ(now()->step, 200);
}

TEST_F(Chains, AdamOpensUpToTheSamePath) {
  lab.act(Action::tenth, 5);
  settle();
  const auto before = now();
  open_up_adam();
  const auto after = now();
  EXPECT_EQ(after->experiment.racers[2], opened_up(before->experiment.racers[2]));
  ASSERT_EQ(after->racers[2].history.size(), before->racers[2].history.size());
  // Rounding apart: the method's parts are compiled together, those of a chain one by one.
  for (std::size_t t = 0; t < after->racers[2].history.size(); ++t) {
    const Point a = after->racers[2].history.at(t), b = before->racers[2].history.at(t);
    ASSERT_NEAR(a.x, b.x, 1e-9 * (1 + std::abs(b.x))) << t;
    ASSERT_NEAR(a.y, b.y, 1e-9 * (1 + std::abs(b.y))) << t;
  }
  lab.act(Action::undo);
  settle();
  EXPECT_EQ(now()->experiment, before->experiment);
}

TEST_F(Chains, BlocksAreDraggedToAnotherPlace) {
  open_up_adam();
  ASSERT_EQ(keys(racer(2)), (Keys{"gradient_average", "bias_correction", "adam_scale", "learning_rate"}));
  loop.drag(middle("racer.2.block.3.handle"), middle("racer.2.block.0.handle", 0.5f, 0.2f));
  settle();
  EXPECT_EQ(keys(racer(2)), (Keys{"learning_rate", "gradient_average", "bias_correction", "adam_scale"}));
  loop.drag(middle("racer.2.block.1.handle"), middle("racer.2.block.3.handle", 0.5f, 0.9f));
  settle();
  EXPECT_EQ(keys(racer(2)), (Keys{"learning_rate", "bias_correction", "adam_scale", "gradient_average"}));
  click("racer.2.block.1.handle");
  EXPECT_EQ(keys(racer(2)), (Keys{"learning_rate", "bias_correction", "adam_scale", "gradient_average"}))
      << "a click moves nothing";
  click("racer.2.block.1.remove");
  EXPECT_EQ(keys(racer(2)), (Keys{"learning_rate", "adam_scale", "gradient_average"}));
}

TEST_F(Chains, TheArrowKeysMoveTheBlockThatIsPointedAt) {
  open_up_adam();
  loop.move(middle("racer.2.block.0.handle"));
  loop.key(compat::Key::down);
  loop.key(compat::Key::down);
  settle();
  EXPECT_EQ(keys(racer(2)), (Keys{"bias_correction", "adam_scale", "gradient_average", "learning_rate"}))
      << "the same block goes on, whatever is under the mouse by now";
  loop.key(compat::Key::up);
  settle();
  EXPECT_EQ(keys(racer(2)), (Keys{"bias_correction", "gradient_average", "adam_scale", "learning_rate"}));
}

TEST_F(Chains, AnOwnChainWithoutALearningRateSaysThatItClimbs) {
  Experiment e = now()->experiment;
  RacerSpec own{"custom", {}, 7, {}};
  EXPECT_NE(why_uphill(own), "");
  own.blocks = {block("momentum"), block("clip_norm")};
  EXPECT_NE(why_uphill(own), "");
  e.racers = {own};
  lab.open({e, {}});
  settle();
  // What is shown is the way that θ goes: up.
  const auto parts = step_parts(now()->racers[0]);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].symbol, "g");
  EXPECT_EQ(parts[0].vector.x, now()->racers[0].parts[0].vector[0]);
  own.blocks.push_back(block("learning_rate"));
  EXPECT_EQ(why_uphill(own), "");
}

// −g, then what η turns, then what θ moves by; with two of them the first turns what the second turns back.
TEST_F(Chains, PartsAreShownAsTheyWouldMoveTheta) {
  Experiment e = now()->experiment;
  for (const std::size_t rates : {1u, 2u}) {
    RacerSpec own{"custom", {}, 7, {block("cosine"), block("momentum")}};
    for (std::size_t i = 0; i < rates; ++i) own.blocks.push_back(block("learning_rate"));
    own.blocks.push_back(block("momentum"));
    e.racers = {own};
    lab.open({e, {}});
    settle();
    const RacerSnapshot r = now()->racers[0];
    const auto parts = step_parts(r);
    ASSERT_EQ(parts.size(), 3 + rates);
    const double towards = rates == 1 ? -1 : 1;
    EXPECT_EQ(parts[0].vector.x, towards * r.parts[0].vector[0]);
    EXPECT_EQ(parts[1].symbol, rates == 1 ? "−v" : "v");
    if (rates == 2) {
      EXPECT_EQ(parts[2].vector.x, -r.parts[3].vector[0]) << "behind the schedule, which is left out";
    }
    EXPECT_EQ(parts[2].symbol, rates == 1 ? "−ηv" : "ηv");
    EXPECT_EQ(parts.back().vector.x, r.parts.back().vector[0]);
    EXPECT_EQ(parts.back().symbol, "Δθ");
  }
}

// Symbols are symbols, and what has none has a name.
TEST(ChainParts, NamesAndSymbols) {
  RacerSnapshot r{};
  const auto shown = [&](std::string_view label) {
    r.parts = {{"gradient g", {1, 2}}, {label, {1, 3}}, {"step −η·", {-1, -3}}};
    const StepPart part = step_parts(r)[1];
    return part.name + "|" + part.symbol;
  };
  EXPECT_EQ(shown("corrected ŝ"), "corrected|−ŝ");
  EXPECT_EQ(shown("mean gradient"), "mean gradient|");
  EXPECT_EQ(shown("with noise"), "with noise|");
  EXPECT_EQ(shown("scaled"), "scaled|");
  for (const BlockInfo& b : blocks()) {
    const std::string label(b.make(block_spec(b).values).label);
    const std::string symbol = shown(label).substr(shown(label).find('|') + 1);
    // Alone in a chain it is the step.
    EXPECT_TRUE(symbol.empty() || symbol == "Δθ" || label.ends_with(symbol.substr(std::string("−").size())) ||
                label.ends_with(symbol))
        << b.key << ": " << symbol;
    EXPECT_NE(symbol, "−g") << b.key << " is not the gradient";
  }
}

// On a bowl every method goes down, so a block of each says that it turns the gradient: the arrows go by it.
TEST(ChainParts, EveryMethodTurnsTheGradient) {
  Experiment e = default_experiment();
  change_surface(e, *find_surface("quadratic"));
  for (const OptimizerInfo& o : optimizers()) {
    const RacerSpec racer = racer_spec(o, 0);
    EXPECT_EQ(why_uphill(opened_up(racer)), "") << o.key;
    e.racers = {racer};
    const auto parts = step_parts(Session(e).snapshot()->racers[0]);
    ASSERT_FALSE(parts.empty()) << o.key;
    EXPECT_EQ(parts[0].symbol, "−g") << o.key;
    if (o.key == "sgld" || o.key == "perturbed_gd") continue;  // go by chance as well
    EXPECT_GE(parts[0].vector.x * parts.back().vector.x + parts[0].vector.y * parts.back().vector.y, 0) << o.key;
  }
}

TEST(ChainTexts, SummariesAndFormulas) {
  RacerSpec sgd = racer_spec(*find_optimizer("sgd"), 0);
  sgd.blocks = {block("cosine"), block("clip_norm"), block("decoupled_decay")};
  EXPECT_EQ(chain_summary(sgd.blocks), "cosine 400 · clip by norm 1 · decoupled decay 0.01");
  EXPECT_EQ(step_formula(sgd), "u ← u min(1, c/‖u‖);  θ ← θ − η g;  u ← u − η λ θ");
  const RacerSpec adam = opened_up(racer_spec(*find_optimizer("adam"), 0));
  EXPECT_EQ(chain_names(adam.blocks), "mean gradient · bias correction · RMS scale, corrected · learning rate");
  EXPECT_TRUE(step_formula(adam).starts_with("u ← g;  s ← β s + (1−β) g;  u ← s;  "));
  EXPECT_TRUE(step_formula(adam).ends_with("u ← −η u;  θ ← θ + u"));
  EXPECT_EQ(step_formula({"custom", {}, 0, {}}), "u ← g;  θ ← θ + u");
}

TEST(ChainEdits, PlacesAndMoves) {
  const std::vector<BlockSpec> heavy_ball{block("learning_rate"), block("momentum")};
  EXPECT_EQ(usual_place(heavy_ball, BlockGroup::schedule), 0u);
  EXPECT_EQ(usual_place(heavy_ball, BlockGroup::gradient), 0u);
  EXPECT_EQ(usual_place(heavy_ball, BlockGroup::memory), 2u);
  EXPECT_EQ(usual_place(heavy_ball, BlockGroup::weights), 2u);
  EXPECT_EQ(usual_place({}, BlockGroup::step), 0u);
  // Against the plain way: take out, put in.
  for (std::size_t from = 0; from < 4; ++from)
    for (std::size_t to = 0; to <= 4; ++to) {
      std::vector<BlockSpec> moved, plain;
      for (const double i : {0, 1, 2, 3}) moved.push_back({"momentum", {i}});
      for (std::size_t i = 0; i <= 4; ++i) {
        if (i == to) plain.push_back({"momentum", {static_cast<double>(from)}});
        if (i < 4 && i != from) plain.push_back({"momentum", {static_cast<double>(i)}});
      }
      move_block(moved, from, to);
      EXPECT_EQ(moved, plain) << from << " to " << to;
    }
}

}  // namespace
}  // namespace fallline
