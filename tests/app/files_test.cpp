// What the program keeps between one start and the next, and the programs it starts itself.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/autosave.h"
#include "app/child_process.h"
#include "app/settings.h"
#include "own_folder.h"

namespace fallline {
namespace {

namespace fs = std::filesystem;
using test::own_folder;

TEST(Autosave, ComesBackOnceAfterACrashOnly) {
  const std::string folder = own_folder("autosave");
  Document document = default_document();
  on_surface(document.experiment).noise = 0.5;
  {
    Autosave closed(folder);
    closed.note(document);
  }
  EXPECT_EQ(Autosave(folder).left_behind(), std::nullopt) << "closed as it should be";

  // Of a process that is gone, of one that lives, and what no program can read.
  ASSERT_EQ(save_document(document, folder + "/autosave-1.json"), std::nullopt);
  const Autosave living(folder);
  ASSERT_EQ(save_document(default_document(), folder + "/autosave-" + std::to_string(getpid()) + ".json"),
            std::nullopt);
  std::ofstream(folder + "/autosave-2.json") << "{";
  std::ofstream(folder + "/autosave-1.json.7-0.part") << "{";
  fs::last_write_time(folder + "/autosave-2.json",
                      fs::last_write_time(folder + "/autosave-1.json") + std::chrono::seconds(5));
  Autosave next(folder);
  EXPECT_EQ(next.left_behind(), std::nullopt) << "the latest cannot be read";
  EXPECT_TRUE(fs::exists(folder + "/autosave-2.json.unreadable")) << "it is put aside";
  EXPECT_FALSE(fs::exists(folder + "/autosave-1.json.7-0.part")) << "parts are taken away";
  EXPECT_EQ(next.left_behind(), document);
  EXPECT_EQ(next.left_behind(), std::nullopt);
  EXPECT_TRUE(fs::exists(folder + "/autosave-" + std::to_string(getpid()) + ".json")) << "that of another window stays";
  fs::remove_all(folder);
}

// What was found is under our own name at once: killed again, it is found again.
TEST(Autosave, WhatWasFoundIsSafe) {
  const std::string folder = own_folder("found");
  ASSERT_EQ(save_document(default_document(), folder + "/autosave-1.json"), std::nullopt);
  Autosave first(folder);
  EXPECT_EQ(first.left_behind(), default_document());
  EXPECT_TRUE(fs::exists(folder + "/autosave-" + std::to_string(getpid()) + ".json"));
  fs::remove_all(folder);
}

TEST(Autosave, WritesInTheBackgroundAndSaysWhenItCannot) {
  const std::string folder = own_folder("writes");
  Autosave autosave(folder);
  Document document = default_document();
  const auto until = [&](auto condition) {
    for (int i = 0; i < 500 && !condition(); ++i) {
      usleep(20'000);
      autosave.note(document);
    }
    return condition();
  };
  autosave.note(document);
  const std::string file = folder + "/autosave-" + std::to_string(getpid()) + ".json";
  EXPECT_TRUE(until([&] { return fs::exists(file); }));
  on_surface(document.experiment).noise = 1;
  autosave.note(document);
  EXPECT_TRUE(autosave.waiting()) << "not more often than every two seconds";
  EXPECT_TRUE(until([&] {
    const auto loaded = load_document(file);
    return std::holds_alternative<Document>(loaded) && std::get<Document>(loaded) == document;
  }));
  fs::remove_all(folder);
  on_surface(document.experiment).noise = 2;
  EXPECT_TRUE(until([&] { return !autosave.trouble().empty(); })) << "the folder is gone";
  fs::create_directories(folder);
  EXPECT_TRUE(until([&] { return autosave.trouble().empty() && fs::exists(file); })) << "it is tried again";
  fs::remove_all(folder);
}

TEST(ChildProcess, LinesAndEnds) {
  const auto run = [](std::vector<std::string> arguments) {
    ChildProcess child(arguments);
    std::vector<std::string> lines;
    std::optional<int> status;
    for (int i = 0; i < 500 && !status; ++i) {
      usleep(10'000);
      status = child.exit_status();
      for (std::string& line : child.new_lines()) lines.push_back(std::move(line));
    }
    return std::pair(status.value_or(-1), lines);
  };
  const auto sh = [&](const std::string& script) { return run({"sh", "-c", script}); };
  EXPECT_EQ(sh("exit 3").first, 3);
  EXPECT_EQ(sh("echo one >&2; echo two >&2").second, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(sh("printf 'no end' >&2; exit 1").second, std::vector<std::string>{"no end"});
  EXPECT_EQ(sh("kill -KILL $$").first, 128 + SIGKILL);
  EXPECT_EQ(sh("i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done").second.size(), 20000u);
  EXPECT_FALSE(ChildProcess({"/no/such program"}).started());
  // Whoever does not listen is killed.
  ChildProcess stubborn({"sh", "-c", "trap '' TERM; while :; do sleep 1; done"});
  EXPECT_TRUE(stubborn.started());
}

TEST(Settings, AreKept) {
  const std::string folder = own_folder("settings");
  Settings settings;
  settings.seams.left = 400;
  settings.width = 1111;
  for (int i = 0; i < 15; ++i) settings.remember("/file " + std::to_string(i % 12));
  EXPECT_EQ(settings.recent.size(), Settings::most_recent);
  EXPECT_EQ(settings.recent.front(), "/file 2");
  save_settings(settings, folder);
  EXPECT_EQ(load_settings(folder), settings);
  for (const char* spoiled :
       {"", "[", "[]", R"({"recent": 3})", R"({"window": [1]})", R"({"seams": [1, 2, "x", 4]})"}) {
    std::ofstream(folder + "/settings.json") << spoiled;
    EXPECT_EQ(load_settings(folder), Settings()) << spoiled;
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace fallline
