// The lab's files, undo, menus and keys, without a window.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lab_fixture.h"
#include "own_folder.h"
#include "session/session.h"
#include "session/whole_file.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;
using test::own_folder;

class LabDesk : public test::LabFixture {
 protected:
  LabDesk() : LabFixture(own_folder("desk")) {}
  ~LabDesk() override { fs::remove_all(folder); }

  Experiment now() { return lab.runner().snapshot()->experiment; }
  void press(Shortcut key) {
    lab.key_down(key);
    settle();
    lab.key_up(key);
    settle();
  }
  void rest() { loop.frames(60); }  // longer than a gesture takes

  const std::string folder = own_folder("desk");
};

TEST_F(LabDesk, EveryChangeIsUndoneAndDoneAgain) {
  const Experiment first = now();
  loop.drag(middle("racer.2.lr", 0.3f), middle("racer.2.lr", 0.8f));
  settle();
  const Experiment second = now();
  EXPECT_NE(second, first);
  loop.drag(middle("map.start"), middle("map", 0.3f, 0.3f));
  settle();
  const Experiment third = now();
  EXPECT_NE(third.start, second.start);
  press({'Z', true});
  EXPECT_EQ(now(), second) << "the whole drag at once";
  press({'Z', true});
  EXPECT_EQ(now(), first);
  press({'Z', true});
  EXPECT_EQ(now(), first) << "nothing is left to undo";
  press({'Y', true});
  EXPECT_EQ(now(), second);
  press({'Z', true, true});
  EXPECT_EQ(now(), third);
  loop.click(middle("undo"));
  settle();
  EXPECT_EQ(now(), second);
  loop.click(middle("redo"));
  settle();
  EXPECT_EQ(now(), third);
}

TEST_F(LabDesk, NotchesOfAWheelAreOneStepUntilItRests) {
  const Experiment first = now();
  loop.move(middle("racer.0.lr"));
  rest();
  for (int i = 0; i < 3; ++i) loop.wheel(1);
  settle();
  EXPECT_NE(now(), first);
  press({'Z', true});
  EXPECT_EQ(now(), first);
}

TEST_F(LabDesk, SavedOpenedAndWhatIsWrongIsSaid) {
  const std::string file = folder + "/one.json";
  Experiment e = now();
  change_surface(e, *find_surface("beale"));
  e.noise = 0.25;
  lab.open({e, lab.document().view});
  settle();
  EXPECT_NE(lab.report().find("\"changed\": true"), std::string::npos);
  lab.act(Action::save);
  settle();
  EXPECT_EQ(lab.state().dialog, LabState::Dialog::save) << "no file yet: it asks for one";
  loop.frames(2);
  loop.type(file.c_str());  // the field has the keyboard
  loop.frames(2);
  loop.click(middle("dialog.done"));
  settle();
  EXPECT_EQ(lab.state().dialog, LabState::Dialog::none);
  EXPECT_TRUE(fs::exists(file));
  EXPECT_NE(lab.report().find("\"changed\": false"), std::string::npos);
  EXPECT_EQ(lab.title(), "one.json — Fallline");

  lab.act(Action::new_document);
  settle();
  EXPECT_EQ(now(), default_experiment());
  std::ofstream(folder + "/bad.json") << R"({"fallline": 1, "racers": [{"optimizer": "adma"}]})";
  lab.open_file(folder + "/bad.json");
  settle();
  EXPECT_EQ(now(), default_experiment()) << "what is on the screen stays";
  EXPECT_TRUE(lab.state().notice.error);
  EXPECT_NE(lab.state().notice.text.find("racers[0].optimizer: unknown optimizer \"adma\""), std::string::npos);

  // By the dialog: a click on the file opens it.
  lab.act(Action::open);
  lab.state().browser.folder = folder;
  loop.frames(3);
  loop.click(middle("file.one.json"));
  settle();
  EXPECT_EQ(now(), e);
  press({'Z', true});
  EXPECT_EQ(now(), default_experiment()) << "opening is undone like any change";
}

TEST_F(LabDesk, TheViewIsKeptWithTheExperiment) {
  lab.act(Action::tenth, 5);
  lab.state().view.taylor = lab.state().view.light = true;
  lab.state().view.colours = "magma";
  lab.state().shown[1] = false;
  lab.state().camera.azimuth = 0.5f;
  lab.state().map_window = {-1, 1, -2, 2};
  settle();
  const Document document = lab.document();
  EXPECT_EQ(document.view.step, 200);
  EXPECT_EQ(document.view.hidden, std::vector<int>{1});
  EXPECT_EQ(document.view.camera.azimuth, 0.5);
  ASSERT_TRUE(document.view.map);
  EXPECT_EQ(*document.view.map, (Domain{-1, 1, -2, 2}));

  for (const bool other_domain : {false, true}) {
    Experiment elsewhere = default_experiment();
    if (other_domain) change_surface(elsewhere, *find_surface("beale"));
    lab.open({elsewhere, {}});
    settle();
    EXPECT_FALSE(lab.state().view.light);
    EXPECT_EQ(lab.state().map_window, elsewhere.domain);
    lab.open(document);
    settle();
    EXPECT_EQ(to_json(lab.document()), to_json(document));
  }
}

// Undo leads back over "open", and then saving means the file that was open before.
TEST_F(LabDesk, UndoOverOpenReturnsToTheOtherFile) {
  const std::string a = folder + "/a.json", b = folder + "/b.json";
  Document one = default_document(), two = default_document();
  on_surface(two.experiment).noise = 3;
  ASSERT_EQ(save_document(one, a), std::nullopt);
  ASSERT_EQ(save_document(two, b), std::nullopt);
  lab.open_file(a);
  settle();
  lab.open_file(b);
  settle();
  EXPECT_EQ(lab.title(), "b.json — Fallline");
  press({'Z', true});
  EXPECT_EQ(lab.title(), "a.json — Fallline");
  EXPECT_EQ(now(), on_surface(one.experiment));
  press({'S', true});
  EXPECT_TRUE(std::get<Document>(load_document(b)) == two) << "the other file is left alone";
  press({'Y', true});
  EXPECT_EQ(lab.title(), "b.json — Fallline");
}

// The same numbers as a fresh start, whatever ran before.
TEST_F(LabDesk, ADocumentInContinueModeBeginsAnew) {
  Experiment e = default_experiment();
  e.mode = Mode::continuing;
  e.racers[2].values[0] = 0.5;
  lab.open({e, {}});
  lab.act(Action::tenth, 8);
  settle();
  Document next{e, {}};
  on_surface(next.experiment).racers[2].values[0] = 0.08;
  next.view.step = 100;
  lab.open(next);
  settle();
  Session fresh(on_surface(next.experiment));
  fresh.show(100);
  fresh.compute();
  const auto s = lab.runner().snapshot();
  EXPECT_EQ(s->step, 100);
  EXPECT_EQ(s->recorded, 100) << "nothing of the run before remains";
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(s->racers[i].theta, fresh.snapshot()->racers[i].theta);
}

TEST_F(LabDesk, SavingAddsTheEndingAndAsksBeforeItReplaces) {
  std::ofstream(folder + "/race.json") << "precious";
  lab.act(Action::save_as);
  lab.state().browser.folder = folder;
  loop.frames(3);
  loop.type("race");
  loop.frames(2);
  loop.key(compat::Key::enter);
  settle();
  EXPECT_EQ(read_whole_file(folder + "/race.json"), "precious") << "a typed Enter does not replace";
  EXPECT_EQ(lab.state().dialog, LabState::Dialog::save);
  lab.act(Action::unpin);
  loop.key(compat::Key::escape);
  loop.frames(3);
  lab.act(Action::save_as);
  lab.state().browser.folder = folder;
  loop.frames(3);
  loop.type("v1.2");
  loop.frames(2);
  loop.key(compat::Key::enter);
  settle();
  EXPECT_TRUE(fs::exists(folder + "/v1.2.json"));
  EXPECT_EQ(lab.state().dialog, LabState::Dialog::none);
}

TEST_F(LabDesk, ADialogHasTheKeyboard) {
  lab.act(Action::tenth, 5);
  settle();
  lab.act(Action::export_file);
  loop.frames(2);
  for (const int key : {'R', 'C', 'P', '3', 'G'}) lab.key_down({key});
  lab.key_down({'Z', true});
  settle();
  EXPECT_EQ(lab.runner().snapshot()->step, 200);
  EXPECT_TRUE(lab.state().view.curves_panel);
  EXPECT_TRUE(lab.state().ghosts.empty());
  loop.key(compat::Key::escape);
  loop.frames(2);
  lab.key_down({'P'});
  EXPECT_TRUE(lab.state().view.projector);
  lab.key_down({'P'}, true);
  EXPECT_TRUE(lab.state().view.projector) << "a key that is held toggles once";
  const auto step = lab.runner().snapshot()->step;
  lab.key_down({Shortcut::right}, true);
  settle();
  EXPECT_EQ(lab.runner().snapshot()->step, step + 1) << "steps repeat";
}

TEST_F(LabDesk, TheLastSessionIsNobodysFile) {
  lab.leave(1000, 700);
  const std::string last = folder + "/last-session.json";
  ASSERT_TRUE(fs::exists(last));
  lab.open_file(last);
  settle();
  EXPECT_EQ(lab.title(), "Fallline");
  EXPECT_EQ(load_settings(folder).recent, std::vector<std::string>());
  EXPECT_EQ(load_settings(folder).width, 1000);
}

TEST_F(LabDesk, NamesThatAreNoUtf8) {
  const std::string odd = folder + "/caf\xe9.json";
  ASSERT_EQ(save_document(default_document(), odd), std::nullopt);
  lab.open_file(odd);
  settle();
  lab.open_file(folder + "/none \xff.json");
  settle();
  EXPECT_FALSE(lab.report().empty());
  lab.leave(800, 600);
}

TEST_F(LabDesk, ANewRacerIsShown) {
  lab.state().shown[2] = false;
  Experiment e = now();
  e.racers.erase(e.racers.begin() + 2);
  lab.open({e, lab.document().view});
  settle();
  EXPECT_FALSE(lab.state().shown[2]);
  loop.click(middle("add", 0.95f));
  loop.frames(3);
  // Below the search field and the heading of the first kind stands the first entry.
  for (float below = 45; below < 130 && now().racers.size() == 3; below += 10) {
    loop.click({middle("add", 0.3f).x, middle("add").y + below});
    settle();
  }
  ASSERT_EQ(now().racers.size(), 4u);
  EXPECT_EQ(now().racers.back().colour, 2);
  EXPECT_TRUE(lab.state().shown[2]);
}

TEST_F(LabDesk, SharedByTheClipboard) {
  Experiment e = now();
  e.start = {1.25, -3};
  lab.open({e, {}});
  settle();
  press({'C', true});
  const std::string line = ImGui::GetClipboardText();
  EXPECT_TRUE(is_share_line(line));
  lab.act(Action::new_document);
  settle();
  EXPECT_NE(now(), e);
  press({'V', true});
  EXPECT_EQ(now(), e);
  ImGui::SetClipboardText("a shopping list");
  press({'V', true});
  EXPECT_EQ(now(), e);
  EXPECT_TRUE(lab.state().notice.error);
  ImGui::SetClipboardText(line.substr(0, line.size() / 2).c_str());
  press({'V', true});
  EXPECT_EQ(now(), e);
  EXPECT_NE(lab.state().notice.text.find("damaged"), std::string::npos);
}

TEST_F(LabDesk, GhostsStayForATapAndGoWithALongPress) {
  lab.act(Action::tenth, 5);
  settle();
  lab.key_down({'G'});
  loop.frames(3);
  lab.key_down({'G'}, true);  // as a key does that repeats itself
  EXPECT_EQ(lab.state().ghosts.size(), 4u);
  lab.key_up({'G'});
  loop.frames(2);
  EXPECT_EQ(lab.state().ghosts.size(), 4u);
  const Point before = lab.state().ghosts[2].history.at(150);
  loop.drag(middle("racer.2.lr", 0.3f), middle("racer.2.lr", 0.8f));
  settle();
  EXPECT_EQ(lab.state().ghosts[2].history.at(150), before) << "a ghost is what was, whatever runs on";
  EXPECT_NE(lab.runner().snapshot()->racers[2].history.at(150), before);
  lab.key_down({'G'});
  lab.key_up({'G'});
  EXPECT_TRUE(lab.state().ghosts.empty()) << "the next tap lets go";
  lab.key_down({'G'});
  EXPECT_EQ(lab.state().ghosts.size(), 4u);
  loop.frames(60);
  lab.key_up({'G'});
  EXPECT_TRUE(lab.state().ghosts.empty()) << "held, they stay as long as the key is down";
}

TEST_F(LabDesk, EverySwitchHasItsKeyAndItsRowInTheMenu) {
  for (const ViewSwitch& s : view_switches()) {
    const bool before = lab.state().view.*s.on;
    lab.key_down({s.shortcut});
    loop.frames(3);
    EXPECT_EQ(lab.state().view.*s.on, !before) << s.key;
    lab.key_down({s.shortcut});
    loop.frames(3);
    EXPECT_EQ(lab.state().view.*s.on, before) << s.key;
  }
  loop.click(middle("menu.view"));
  loop.frames(2);
  for (const ViewSwitch& s : view_switches()) EXPECT_TRUE(lab.places().contains("view." + std::string(s.key))) << s.key;
  loop.click(middle("view.taylor"));
  EXPECT_TRUE(lab.state().view.taylor);
  for (const std::string_view key : height_colours()) {
    loop.click(middle("view.colours." + std::string(key)));
    EXPECT_EQ(lab.state().view.colours, key);
  }
}

// No key means two things.
TEST(Actions, ShortcutsAreDistinct) {
  std::vector<Shortcut> all;
  for (const ActionInfo& a : actions()) {
    all.push_back(a.shortcut);
    if (a.other.key != 0) all.push_back(a.other);
    EXPECT_FALSE(words(a.shortcut).empty());
    EXPECT_FALSE(a.meaning.empty());
  }
  for (const ViewSwitch& s : view_switches()) all.push_back({s.shortcut});
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(all[i] == all[j]) << words(all[i]);
}

TEST_F(LabDesk, EveryDialogOpensAndClosesAtEverySize) {
  using Dialog = LabState::Dialog;
  for (const ImVec2 size : {ImVec2(1920, 1080), ImVec2(1280, 800), ImVec2(640, 400), ImVec2(200, 150)}) {
    loop.resize(size);
    for (const Action action : {Action::help, Action::open, Action::save_as, Action::export_file}) {
      lab.act(action);
      loop.frames(4);
      EXPECT_NE(lab.state().dialog, Dialog::none);
      loop.key(compat::Key::escape);
      loop.frames(3);
      EXPECT_EQ(lab.state().dialog, Dialog::none);
    }
  }
}

TEST_F(LabDesk, TheFormulaOnTheScreen) {
  loop.click(middle("formula.edit"));
  settle();
  ASSERT_TRUE(now().surface.formula);
  EXPECT_EQ(now().surface.formula->text(), find_surface("himmelblau")->plain);
  EXPECT_EQ(now().domain, default_experiment().domain) << "the same place";
  loop.frames(3);
  loop.type("a*x^2 + b*y");  // the field has the keyboard, and all of its text selected
  rest();
  settle();
  EXPECT_EQ(now().surface.formula->text(), "a*x^2 + b*y");
  EXPECT_EQ(now().surface.values, (std::vector<double>{1, 1}));
  loop.type(" + foo(x)");
  settle();
  EXPECT_EQ(lab.state().formula.error.substr(0, 10), "column 15:") << lab.state().formula.error;
  EXPECT_EQ(now().surface.formula->text(), "a*x^2 + b*y") << "the last good one stays";
}

}  // namespace
}  // namespace fallline
