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
  EXPECT_FALSE(outcome.render);
  EXPECT_EQ(outcome.window->document.experiment, default_experiment());
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
    EXPECT_EQ(outcome.window->document.experiment, other_experiment());
    EXPECT_EQ(outcome.window->document_path, file.path());
    EXPECT_EQ(outcome.window->width, 1280);
    EXPECT_EQ(outcome.window->height, 720);
    EXPECT_EQ(outcome.window->bench_frames, 300);
    EXPECT_EQ(outcome.window->state_file, "s.json");
  }
}

TEST(CliRender, DrawsTheDefaultExperimentAtItsEnd) {
  const Outcome outcome = run({"render", "--png", "picture.png"});
  EXPECT_EQ(outcome.status, render_status);
  EXPECT_EQ(outcome.out + outcome.err, "");
  ASSERT_TRUE(outcome.render);
  EXPECT_FALSE(outcome.window);
  EXPECT_EQ(outcome.render->document.experiment, default_experiment());
  EXPECT_EQ(outcome.render->png, "picture.png");
  EXPECT_EQ(outcome.render->width, 1600);
  EXPECT_EQ(outcome.render->height, 960);
  EXPECT_EQ(outcome.render->view, RenderView::window);
  EXPECT_FALSE(outcome.render->step);
}

TEST(CliRender, TakesAnExperimentAndOptions) {
  const TemporaryFile file(to_json(Document{other_experiment(), {}}));
  const Outcome outcome =
      run({"render", file.path(), "--png=a b.png", "--size", "64x8192", "--view", "contours", "--step", "120"});
  EXPECT_EQ(outcome.status, render_status) << outcome.err;
  ASSERT_TRUE(outcome.render);
  EXPECT_EQ(outcome.render->document.experiment, other_experiment());
  EXPECT_EQ(outcome.render->png, "a b.png");
  EXPECT_EQ(outcome.render->width, 64);
  EXPECT_EQ(outcome.render->height, 8192);
  EXPECT_EQ(outcome.render->step, 120);
}

TEST(CliRender, KnowsEveryView) {
  const std::pair<const char*, RenderView> views[] = {{"window", RenderView::window},
                                                      {"surface", RenderView::surface},
                                                      {"contours", RenderView::contours},
                                                      {"curves", RenderView::curves}};
  for (const auto& [name, view] : views) {
    const Outcome outcome = run({"render", "--png", "p.png", "--view", name});
    ASSERT_TRUE(outcome.render) << outcome.err;
    EXPECT_EQ(outcome.render->view, view);
  }
}

}  // namespace
}  // namespace fallline::cli::test
