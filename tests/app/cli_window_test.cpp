// The window and the picture are stand-ins here: what they are called with is what counts.
#include "cli_support.h"

namespace fallline::cli::test {
namespace {

Experiment other_experiment() {
  Experiment e = default_experiment();
  change_surface(e, *find_surface("rosenbrock"));
  e.steps = 120;
  e.seed = 42;
  return e;
}

TEST(CliWindow, OpensTheDefaultExperiment) {
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.status, window_status);
  EXPECT_EQ(outcome.out + outcome.err, "");
  ASSERT_TRUE(outcome.window);
  EXPECT_FALSE(outcome.picture);
  EXPECT_EQ(on_surface(outcome.window->document.experiment), default_experiment());
  EXPECT_EQ(outcome.window->document_path, "");
  EXPECT_EQ(outcome.window->width, std::nullopt) << "as the window was last";
  EXPECT_EQ(outcome.window->bench_frames, 0);
  EXPECT_EQ(outcome.window->state_file, "");
}

TEST(CliWindow, TakesAnExperimentAndOptionsInAnyOrder) {
  const TemporaryFile file(to_json(Document{other_experiment(), {}}));
  for (const auto& arguments :
       {std::vector<std::string>{file.path(), "--bench-frames", "300", "--state", "s.json", "--window-size",
                                 "1280x720"},
        {"--bench-frames=300", "--window-size=1280x720", file.path(), "--state=s.json"},
        {"--bench-frames=300", "--window-size=1280x720", "--state=s.json", "--", file.path()}}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, window_status) << outcome.err;
    ASSERT_TRUE(outcome.window);
    EXPECT_EQ(on_surface(outcome.window->document.experiment), other_experiment());
    EXPECT_EQ(outcome.window->document_path, file.path());
    EXPECT_EQ(outcome.window->width, 1280);
    EXPECT_EQ(outcome.window->height, 720);
    EXPECT_EQ(outcome.window->bench_frames, 300);
    EXPECT_EQ(outcome.window->state_file, "s.json");
  }
}

TEST(CliRender, DrawsTheDefaultExperimentAtItsEnd) {
  const TemporaryFile file("before");
  const Outcome outcome = run({"render", "--png", file.path()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
  ASSERT_TRUE(outcome.picture);
  EXPECT_FALSE(outcome.window);
  EXPECT_EQ(on_surface(outcome.picture->document.experiment), default_experiment());
  EXPECT_EQ(outcome.picture->width, 1600);
  EXPECT_EQ(outcome.picture->height, 960);
  EXPECT_EQ(outcome.picture->view, RenderView::window);
  EXPECT_EQ(outcome.steps, std::vector{default_experiment().steps});
  EXPECT_EQ(file.content().substr(1, 3), "PNG") << "whatever the name ends with";
}

TEST(CliRender, TakesAnExperimentAndOptions) {
  const TemporaryFile file(to_json(Document{other_experiment(), {}})), png("", " a b.png");
  const Outcome outcome =
      run({"render", file.path(), "--png=" + png.path(), "--size", "64x8192", "--view", "contours", "--step", "100"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  ASSERT_TRUE(outcome.picture);
  EXPECT_EQ(on_surface(outcome.picture->document.experiment), other_experiment());
  EXPECT_EQ(outcome.picture->width, 64);
  EXPECT_EQ(outcome.picture->height, 8192);
  EXPECT_EQ(outcome.picture->view, RenderView::contours);
  EXPECT_EQ(outcome.steps, std::vector<std::int64_t>{100});
}

TEST(CliRender, ShowsTheStepOfTheDocument) {
  Document document{other_experiment(), {}};
  document.view.step = 42;
  const TemporaryFile file(to_json(document)), png("", ".png");
  EXPECT_EQ(run({"render", file.path(), "--png", png.path()}).steps, std::vector<std::int64_t>{42});
}

TEST(CliRender, KnowsEveryView) {
  const TemporaryFile png("", ".png"), networks(to_json(default_network_document()));
  for (const ViewInfo& view : render_views()) {
    const std::string key(view.key);
    if (view.networks_only) {
      EXPECT_NE(run({"render", "--png", png.path(), "--view", key}).err.find("with networks"), std::string::npos);
    }
    const Outcome outcome = run({"render", networks.path(), "--png", png.path(), "--size=64x64", "--view", key});
    ASSERT_TRUE(outcome.picture) << outcome.err;
    EXPECT_EQ(outcome.picture->view, view.view);
  }
}

}  // namespace
}  // namespace fallline::cli::test
