// Bad usage and bad input: exit status 2, one line on standard error, nothing on standard output, nothing opened.
#include <cerrno>
#include <filesystem>
#include <ostream>
#include <span>
#include <streambuf>

#include "cli_support.h"

namespace fallline::cli::test {
namespace {

using Arguments = std::vector<std::string>;

struct Refused {
  Arguments arguments;
  std::string message;  // what standard error begins with
};

void expect_refused(std::span<const Refused> table) {
  for (const auto& [arguments, message] : table) {
    SCOPED_TRACE(message);
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with(message)) << outcome.err;
    EXPECT_FALSE(outcome.window);
    EXPECT_FALSE(outcome.picture);
  }
}

const Arguments himmelblau{"trace", "--surface", "himmelblau", "--optimizer", "sgd", "--steps", "3"};
const Arguments quadratic{"trace", "--surface", "quadratic", "--optimizer", "adam", "--steps", "3"};
const Arguments critical{"critical", "--surface", "himmelblau"};
const Arguments render{"render", "--png", "p.png"};

const Refused commands[] = {
    {{"lst"}, "fallline: unknown command \"lst\"; did you mean \"list\"?"},
    {{"trce", "--surface", "saddle"}, "fallline: unknown command \"trce\"; did you mean \"trace\"?"},
    {{"--colour"}, "fallline: unknown option \"--colour\"; known: --help"},
    {{"-x"}, "fallline: unknown option \"-x\""},
    {{"list"}, "fallline list: a table is expected: surfaces, optimizers, blocks, activations, losses"},
    {{"list", "surface"}, "fallline list: unknown table \"surface\"; did you mean \"surfaces\"?"},
    {{"list", "block"}, "fallline list: unknown table \"block\"; did you mean \"blocks\"?"},
    {{"list", "surfaces", "optimizers"}, "fallline list: \"optimizers\" is not expected here"},
    {{"list", "surfaces", "--jsn"}, "fallline list: unknown option \"--jsn\"; did you mean \"--json\"?"},
    {{"list", "surfaces", "--json=perhaps"}, "fallline list: "},
    {{"trace", "list"}, "fallline trace: \"list\" is not expected here"},
    {{"--state", "s", "trace"}, "fallline trace: \"--state\" stands before \"trace\"; nothing is expected there"},
    {{"x.json", "render"}, "fallline render: \"x.json\" stands before \"render\"; nothing is expected there"},
};

const Refused trace[] = {
    {{"trace"}, "fallline trace: --surface is missing; a key of `fallline list surfaces`, a formula"},
    {{"trace", "--surface", "himelblau"},
     "fallline trace: --surface: unknown surface \"himelblau\"; did you mean \"himmelblau\"?"},
    {{"trace", "--surface", "saddle"}, "fallline trace: --optimizer is missing"},
    {{"trace", "--surface", "saddle", "--optimizer", "sdg"},
     "fallline trace: --optimizer: unknown optimizer \"sdg\"; did you mean \"sgd\"?"},
    {{"trace", "--surface", "saddle", "--optimizer", "sgd"}, "fallline trace: --steps is missing"},
    {{"trace", "--surface", "--optimizer", "sgd"}, "fallline trace: --surface: a value is missing"},
    {with(himmelblau, {"--sufrace=x"}), "fallline trace: unknown option \"--sufrace\"; did you mean \"--surface\"?"},
    {with(himmelblau, {"extra"}), "fallline trace: \"extra\" is not expected here"},
    {with(himmelblau, {"-5"}), "fallline trace: unknown option \"-5\""},
    {with(himmelblau, {"--steps", "4"}), "fallline trace: --steps: given 2 times; one is expected"},
    {with(himmelblau, {"--param", "kappa=2"}), "fallline trace: --param: \"kappa=2\"; himmelblau has no parameters"},
    {with(quadratic, {"--param", "kapa=2"}),
     "fallline trace: --param: unknown parameter \"kapa\"; did you mean \"kappa\"?"},
    {with(quadratic, {"--param", "kappa"}), "fallline trace: --param: \"kappa\"; NAME=VALUE is expected"},
    {with(quadratic, {"--param", "kappa="}), "fallline trace: --param: kappa: \"\"; a number"},
    {with(quadratic, {"--param", "kappa=0.5"}), "fallline trace: --param: kappa is 0.5; a number from 1 to"},
    {with(quadratic, {"--param", "kappa=nan"}), "fallline trace: --param: kappa is nan; a finite number is expected"},
    {with(quadratic, {"--param=kappa=2", "--param=kappa=3"}), "fallline trace: --param: kappa is given twice"},
    {with(quadratic, {"--set", "beta=0.9"}), "fallline trace: --set: unknown parameter \"beta\"; did you mean \"beta"},
    {with(quadratic, {"--set", "beta1=1"}), "fallline trace: --set: beta1 is 1; a number from 0 to 1 (excluded)"},
    {with(quadratic, {"--set", "lr=-1"}), "fallline trace: --set: lr is -1; at least 0 is expected"},
    {with(quadratic, {"--set", "lr=inf"}), "fallline trace: --set: lr is inf; a finite number is expected"},
    {with(quadratic, {"--set", "lr=1.5abc"}), "fallline trace: --set: lr: \"1.5abc\"; a number"},
    {with(quadratic, {"--set", "lr=1,5"}), "fallline trace: --set: lr: \"1,5\"; a number"},
    {with(quadratic, {"--set", "lr=1e999"}), "fallline trace: --set: lr: \"1e999\"; a number in double precision"},
    {with(himmelblau, {"--block"}), "fallline trace: --block: a value is missing"},
    {with(himmelblau, {"--block", "clip_nrm"}),
     "fallline trace: --block: unknown block \"clip_nrm\"; did you mean \"clip_norm\"?"},
    {with(himmelblau, {"--block", ":limit=1"}), "fallline trace: --block: unknown block \"\""},
    {with(himmelblau, {"--block", "clip_norm:"}), "fallline trace: --block: \"\"; NAME=VALUE is expected"},
    {with(himmelblau, {"--block", "clip_norm:limit"}), "fallline trace: --block: \"limit\"; NAME=VALUE is expected"},
    {with(himmelblau, {"--block", "clip_norm:limit=1,"}), "fallline trace: --block: \"\"; NAME=VALUE is expected"},
    {with(himmelblau, {"--block", "clip_norm:limt=1"}),
     "fallline trace: --block: unknown parameter \"limt\"; did you mean \"limit\"?"},
    {with(himmelblau, {"--block", "clip_norm:limit=1,limit=2"}), "fallline trace: --block: limit is given twice"},
    {with(himmelblau, {"--block", "clip_norm:limit=-1"}),
     "fallline trace: --block: limit is -1; at least 0 is expected"},
    {with(himmelblau, {"--block", "clip_norm:limit=one"}), "fallline trace: --block: limit: \"one\"; a number"},
    {with(himmelblau, {"--block", "cosine:steps=2.5"}), "fallline trace: --block: steps is 2.5; "},
    {with(himmelblau, {"--block", "clip_norm", "--block", "momentum"}),
     "fallline trace: --block[1].block: momentum would change sgd itself; it is expected in an own chain"},
    {with({"trace", "--surface", "saddle", "--steps", "3"}, {"--set", "lr=1", "--block", "momentum"}),
     "fallline trace: --set: \"lr=1\"; custom has no parameters"},
    {with(himmelblau, {"--start"}), "fallline trace: --start: a value is missing"},
    {with(himmelblau, {"--start", ""}), "fallline trace: --start: a value is missing"},
    {with(himmelblau, {"--start=", "--seed", "3"}), "fallline trace: --start: a value is missing"},
    {with(himmelblau, {"--start", "1"}), "fallline trace: --start: \"1\"; 2 numbers x,y are expected"},
    {with(himmelblau, {"--start", "1,2,3"}), "fallline trace: --start: \"1,2,3\"; 2 numbers x,y are expected"},
    {with(himmelblau, {"--start", "1,"}), "fallline trace: --start: \"1,\"; 2 numbers x,y are expected"},
    {with(himmelblau, {"--start", "1,2x"}), "fallline trace: --start: \"1,2x\"; 2 numbers x,y are expected"},
    {with(himmelblau, {"--start", "nan,1"}), "fallline trace: --start: (nan, 1); finite numbers"},
    {with(himmelblau, {"--start", "-inf,1"}), "fallline trace: --start: (-inf, 1); finite numbers"},
    {with(himmelblau, {"--start", "-1e308,1"}), "fallline trace: --start: (-1e+308, 1); finite numbers"},
    {with(himmelblau, {"--noise", "-1"}), "fallline trace: --noise: -1; a number from 0 to"},
    {with(himmelblau, {"--noise", "nan"}), "fallline trace: --noise: nan; a number from 0 to"},
    {with(himmelblau, {"--noise", "1e308"}), "fallline trace: --noise: 1e+308; a number from 0 to"},
    {with(himmelblau, {"--seed", "-1"}), "fallline trace: --seed: \"-1\"; a whole number from 0 to"},
    {with(himmelblau, {"--seed", "18446744073709551616"}), "fallline trace: --seed: "},
    {with(himmelblau, {"--csv", "/no/such/folder/file.csv"}), "fallline trace: /no/such/folder/file.csv: cannot be"},
    {with(himmelblau, {"--csv", "/"}), "fallline trace: /: cannot be written"},
    {{"trace", "--surface", "saddle", "--optimizer", "sgd", "--steps", "0"},
     "fallline trace: --steps: \"0\"; a whole number from 1 to 10000000 is expected"},
    {{"trace", "--surface", "saddle", "--optimizer", "sgd", "--steps", "10000001"}, "fallline trace: --steps: "},
    {{"trace", "--surface", "saddle", "--optimizer", "sgd", "--steps", "1e3"}, "fallline trace: --steps: "},
    {{"trace", "--surface", "saddle", "--optimizer", "sgd", "--steps", "99999999999999999999"},
     "fallline trace: --steps: "},
};

const Refused critical_points[] = {
    {{"critical"}, "fallline critical: --surface is missing"},
    {{"critical", "--surface", "sadle"}, "fallline critical: --surface: unknown surface \"sadle\"; did you mean"},
    {with(critical, {"--param", "a=1"}), "fallline critical: --param: \"a=1\"; himmelblau has no parameters"},
    {with(critical, {"--domain", "1,2,3"}),
     "fallline critical: --domain: \"1,2,3\"; 4 numbers xmin,xmax,ymin,ymax are expected"},
    {with(critical, {"--domain", "2,1,3,4"}), "fallline critical: --domain: x from 2 to 1; min < max"},
    {with(critical, {"--domain", "0,1,3,3"}), "fallline critical: --domain: y from 3 to 3; min < max"},
    {with(critical, {"--domain", "nan,1,3,4"}), "fallline critical: --domain: x from nan to 1; finite numbers"},
    {with(critical, {"--domain=-1e308,1e308,3,4"}), "fallline critical: --domain: x from -1e+308 to 1e+308; finite"},
};

const Refused exports[] = {
    {{"export"}, "fallline export: --to is missing; a file name is expected: .png, .svg, .csv, .json, .gif, .mp4"},
    {{"export", "--to"}, "fallline export: --to: a value is missing"},
    {{"export", "--to", "race.bmp"},
     "fallline export: --to: \"race.bmp\"; one of the endings .png, .svg, .csv, .json, .gif, .mp4 is expected"},
    {{"export", "--to", ".png"}, "fallline export: --to: \".png\"; one of the endings"},
    {{"export", "--to", "a.csv", "--view", "curves"},
     "fallline export: --view is not for .csv, but for .png, .svg, .gif, .mp4"},
    {{"export", "--to", "a.json", "--size", "80x80"},
     "fallline export: --size is not for .json, but for .png, .svg, .gif, .mp4"},
    {{"export", "--to", "a.gif", "--step", "3"}, "fallline export: --step is not for .gif, but for .png, .svg"},
    {{"export", "--to", "a.png", "--fps", "10"}, "fallline export: --fps is not for .png, but for .gif, .mp4"},
    {{"export", "--to", "a.svg", "--seconds", "1"}, "fallline export: --seconds is not for .svg, but for .gif, .mp4"},
    {{"export", "--to", "a.csv", "--from", "1"}, "fallline export: --from is not for .csv, but for .gif, .mp4"},
    {{"export", "--to", "a.svg", "--view", "surface"},
     "fallline export: --view: unknown view \"surface\"; known: contours, curves"},
    {{"export", "--to", "a.gif", "--view", "curvs"},
     "fallline export: --view: unknown view \"curvs\"; did you mean \"curves\"?"},
    {{"export", "--to", "a.gif", "--fps", "51"}, "fallline export: --fps: 51; a number from 1 to 50 is expected"},
    {{"export", "--to", "a.mp4", "--fps", "nan"}, "fallline export: --fps: nan; a number from 1 to 120 is expected"},
    {{"export", "--to", "a.mp4", "--seconds", "0"},
     "fallline export: --seconds: 0; a number from 0.1 to 600 is expected"},
    {{"export", "--to", "a.mp4", "--size", "801x600"},
     "fallline export: --size: \"801x600\"; width and height of .mp4 are even"},
    {{"export", "--to", "a.gif", "--size", "80"}, "fallline export: --size: \"80\"; WIDTHxHEIGHT in pixels"},
    {{"export", "--to", "a.gif", "--from", "401"},
     "fallline export: --from: \"401\"; a whole number from 0 to 400 is expected"},
    {{"export", "--to", "a.gif", "--from", "9", "--until", "8"},
     "fallline export: --until: \"8\"; a whole number from 9 to 400 is expected"},
    {{"export", "--to", "a.png", "--step", "401"},
     "fallline export: --step: \"401\"; a whole number from 0 to 400 is expected"},
    {{"export", "/no/such/file.json", "--to", "a.png"}, "fallline export: /no/such/file.json: cannot be read"},
    {{"export", "--to", "/no/such/folder/a.csv"}, "fallline export: /no/such/folder/a.csv: cannot be written"},
    {{"export", "--to", "/no/such/folder/a.png"}, "fallline export: /no/such/folder/a.png: cannot be written"},
};

const Refused pictures[] = {
    {{"render"}, "fallline render: --png is missing"},
    {{"render", "--png"}, "fallline render: --png: a value is missing"},
    {with(render, {"--size", "10"}), "fallline render: --size: \"10\"; WIDTHxHEIGHT in pixels"},
    {with(render, {"--size", "63x960"}), "fallline render: --size: \"63x960\"; WIDTHxHEIGHT in pixels, 64 to 8192"},
    {with(render, {"--size", "1600x8193"}), "fallline render: --size: "},
    {with(render, {"--size", "1600x960x2"}), "fallline render: --size: "},
    {with(render, {"--size", "-1600x960"}), "fallline render: --size: "},
    {with(render, {"--view", "surfac"}), "fallline render: --view: unknown view \"surfac\"; did you mean \"surface\"?"},
    {with(render, {"--step", "401"}), "fallline render: --step: \"401\"; a whole number from 0 to 400 is expected"},
    {with(render, {"--step", "-1"}), "fallline render: --step: \"-1\"; a whole number"},
    {with(render, {"/no/such/file.json"}), "fallline render: /no/such/file.json: cannot be read"},
    {with(render, {"/"}), "fallline render: /: cannot be read"},
    {{"/no/such/file.json"}, "fallline: /no/such/file.json: cannot be read"},
    {{"no such\nfile.json"}, "fallline: no such file.json: cannot be read"},
    {{""}, "fallline: experiment: a value is missing"},
    {{"--bench-frames"}, "fallline: --bench-frames: a value is missing"},
    {{"--bench-frames", "0"}, "fallline: --bench-frames: \"0\"; a whole number from 1 to"},
    {{"--bench-frames", "2.5"}, "fallline: --bench-frames: \"2.5\"; a whole number from 1 to"},
    {{"--state="}, "fallline: --state: a value is missing"},
    {{"--window-size", "5x5"}, "fallline: --window-size: \"5x5\"; WIDTHxHEIGHT in pixels"},
};

TEST(CliUsage, OfCommandsIsRefusedInOneLine) { expect_refused(commands); }
TEST(CliUsage, OfTraceIsRefusedInOneLine) { expect_refused(trace); }
TEST(CliUsage, OfCriticalIsRefusedInOneLine) { expect_refused(critical_points); }
TEST(CliUsage, OfExportIsRefusedInOneLine) { expect_refused(exports); }
TEST(CliUsage, OfWindowAndPicturesIsRefusedInOneLine) { expect_refused(pictures); }

TEST(CliExperiment, RefusalsNameTheFileAndThePlace) {
  const TemporaryFile file(R"({"fallline": 1, "racers": [{"optimizer": "adm"}]})");
  for (const Arguments& arguments : {Arguments{file.path()}, {"render", "--png", "p.png", file.path()}}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_NE(
        outcome.err.find(file.path() + ": racers[0].optimizer: unknown optimizer \"adm\"; did you mean \"adam\"?"),
        std::string::npos)
        << outcome.err;
  }
}

// What was refused leaves a file of that name as it was.
TEST(CliTrace, LeavesTheFileAloneWhenRefused) {
  const TemporaryFile file("precious");
  const Outcome outcome = run(with(himmelblau, {"--csv", file.path(), "--start", "nan,0"}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(file.content(), "precious");
}

TEST(CliHelp, IsPrintedForEveryCommand) {
  const std::pair<Arguments, Arguments> expected[] = {
      {{},
       {"list", "trace", "critical", "export", "render", "--bench-frames", "--state", "--window-size", "--version"}},
      {{"list"}, {"datasets", "--json"}},
      {{"trace"}, {"--surface", "--param", "--optimizer", "--set", "--start", "--steps", "--noise", "--seed", "--csv"}},
      {{"critical"}, {"--surface", "--param", "--domain"}},
      {{"export"},
       {"--to", "--view", "--size", "--step", "--from", "--until", "--seconds", "--fps", "--progress", ".png", ".svg",
        ".csv", ".json", ".gif", ".mp4"}},
      {{"render"}, {"--png", "--size", "--view", "--step"}}};
  for (const auto& [command, words] : expected) {
    const Outcome outcome = run(with(command, {"--help"}));
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_FALSE(outcome.window);
    EXPECT_EQ(outcome.out.find("/somewhere"), std::string::npos);
    for (const std::string& word : words) EXPECT_NE(outcome.out.find(word), std::string::npos) << word;
    EXPECT_EQ(run(with(command, {"-h"})).out, outcome.out);
  }
}

TEST(CliVersion, IsThatOfTheProject) {
  const Outcome outcome = run({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "fallline " FALLLINE_EXPECTED_VERSION "\n");
  EXPECT_EQ(outcome.err, "");
}

// A stream that takes `room` bytes, then fails with `error`.
class Failing : public std::streambuf {
 public:
  Failing(std::size_t room, int error) : room_(room), error_(error) {}

 private:
  std::streamsize xsputn(const char*, std::streamsize count) override {
    if (static_cast<std::size_t>(count) > room_) return errno = error_, 0;
    room_ -= static_cast<std::size_t>(count);
    return count;
  }
  int_type overflow(int_type) override { return errno = error_, traits_type::eof(); }

  std::size_t room_;
  int error_;
};

TEST(CliOutput, EndsQuietlyWhenTheReaderLeaves) {
  for (const Arguments& arguments :
       {Arguments{"list", "surfaces"}, Arguments{"list", "optimizers", "--json"}, Arguments{"--help"}, critical,
        Arguments{"trace", "--surface", "saddle", "--optimizer", "adam", "--steps", "10000000"}}) {
    Failing closed(arguments[0] == "trace" ? 100'000 : 0, EPIPE);
    std::ostream out(&closed);
    const Outcome outcome = run_into(out, arguments);
    EXPECT_EQ(outcome.status, 0) << arguments[0];
    EXPECT_EQ(outcome.err, "") << arguments[0];
  }
}

TEST(CliOutput, SaysWhenItCannotBeWritten) {
  Failing full(0, ENOSPC);
  std::ostream out(&full);
  const Outcome outcome = run_into(out, himmelblau);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_TRUE(outcome.err.starts_with("fallline trace: standard output: cannot be written: ")) << outcome.err;
}

TEST(CliOutput, SaysWhenAFileCannotTakeIt) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no device that is always full";
  const Outcome outcome = run(with(himmelblau, {"--csv", "/dev/full"}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
}

}  // namespace
}  // namespace fallline::cli::test
