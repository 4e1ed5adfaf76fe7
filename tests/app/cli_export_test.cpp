// `fallline export`: each kind of file written and read back. Pictures come from a stand-in, a square that moves.
#include <gif_lib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli_networks.h"

namespace fallline::cli::test {
namespace {

namespace fs = std::filesystem;

constexpr auto header = "racer,optimizer,step,x,y,loss,grad_norm,lambda_min,lambda_max";

// A folder of its own for each test, gone afterwards.
class CliExport : public testing::Test {
 protected:
  void SetUp() override {
    std::signal(SIGPIPE, SIG_IGN);
    std::string name = (fs::temp_directory_path() / "fallline_export_XXXXXX").string();
    ASSERT_TRUE(mkdtemp(name.data()));
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string content(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }
  std::vector<std::string> files() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder_)) all.push_back(entry.path().filename().string());
    return all;
  }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  Outcome export_to(const std::string& name, std::initializer_list<std::string> more = {}) const {
    Outcome outcome = run(with({"export", "--to", path(name)}, more));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(fs::exists(path(name)));
    return outcome;
  }

 private:
  fs::path folder_;
};

constexpr auto diverging = R"({"fallline": 1, "surface": {"key": "quadratic", "parameters": {"kappa": 100}},
  "steps": 3000, "seed": 7, "noise": 0.1,
  "racers": [{"optimizer": "adam", "options": {"lr": 0.01}, "colour": 3},
             {"optimizer": "sgd", "options": {"lr": 0.05}, "colour": 0}]})";

TEST_F(CliExport, PngIsThePictureOfTheStep) {
  const Outcome outcome = export_to("race.PNG", {"--view", "curves", "--size", "80x64", "--step", "30"});
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.steps, std::vector<std::int64_t>{30});
  EXPECT_EQ(outcome.picture->view, RenderView::curves);
  EXPECT_EQ(content("race.PNG"), *render::encode_png(square_at(30, 80, 64)));
}

TEST_F(CliExport, CsvHoldsWhatTraceWrites) {
  export_to("race.csv", {write("e.json", diverging)});
  const auto rows = csv_rows(content("race.csv"), header);
  const Outcome traced = run({"trace", "--surface", "quadratic", "--param", "kappa=100", "--optimizer", "adam", "--set",
                              "lr=0.01", "--steps", "3000", "--seed", "7", "--noise", "0.1"});
  const auto expected = csv_rows(traced.out, "step,x,y,loss,grad_norm");
  ASSERT_GT(rows.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_EQ(rows[i][0], "0");
    ASSERT_EQ(rows[i][1], "adam");
    for (std::size_t k = 0; k < 5; ++k) ASSERT_EQ(rows[i][k + 2], expected[i][k]) << i;
    // ½(u² + κv²): its eigenvalues are 1 and κ.
    ASSERT_NEAR(number(rows[i][7]), 1, 1e-12);
    ASSERT_NEAR(number(rows[i][8]), 100, 1e-10);
  }
  EXPECT_EQ(rows[expected.size()][0], "1");
  EXPECT_EQ(rows[expected.size()][2], "0");
  EXPECT_LT(rows.size(), 2 * expected.size()) << "SGD diverges";
}

TEST_F(CliExport, JsonHoldsTheSameAndTheExperiment) {
  const std::string experiment = write("e.json", diverging);
  export_to("race.csv", {experiment});
  export_to("race.json", {experiment});
  const auto rows = csv_rows(content("race.csv"), header);
  const Json json = Json::parse(content("race.json"));
  EXPECT_EQ(json["fallline"], 1);
  EXPECT_TRUE(std::holds_alternative<Document>(document_from_json(json["experiment"].dump())));
  ASSERT_EQ(json["racers"].size(), 2u);
  EXPECT_EQ(json["racers"][0]["colour"], 3);
  EXPECT_TRUE(json["racers"][0]["stopped"].is_null());
  EXPECT_NE(json["racers"][1]["stopped"].get<std::string>().find("diverged"), std::string::npos);
  std::size_t row = 0;
  const char* columns[] = {"x", "y", "loss", "grad_norm", "lambda_min", "lambda_max"};
  for (const Json& racer : json["racers"])
    for (std::size_t step = 0; step < racer["x"].size(); ++step, ++row)
      for (std::size_t k = 0; k < 6; ++k) {
        ASSERT_EQ(racer[columns[k]].size(), racer["x"].size());
        const Json& value = racer[columns[k]][step];
        const double other = number(rows[row][k + 3]);
        ASSERT_TRUE(value.is_null() ? !std::isfinite(other) : value.get<double>() == other) << row << columns[k];
      }
  EXPECT_EQ(row, rows.size());
}

TEST_F(CliExport, TablesOfNobodyAreEmpty) {
  const std::string nobody = write("e.json", R"({"fallline": 1, "racers": []})");
  export_to("race.csv", {nobody});
  EXPECT_EQ(content("race.csv"), std::string(header) + "\n");
  export_to("race.json", {nobody});
  EXPECT_EQ(Json::parse(content("race.json"))["racers"], Json::array());
  for (const char* view : {"contours", "curves"}) export_to("race.svg", {nobody, "--view", view});
}

TEST_F(CliExport, SvgHasTheSizeAskedFor) {
  EXPECT_FALSE(export_to("race.svg", {"--size", "300x200"}).picture);
  EXPECT_NE(content("race.svg").find("width=\"300\" height=\"200\""), std::string::npos);
  const std::string at_start = (export_to("race.svg", {"--step", "0"}), content("race.svg"));
  EXPECT_NE(at_start, (export_to("race.svg"), content("race.svg")));
}

TEST_F(CliExport, SvgOfNetworksIsTheMapOrTheCurves) {
  Json experiment = xor_experiment();
  experiment["view"]["networks"]["plane"] = "random";
  const std::string file = write("e.json", experiment.dump());
  const Outcome outcome = export_to("race.svg", {file, "--step", "8", "--size", "700x600", "--progress"});
  const std::string map = content("race.svg");
  for (const char* part : {"width=\"700\" height=\"600\"", "plane: random directions, filter-normalized (seed 1)",
                           ">d₁<", ">d₂<", ">step 8<", "2-3-1", "on the plane"})
    EXPECT_NE(map.find(part), std::string::npos) << part;
  EXPECT_TRUE(outcome.err.ends_with("progress 1.00\n")) << outcome.err;
  export_to("race.svg", {file, "--view", "contours"});
  EXPECT_NE(content("race.svg").find(">step 12<"), std::string::npos);
  export_to("race.svg", {file, "--view", "curves"});
  EXPECT_NE(content("race.svg").find(">Accuracy<"), std::string::npos);
}

TEST_F(CliExport, SvgOfNetworksNeedsSomebodyToLookAround) {
  Json experiment = xor_experiment();
  experiment["racers"] = Json::array();
  const std::string file = write("e.json", experiment.dump());
  const Outcome outcome = run({"export", file, "--to", path("race.svg")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("without an optimizer there is no path to look around"), std::string::npos);
  EXPECT_EQ(files(), std::vector<std::string>{"e.json"});
}

struct Decoded {
  int width, height;
  bool for_ever = false;
  std::vector<int> delays;
  std::vector<std::vector<std::uint8_t>> frames;  // RGB, each as it is seen
};

Decoded decode(const std::string& path) {
  Decoded gif{};
  int error = 0;
  GifFileType* const file = DGifOpenFileName(path.c_str(), &error);
  EXPECT_TRUE(file) << GifErrorString(error);
  if (!file) return gif;
  EXPECT_EQ(DGifSlurp(file), GIF_OK);
  gif.width = file->SWidth;
  gif.height = file->SHeight;
  std::vector<std::uint8_t> seen(static_cast<std::size_t>(gif.width * gif.height) * 3);
  for (int i = 0; i < file->ImageCount; ++i) {
    const SavedImage& image = file->SavedImages[i];
    for (int k = 0; k < image.ExtensionBlockCount; ++k)
      if (image.ExtensionBlocks[k].Function == APPLICATION_EXT_FUNC_CODE)
        gif.for_ever = std::string(reinterpret_cast<char*>(image.ExtensionBlocks[k].Bytes), 11) == "NETSCAPE2.0";
    GraphicsControlBlock control;
    EXPECT_EQ(DGifSavedExtensionToGCB(file, i, &control), GIF_OK);
    gif.delays.push_back(control.DelayTime);
    const GifImageDesc& part = image.ImageDesc;
    for (int y = 0; y < part.Height; ++y)
      for (int x = 0; x < part.Width; ++x) {
        const int index = image.RasterBits[y * part.Width + x];
        if (index == control.TransparentColor) continue;
        const GifColorType& c = file->SColorMap->Colors[index];
        const std::uint8_t rgb[] = {c.Red, c.Green, c.Blue};
        std::copy_n(rgb, 3, &seen[static_cast<std::size_t>((y + part.Top) * gif.width + x + part.Left) * 3]);
      }
    gif.frames.push_back(seen);
  }
  DGifCloseFile(file, &error);
  return gif;
}

TEST_F(CliExport, GifPlaysThroughTheRun) {
  export_to("race.gif", {"--size", "96x64", "--seconds", "2", "--fps", "12"});
  const Decoded gif = decode(path("race.gif"));
  EXPECT_EQ(gif.width, 96);
  EXPECT_EQ(gif.height, 64);
  EXPECT_TRUE(gif.for_ever);
  ASSERT_EQ(gif.frames.size(), 24u);
  int sum = 0;
  for (const int delay : gif.delays) sum += delay;
  EXPECT_EQ(sum, 200) << "hundredths of a second";
  for (int k = 0; k < 24; ++k) {
    const render::Image expected = square_at(std::llround(400.0 * k / 23), 96, 64);
    for (std::size_t i = 0; i < 96 * 64; ++i)
      for (std::size_t c = 0; c < 3; ++c)
        ASSERT_NEAR(gif.frames[static_cast<std::size_t>(k)][3 * i + c], expected.rgba[4 * i + c], 1) << k;
  }
  EXPECT_LT(fs::file_size(path("race.gif")), 96u * 64u * 24u / 8u) << "what does not change is not stored again";
}

TEST_F(CliExport, GifTakesPartOfTheRunAndRoundsTimesFairly) {
  const Outcome outcome =
      export_to("race.gif", {"--size=64x64", "--from", "100", "--until", "103", "--seconds", "1", "--fps", "7"});
  EXPECT_EQ(*std::min_element(outcome.steps.begin(), outcome.steps.end()), 100);
  EXPECT_EQ(*std::max_element(outcome.steps.begin(), outcome.steps.end()), 103);
  const Decoded gif = decode(path("race.gif"));
  ASSERT_EQ(gif.frames.size(), 7u) << "also those that show the same step as the one before";
  int sum = 0;
  for (const int delay : gif.delays) sum += delay;
  EXPECT_EQ(sum, 100);
}

TEST_F(CliExport, Mp4IsReadyForThePlayersOfWebPages) {
  if (std::system("command -v ffmpeg >/dev/null") != 0) GTEST_SKIP() << "no ffmpeg";
  export_to("race.mp4", {"--size", "96x64", "--seconds", "0.5", "--fps", "20"});
  const std::string mp4 = content("race.mp4");
  EXPECT_EQ(mp4.substr(4, 4), "ftyp");
  EXPECT_NE(mp4.find("avc1"), std::string::npos);
  EXPECT_LT(mp4.find("moov"), mp4.find("mdat"));
  // Back to frames.
  const std::string raw = path("raw.rgb");
  ASSERT_EQ(std::system(("ffmpeg -v error -i " + path("race.mp4") + " -f rawvideo -pix_fmt rgb24 " + raw).c_str()), 0);
  const std::string frames = content("raw.rgb");
  ASSERT_EQ(frames.size(), 96u * 64u * 3u * 10u);
  for (int k = 0; k < 10; ++k) {
    const render::Image expected = square_at(std::llround(400.0 * k / 9), 96, 64);
    double difference = 0;
    for (std::size_t i = 0; i < 96 * 64; ++i)
      for (std::size_t c = 0; c < 3; ++c)
        difference += std::abs(static_cast<unsigned char>(frames[(static_cast<std::size_t>(k) * 96 * 64 + i) * 3 + c]) -
                               int{expected.rgba[4 * i + c]});
    EXPECT_LT(difference / (96 * 64 * 3), 4) << k;
  }
}

TEST_F(CliExport, Mp4WithoutFfmpegSaysWhatElseWorks) {
  const std::string before = getenv("PATH");
  setenv("PATH", "/no/such/folder", 1);
  const Outcome outcome = run({"export", "--to", path("race.mp4")});
  setenv("PATH", before.c_str(), 1);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("ffmpeg, which is not in PATH"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find(".gif works without it"), std::string::npos);
  EXPECT_FALSE(outcome.picture) << "nothing was drawn for nothing";
  EXPECT_TRUE(files().empty());
}

// A stand-in for ffmpeg that takes some frames, complains, and ends.
TEST_F(CliExport, Mp4SaysWhatFfmpegComplainsAbout) {
  const std::string program =
      write("ffmpeg", "#!/bin/sh\nhead -c 100 >/dev/null\necho 'no such encoder' >&2\nexit 1\n");
  fs::permissions(program, fs::perms::owner_all);
  const std::string before = getenv("PATH");
  setenv("PATH", (fs::path(program).parent_path().string() + ":" + before).c_str(), 1);
  const Outcome outcome = run({"export", "--to", path("race.mp4"), "--size", "640x640"});
  setenv("PATH", before.c_str(), 1);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("ffmpeg: no such encoder"), std::string::npos) << outcome.err;
  EXPECT_EQ(files(), std::vector<std::string>{"ffmpeg"});
}

TEST_F(CliExport, TellsHowFarItIs) {
  for (const char* name : {"race.csv", "race.json", "race.svg", "race.png", "race.gif"}) {
    const Outcome outcome = run({"export", "--to", path(name), "--progress"});
    EXPECT_EQ(outcome.status, 0);
    double last = -1;
    for (const std::string& line : lines(outcome.err)) {
      ASSERT_TRUE(line.starts_with("progress ")) << line;
      const double now = number(line.substr(9));
      EXPECT_GT(now, last) << name;
      last = now;
    }
    EXPECT_EQ(last, 1) << name;
  }
}

TEST_F(CliExport, LeavesTheOldFileWhereItFails) {
  write("race.mp4", "precious");
  setenv("PATH_BEFORE", getenv("PATH"), 1);
  setenv("PATH", "/no/such/folder", 1);
  EXPECT_EQ(run({"export", "--to", path("race.mp4")}).status, 2);
  setenv("PATH", getenv("PATH_BEFORE"), 1);
  EXPECT_EQ(content("race.mp4"), "precious");
  EXPECT_EQ(files().size(), 1u);
}

// The program itself would be slow to be killed at the right moment: a child does what it does, and says when the file
// has begun.
TEST_F(CliExport, ASignalLeavesNothingBehind) {
  const bool with_ffmpeg = std::system("command -v ffmpeg >/dev/null") == 0;
  for (const std::string name : {"race.csv", "race.gif", "race.mp4"}) {
    if (name == "race.mp4" && !with_ffmpeg) continue;
    for (const int signal : {SIGTERM, SIGINT}) {
      SCOPED_TRACE(name);
      write(name, "precious");
      const std::string experiment = write("e.json", R"({"fallline": 1, "steps": 10000000})");
      int begun[2];
      ASSERT_EQ(pipe(begun), 0);
      const pid_t child = fork();
      if (child == 0) {
        dup2(begun[1], STDERR_FILENO);
        std::ostringstream out;
        std::vector<std::string> arguments{"fallline", "export", experiment, "--to", path(name), "--progress"};
        if (name != "race.csv") arguments.insert(arguments.end(), {"--seconds", "600", "--size", "640x480"});
        std::vector<const char*> argv;
        for (const std::string& argument : arguments) argv.push_back(argument.c_str());
        std::vector<std::int64_t> steps;
        cli::run(static_cast<int>(argv.size()), argv.data(), out, std::cerr,
                 {[](const WindowOptions&) { return 0; },
                  [&](const PictureOptions& options) -> render::Result<std::unique_ptr<Painter>> {
                    return std::unique_ptr<Painter>(new SquarePainter(options, steps));
                  }});
        _exit(0);
      }
      close(begun[1]);
      // Two lines: after the first there is a file, after the second something is in it or on its way.
      char letter = 0;
      for (int line = 0; line < 2 && read(begun[0], &letter, 1) == 1;) line += letter == '\n';
      EXPECT_EQ(files().size(), 3u) << "the old file, the part and the experiment";
      kill(child, signal);
      int status = 0;
      waitpid(child, &status, 0);
      close(begun[0]);
      EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << status;
      EXPECT_EQ(files().size(), 2u);
      EXPECT_EQ(content(name), "precious");
      fs::remove(path(name));
    }
  }
}

}  // namespace
}  // namespace fallline::cli::test
