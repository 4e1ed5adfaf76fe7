// Documents: the same bytes after a round trip, and one clear message, never a crash, for all that is wrong.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>

#include "session/document.h"
#include "support/tables.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

std::string message(std::string_view text) {
  const auto read = document_from_json(text);
  const auto* bad = std::get_if<Unreadable>(&read);
  return bad ? bad->message : "";
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t more = byte < 0x80 ? 0 : byte >> 5 == 6 ? 1 : byte >> 4 == 14 ? 2 : byte >> 3 == 30 ? 3 : 9;
    if (more == 9 || i + more >= text.size() + (more == 0)) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if (static_cast<unsigned char>(text[i + k]) >> 6 != 2) return false;
    i += 1 + more;
  }
  return true;
}

// What every message must be: one line that a person can read on a screen.
void expect_readable(const std::string& m) {
  EXPECT_FALSE(m.empty());
  EXPECT_EQ(m.find('\n'), std::string::npos) << m;
  EXPECT_LT(m.size(), 400u) << m;
  EXPECT_TRUE(is_utf8(m)) << m;
}

const std::regex place_in_text("^line [0-9]+, column [0-9]+: .+");

// All paths of a document to its values: "racers[0].options.lr", with the pointer that finds it.
void collect(const Json& node, const std::string& path, const Json::json_pointer& pointer,
             std::vector<std::pair<std::string, Json::json_pointer>>& all) {
  if (!path.empty()) all.emplace_back(path, pointer);
  if (node.is_object())
    for (const auto& [key, child] : node.items())
      collect(child, path.empty() ? key : path + "." + key, pointer / key, all);
  if (node.is_array())
    for (std::size_t i = 0; i < node.size(); ++i)
      collect(node[i], path + "[" + std::to_string(i) + "]", pointer / i, all);
}

Document rich_document() {
  Document d = default_document();
  Experiment& e = on_surface(d.experiment);
  change_surface(e, *find_surface("quadratic"));
  e.surface.values = {1e10, -44.9};
  e.domain = {-0.1, 1.0 / 3, -1e-7, 2e-7};
  e.start = {0.1, -0.0};
  e.noise = 1e-300;
  e.seed = ~std::uint64_t{0};
  e.steps = 123'456;
  e.mode = Mode::continuing;
  e.log_height = true;
  e.racers[1].colour = 7;
  e.racers[0].blocks = {block_spec(*find_block("clip_norm")), block_spec(*find_block("cosine"))};
  e.racers[3] = opened_up(e.racers[2]);
  e.racers[3].colour = 5;
  d.view.step = 77;
  d.view.camera = {0.1, -0.2, 12.5, {1.0 / 3, -1e-7, 2}};
  d.view.map = Domain{-0.05, 0.1, 0, 1e-7};
  d.view.colours = "magma";
  d.view.hidden = {0, 7};
  d.view.focus = 3;
  for (const ViewSwitch& s : view_switches()) d.view.*s.on = !(d.view.*s.on);
  return d;
}

TEST(DocumentFile, RoundTripOfTheDefault) {
  for (const Document& e : {default_document(), rich_document()}) {
    const std::string text = to_json(e);
    const auto read = document_from_json(text);
    ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
    EXPECT_EQ(std::get<Document>(read), e);
    EXPECT_EQ(to_json(std::get<Document>(read)), text);
    EXPECT_EQ(text.back(), '\n');
  }
}

// Every surface with every optimizer, and numbers of every size: the bits of all of them survive.
TEST(DocumentFile, RoundTripOfRandomExperiments) {
  std::mt19937_64 random(5);
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  for (int round = 0; round < 500; ++round) {
    Document document = default_document();
    Experiment& e = on_surface(document.experiment);
    change_surface(e, surfaces()[random() % surfaces().size()]);
    const auto any_value = [&](const Parameter& p) {
      if (p.scale == Scale::toggle) return static_cast<double>(random() % 2);
      if (p.scale == Scale::choice) return static_cast<double>(random() % p.choices.size());
      const double value = p.scale == Scale::log ? std::exp(between(std::log(p.minimum), std::log(p.maximum)))
                                                 : between(p.minimum, p.maximum);
      return p.whole ? std::round(value) : value;
    };
    const auto parameters = find_surface(e.surface.key)->parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) e.surface.values[i] = any_value(parameters[i]);
    e.domain = {between(-9, 0), between(1e-3, 9), between(-9, 0), between(1e-3, 9)};
    e.start = {between(-1, 1) * std::pow(10, between(-12, 12)), between(-1, 1)};
    e.noise = std::pow(10, between(-300, 6));
    e.seed = random();
    e.steps = 1 + static_cast<std::int64_t>(random() % most_steps);
    e.mode = random() % 2 ? Mode::replay : Mode::continuing;
    e.racers.clear();
    for (int colour = 0; colour < static_cast<int>(random() % 9); ++colour) {
      const bool own = random() % 3 == 0;
      const OptimizerInfo& o = own ? own_chain() : optimizers()[random() % optimizers().size()];
      e.racers.push_back(racer_spec(o, colour));
      RacerSpec& racer = e.racers.back();
      for (std::size_t i = 0; i < o.parameters.size(); ++i) racer.values[i] = any_value(o.parameters[i]);
      for (std::size_t tries = random() % most_blocks; tries > 0; --tries) {
        const BlockInfo& block = blocks()[random() % blocks().size()];
        if (!own && block.place == BlockPlace::inside) continue;
        racer.blocks.push_back(block_spec(block));
        for (std::size_t i = 0; i < block.parameters.size(); ++i)
          racer.blocks.back().values[i] = any_value(block.parameters[i]);
      }
    }
    ViewSpec& v = document.view;
    v.step = static_cast<std::int64_t>(random() % most_steps);
    v.camera = {between(-4, 4), between(-1.5, 1.5), between(0.5, 50), {between(-1, 1), between(-1, 1), between(-1, 1)}};
    if (random() % 2) v.map = Domain{between(-9, 0), between(1e-3, 9), between(-9, 0), between(1e-3, 9)};
    v.colours = height_colours()[random() % height_colours().size()];
    for (int colour = 0; colour < 8; ++colour)
      if (random() % 2) v.hidden.push_back(colour);
    v.focus = static_cast<int>(random() % 8);
    for (const ViewSwitch& s : view_switches()) v.*s.on = random() % 2 == 0;
    ASSERT_EQ(refuse(document), std::nullopt);
    const std::string text = to_json(document);
    const auto read = document_from_json(text);
    ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
    ASSERT_EQ(std::get<Document>(read), document);
    ASSERT_EQ(to_json(std::get<Document>(read)), text);
    const auto shared = document_from_share_line(share_line(document));
    ASSERT_TRUE(std::holds_alternative<Document>(shared)) << std::get<Unreadable>(shared).message;
    ASSERT_EQ(std::get<Document>(shared), document);
  }
}

TEST(DocumentFile, MissingKeysKeepTheDefault) {
  const auto read = [](std::string_view text) {
    return on_surface(std::get<Document>(document_from_json(text)).experiment);
  };
  EXPECT_EQ(read(R"({"fallline": 1})"), default_experiment());
  Experiment e = default_experiment();
  change_surface(e, *find_surface("beale"));
  EXPECT_EQ(read(R"({"fallline": 1, "surface": {"key": "beale"}})"), e) << "a surface brings its domain and start";
  e.start = {1, 2};
  EXPECT_EQ(read(R"({"fallline": 1, "start": [1, 2], "surface": {"key": "beale"}})"), e) << "in any order";
  const Experiment two =
      read(R"({"fallline": 1, "racers": [{"optimizer": "adam"}, {"optimizer": "sgd", "options": {"lr": 0.5}}]})");
  ASSERT_EQ(two.racers.size(), 2u);
  EXPECT_EQ(two.racers[0], racer_spec(*find_optimizer("adam"), 0));
  EXPECT_EQ(two.racers[1], (RacerSpec{"sgd", {0.5}, 1}));
}

// Each value in turn replaced by one of every type: whatever is not accepted is refused with its path.
TEST(DocumentFile, WrongTypesAreRefusedWithTheirPath) {
  const Json document = Json::parse(to_json(rich_document()));
  std::vector<std::pair<std::string, Json::json_pointer>> places;
  collect(document, "", Json::json_pointer(), places);
  ASSERT_GT(places.size(), 25u);
  const std::vector<Json> intruders{nullptr,
                                    true,
                                    "text",
                                    1.5,
                                    -3,
                                    Json::array(),
                                    Json::object(),
                                    Json::array({1, "two"}),
                                    Json::object({{"lr", "fast"}}),
                                    1e300,
                                    Json::array({Json::array({1, 2})}),
                                    "ein sehr langer Text, länger als vierzig Zeichen, mit Umlauten äöü"};
  int refused = 0;
  for (const auto& [path, pointer] : places)
    for (const Json& intruder : intruders) {
      Json spoiled = document;
      spoiled[pointer] = intruder;
      if (spoiled == document) continue;
      const auto read = document_from_json(spoiled.dump());
      if (const auto* good = std::get_if<Document>(&read)) {
        // Taken: then it was a number or a list that means something, and it is kept.
        EXPECT_EQ(refuse(*good), std::nullopt);
        EXPECT_TRUE(intruder.is_number() || intruder.is_boolean() || intruder.empty()) << path << ": " << intruder;
        continue;
      }
      ++refused;
      const std::string& m = std::get<Unreadable>(read).message;
      expect_readable(m);
      // A wrong key of the surface or optimizer may show first in the values that belong to it.
      // A number in a list may be refused for what it means beside the others.
      const std::string list = path.substr(0, path.ends_with(']') ? path.rfind('[') : path.size());
      EXPECT_TRUE(m.starts_with(path) || (m.starts_with(list) && intruder.is_number()))
          << path << " := " << intruder << " gives: " << m;
    }
  EXPECT_GT(refused, 200);
}

TEST(DocumentFile, UnknownKeysAreRefusedWithASuggestion) {
  EXPECT_EQ(message(R"({"fallline": 1, "view": {"lihgt": true}})"),
            "view.lihgt: unknown key \"lihgt\"; did you mean \"light\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "step": 3})"), "step: unknown key \"step\"; did you mean \"steps\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"kye": "beale"}})"),
            "surface.kye: unknown key \"kye\"; did you mean \"key\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"key": "rosenbrok"}})"),
            "surface.key: unknown surface \"rosenbrok\"; did you mean \"rosenbrock\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"key": "quadratic", "parameters": {"kapa": 3}}})"),
            "surface.parameters.kapa: unknown parameter \"kapa\"; did you mean \"kappa\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "racers": [{"optimizer": "sgd"}, {"optimizer": "adma"}]})"),
            "racers[1].optimizer: unknown optimizer \"adma\"; did you mean \"adam\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "racers": [{"optimizer": "adam", "options": {"beta_1": 0.5}}]})"),
            "racers[0].options.beta_1: unknown option \"beta_1\"; did you mean \"beta1\"?");
}

TEST(DocumentFile, BlocksAreRefusedWithTheirPlace) {
  const auto of = [](std::string_view optimizer, std::string_view blocks) {
    return message("{\"fallline\": 1, \"racers\": [{\"optimizer\": \"" + std::string(optimizer) +
                   "\", \"blocks\": " + std::string(blocks) + "}]}");
  };
  EXPECT_EQ(of("adam", R"([{"block": "clip_norm", "options": {"limit": 2}}, {"block": "cosine"}])"), "");
  EXPECT_EQ(of("custom", "[]"), "");
  EXPECT_EQ(of("custom", R"([{"block": "momentum"}, {"block": "learning_rate"}, {"block": "momentum"}])"), "");
  EXPECT_EQ(of("adam", R"([{"block": "clip_norn"}])"),
            "racers[0].blocks[0].block: unknown block \"clip_norn\"; did you mean \"clip_norm\"?");
  EXPECT_EQ(of("adam", R"([{"options": {}}])"),
            "racers[0].blocks[0]: an object; an object with the key \"block\" is expected");
  EXPECT_EQ(of("adam", R"([{"block": "cosine", "option": {}}])"),
            "racers[0].blocks[0].option: unknown key \"option\"; did you mean \"options\"?");
  EXPECT_EQ(of("adam", R"([{"block": "cosine", "options": {"stps": 3}}])"),
            "racers[0].blocks[0].options.stps: unknown option \"stps\"; did you mean \"steps\"?");
  EXPECT_TRUE(of("adam", R"([{"block": "cosine"}, {"block": "clip_norm", "options": {"limit": -1}}])")
                  .starts_with("racers[0].blocks[1].options.limit"));
  EXPECT_TRUE(of("adam", R"([{"block": "cosine", "options": {"steps": 2.5}}])")
                  .starts_with("racers[0].blocks[0].options.steps"));
  EXPECT_EQ(of("sgd", R"([{"block": "momentum"}])"),
            "racers[0].blocks[0].block: momentum would change sgd itself; it is expected in an own chain (optimizer "
            "\"custom\")");
  EXPECT_TRUE(of("custom", R"("momentum")").starts_with("racers[0].blocks: "));
  std::string many;
  for (std::size_t i = 0; i <= most_blocks; ++i) many += std::string(i ? "," : "[") + R"({"block": "momentum"})";
  EXPECT_EQ(of("custom", many + "]"), "racers[0].blocks: 17 of them; at most 16 are expected");
}

TEST(DocumentFile, VersionsAreChecked) {
  EXPECT_TRUE(message(R"({"fallline": 2})").starts_with("fallline: version 2 is newer than this program"));
  EXPECT_TRUE(message(R"({"fallline": 0})").starts_with("fallline: 0; version 1 is expected"));
  EXPECT_TRUE(message(R"({"fallline": -7})").starts_with("fallline: "));
  EXPECT_TRUE(message(R"({"fallline": "1"})").starts_with("fallline: "));
  EXPECT_TRUE(message(R"({"steps": 3})").starts_with("the document: the key \"fallline\""));
  for (const std::string_view root : {"[]", "3", "\"text\"", "null", "true"})
    EXPECT_TRUE(message(root).starts_with("the document: ")) << message(root);
}

TEST(DocumentFile, Formulas) {
  const auto read = document_from_json(
      R"({"fallline": 1, "surface": {"formula": "a*x^2 - b*y^2", "parameters": {"b": 3}}, "start": [1, 2]})");
  ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
  const Experiment& e = on_surface(std::get<Document>(read).experiment);
  EXPECT_EQ(e.surface.formula->text(), "a*x^2 - b*y^2");
  EXPECT_EQ(e.surface.values, (std::vector<double>{1, 3}));
  EXPECT_EQ(e.start, (Point{1, 2}));
  EXPECT_EQ(std::get<Document>(document_from_json(to_json(std::get<Document>(read)))), std::get<Document>(read));
  EXPECT_EQ(message(R"json({"fallline": 1, "surface": {"formula": "x + sni(y)"}})json"),
            "surface.formula: column 5: unknown function \"sni\"; did you mean \"sin\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"formula": "a*x", "parameters": {"c": 1}}})"),
            "surface.parameters.c: unknown parameter \"c\"; did you mean \"a\"?");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"formula": "a*x", "parameters": {"a": "a + 1"}}})"),
            "surface.parameters.a: \"a + 1\"; a number is expected");
  EXPECT_EQ(message(R"({"fallline": 1, "surface": {"formula": "x", "key": "beale"}})"),
            "surface: it has more than one of a key, a formula and an image; one of them is expected");
}

TEST(DocumentFile, AKeyGivenTwice) {
  EXPECT_EQ(message(R"({"fallline": 1, "steps": 3, "steps": 4})"), "steps: given twice; each key is expected once");
  EXPECT_EQ(message(R"({"fallline": 1, "racers": [{"optimizer": "sgd", "options": {"lr": 1, "lr": 2}}]})"),
            "racers.options.lr: given twice; each key is expected once");
  EXPECT_EQ(message(R"({"fallline": 1, "racers": [{"optimizer": "sgd"}, {"optimizer": "sgd"}]})"), "");
}

TEST(DocumentFile, RacersWithoutAColourTakeAFreeOne) {
  const auto read = document_from_json(
      R"({"fallline": 1, "racers": [{"optimizer": "sgd"}, {"optimizer": "adam", "colour": 0}, {"optimizer": "sgd"}]})");
  ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
  const auto& racers = on_surface(std::get<Document>(read).experiment).racers;
  EXPECT_EQ(racers[0].colour, 1);
  EXPECT_EQ(racers[1].colour, 0);
  EXPECT_EQ(racers[2].colour, 2);
}

TEST(DocumentFile, CutOffAnywhere) {
  Document formula = rich_document();
  change_surface(on_surface(formula.experiment), std::get<Formula>(Formula::parse("a*x^2 - y^2")));
  const std::string text = to_json(formula);
  for (std::size_t size = 0; size + 2 < text.size(); ++size) {
    const std::string m = message(std::string_view(text).substr(0, size));
    expect_readable(m);
    ASSERT_TRUE(std::regex_match(m, place_in_text)) << size << ": " << m;
  }
  EXPECT_EQ(message(std::string_view(text).substr(0, text.size() - 1)), "") << "the last line end may be missing";
}

TEST(DocumentFile, PlacesAreLinesAndColumns) {
  EXPECT_EQ(message(""), "line 1, column 1: not valid JSON here");
  EXPECT_EQ(message("{\n  \"fallline\": 1,\n  \"steps\": x\n}"), "line 3, column 12: not valid JSON here");
  EXPECT_EQ(message("{\n\n}}"), "line 3, column 2: not valid JSON here");
}

// Any byte replaced by any of these: read or refused, with a message, and never more than that.
TEST(DocumentFile, SpoiledBytes) {
  const std::string text = to_json(default_document());
  for (std::size_t i = 0; i < text.size(); ++i)
    for (const char byte :
         {'\0', '"', '{', '}', '[', ']', ',', ':', '-', '9', 'e', '.', ' ', '\\', '\xff', '\xc3', 'u'}) {
      std::string spoiled = text;
      spoiled[i] = byte;
      const auto read = document_from_json(spoiled);
      if (const auto* bad = std::get_if<Unreadable>(&read))
        expect_readable(bad->message);
      else
        EXPECT_EQ(refuse(std::get<Document>(read)), std::nullopt);
    }
}

TEST(DocumentFile, NumbersThatAreNone) {
  const auto with = [](std::string_view key, std::string_view number) {
    return message("{\"fallline\": 1,\n \"" + std::string(key) + "\": " + std::string(number) + "}");
  };
  // JSON has no words for these: the text is wrong at a line and column.
  for (const std::string_view number :
       {"NaN", "Infinity", "-Infinity", "nan", "0x10", "1.", ".5", "+1", "01", "1e999", "-1e999", "1e400"})
    EXPECT_TRUE(std::regex_match(with("noise", number), place_in_text)) << number << ": " << with("noise", number);
  // These are numbers, but not for this key.
  for (const std::string_view number : {"-1", "1e300", "1e7"})
    EXPECT_TRUE(with("noise", number).starts_with("noise: ")) << with("noise", number);
  for (const std::string_view number :
       {"0", "-5", "1.0", "2.5", "1e3", "10000001", "99999999999999999999", "-1e40", "18446744073709551615"})
    EXPECT_TRUE(with("steps", number).starts_with("steps: ")) << with("steps", number);
  for (const std::string_view number : {"-1", "1.5", "18446744073709551616", "1e3"})
    EXPECT_TRUE(with("seed", number).starts_with("seed: ")) << with("seed", number);
  EXPECT_EQ(with("seed", "18446744073709551615"), "");
  EXPECT_EQ(with("noise", "1e-999"), "") << "too small is zero";
}

// Lists in lists, deeper than any stack.
TEST(DocumentFile, NumbersThatAreTooLargeAreFound) {
  EXPECT_EQ(message("{\"fallline\": 1,\n  \"noise\": 1e999}"), "line 2, column 12: this number is too large");
  EXPECT_EQ(message("[1, -1e400, 2]"), "line 1, column 5: this number is too large");
}

// However long or odd a text is, the message shows its beginning, on one line and in whole characters.
TEST(DocumentFile, OddTexts) {
  for (std::size_t length = 30; length < 45; ++length) {
    const std::string text = std::string(length, 'x') + "äöü€𝄞äöü€𝄞";
    expect_readable(message("{\"fallline\": 1, \"mode\": \"" + text + "\"}"));
    expect_readable(message("{\"fallline\": 1, \"" + text + "\": 1}"));
    expect_readable(message("{\"fallline\": 1, \"steps\": \"" + text + "\"}"));
  }
  EXPECT_EQ(message(R"({"fallline": 1, "mode": "a\nb\tc"})"), R"(mode: "a\nb\tc"; "replay" or "continue" is expected)");
  EXPECT_EQ(message(R"({"fallline": 1, "st\nart": 0})"), R"(st\nart: unknown key "st\nart"; did you mean "start"?)");
  expect_readable(message("{\"fallline\": 1, \"surface\": {\"key\": \"" + std::string(100'000, 'q') + "\"}}"));
}

TEST(DocumentFile, DeepNesting) {
  constexpr std::size_t depth = 1'000'000;
  const std::string deep = std::string(depth, '[') + std::string(depth, ']');
  expect_readable(message(deep));
  expect_readable(message(std::string(depth, '[')));
  EXPECT_TRUE(message("{\"fallline\": 1, \"steps\": " + deep + "}").starts_with("steps: "));
}

TEST(DocumentFile, FilesAreNamedInTheMessage) {
  const std::string path = testing::TempDir() + "fallline_document_file_test.json";
  const auto write = [&](std::string_view text) { std::ofstream(path, std::ios::binary) << text; };
  write(to_json(rich_document()));
  EXPECT_EQ(std::get<Document>(load_document(path)), rich_document());
  write("{\n]");
  EXPECT_EQ(std::get<Unreadable>(load_document(path)).message, path + ": line 2, column 1: not valid JSON here");
  write("");
  EXPECT_EQ(std::get<Unreadable>(load_document(path)).message, path + ": line 1, column 1: not valid JSON here");
  std::remove(path.c_str());
  EXPECT_EQ(std::get<Unreadable>(load_document(path)).message, path + ": cannot be read");
  EXPECT_EQ(std::get<Unreadable>(load_document(testing::TempDir())).message, testing::TempDir() + ": cannot be read");
}

}  // namespace
}  // namespace fallline
