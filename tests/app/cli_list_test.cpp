#include <cmath>
#include <nlohmann/json.hpp>

#include "cli_support.h"
#include "data/data_sets.h"
#include "nn/activations.h"
#include "nn/initializers.h"
#include "nn/losses.h"
#include "nn/network_spec.h"
#include "nn/normalizations.h"
#include "nn/regularizers.h"
#include "optim/recipes.h"

namespace fallline::cli::test {
namespace {

using Json = nlohmann::json;

Json listed(const std::string& table) {
  const Outcome outcome = run({"list", table, "--json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  return Json::parse(outcome.out);
}

// JSON has no infinity.
Json bound(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

void expect_parameters(const Json& json, std::span<const Parameter> parameters) {
  constexpr const char* scales[] = {"linear", "log", "toggle", "choice"};
  ASSERT_EQ(json.size(), parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& p = parameters[i];
    EXPECT_EQ(json[i], (Json{{"key", p.key},
                             {"symbol", p.symbol},
                             {"label", p.label},
                             {"default", p.initial},
                             {"minimum", p.minimum},
                             {"maximum", p.maximum},
                             {"scale", scales[static_cast<std::size_t>(p.scale)]},
                             {"lower", bound(p.lower)},
                             {"upper", bound(p.upper)},
                             {"upper_excluded", p.upper_excluded},
                             {"whole", p.whole},
                             {"choices", p.choices},
                             {"meaning", p.meaning}}));
  }
}

TEST(CliList, JsonHoldsEverySurface) {
  const Json json = listed("surfaces");
  ASSERT_EQ(json.size(), surfaces().size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const SurfaceInfo& s = surfaces()[i];
    EXPECT_EQ(json[i]["key"], s.key);
    EXPECT_EQ(json[i]["label"], s.label);
    EXPECT_EQ(json[i]["group"], s.group);
    EXPECT_EQ(json[i]["formula"], s.formula);
    EXPECT_EQ(json[i]["source"], s.source);
    EXPECT_EQ(json[i]["domain"], (Json{s.domain.x_min, s.domain.x_max, s.domain.y_min, s.domain.y_max}));
    EXPECT_EQ(json[i]["start"], (Json{s.start.x, s.start.y}));
    EXPECT_EQ(json[i]["log_height"], s.log_height);
    EXPECT_EQ(json[i]["smooth"], s.smooth);
    ASSERT_EQ(json[i]["known"].size(), s.known.size());
    for (std::size_t k = 0; k < s.known.size(); ++k)
      EXPECT_EQ(json[i]["known"][k], (Json{{"kind", s.known[k].kind}, {"x", s.known[k].x}, {"y", s.known[k].y}}));
    expect_parameters(json[i]["parameters"], s.parameters);
  }
}

TEST(CliList, JsonHoldsEveryOptimizer) {
  const Json json = listed("optimizers");
  ASSERT_EQ(json.size(), optimizers().size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const OptimizerInfo& o = optimizers()[i];
    EXPECT_EQ(json[i]["key"], o.key);
    EXPECT_EQ(json[i]["label"], o.label);
    EXPECT_EQ(json[i]["hint"], o.hint);
    EXPECT_EQ(json[i]["formula"], o.formula);
    EXPECT_EQ(json[i]["source"], o.source);
    expect_parameters(json[i]["parameters"], o.parameters);
  }
}

TEST(CliList, JsonHoldsEveryBlock) {
  const Json json = listed("blocks");
  ASSERT_EQ(json.size(), blocks().size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const BlockInfo& b = blocks()[i];
    EXPECT_EQ(json[i]["key"], b.key);
    EXPECT_EQ(json[i]["label"], b.label);
    EXPECT_EQ(json[i]["group"], name_of(b.group));
    EXPECT_EQ(json[i]["formula"], b.formula);
    EXPECT_EQ(json[i]["source"], b.source);
    expect_parameters(json[i]["parameters"], b.parameters);
  }
}

template <class Info>
std::span<const Parameter> parameters_of(const Info& info) {
  if constexpr (std::is_same_v<Info, nn::RegularizerInfo>)
    return {&info.strength, 1};
  else if constexpr (std::is_same_v<Info, nn::NormalizationInfo>)
    return {};
  else
    return info.parameters;
}

template <class Info>
void expect_json(const std::string& table, std::span<const Info> entries) {
  const Json json = listed(table);
  ASSERT_EQ(json.size(), entries.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Info& e = entries[i];
    EXPECT_EQ(json[i]["key"], e.key);
    EXPECT_EQ(json[i]["label"], e.label);
    EXPECT_EQ(json[i]["formula"], e.formula);
    EXPECT_EQ(json[i]["source"], e.source);
    if constexpr (requires { e.kink; }) {
      EXPECT_EQ(json[i]["kink"], e.kink);
      EXPECT_EQ(json[i]["smooth"], e.smooth);
    }
    expect_parameters(json[i].value("parameters", Json::array()), parameters_of(e));
  }
}

TEST(CliList, JsonHoldsTheTablesOfNetworks) {
  expect_json("activations", nn::activations());
  expect_json("losses", nn::losses());
  expect_json("regularizers", nn::regularizers());
  expect_json("initializers", nn::initializers());
  expect_json("normalizations", nn::normalizations());
  expect_json("datasets", data_sets());
  EXPECT_EQ(listed("losses")[0]["target"], "numbers");
}

TEST(CliList, NormalizationsStandInTheirOrder) {
  ASSERT_EQ(nn::normalizations().size(), 6u);
  EXPECT_EQ(nn::find_normalization("batch"), nn::Normalization::batch);
  EXPECT_EQ(nn::find_normalization("group"), nn::Normalization::group);
  EXPECT_EQ(nn::find_normalization("spectral"), nn::Normalization::spectral);
}

// Where `word` begins, in characters of the line.
std::size_t column(const std::string& line, std::string_view word) {
  const std::size_t at = line.find(word);
  return static_cast<std::size_t>(std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at),
                                                [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

template <class Info>
void expect_text(const std::string& table, std::span<const Info> entries) {
  const Outcome outcome = run({"list", table});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  const auto text = lines(outcome.out);
  std::size_t line = 2;
  std::string group;
  for (const Info& entry : entries) {
    if constexpr (std::is_same_v<Info, SurfaceInfo>)
      if (entry.group != group) {
        group = entry.group;
        ASSERT_LT(line + 1, text.size());
        EXPECT_EQ(text[line++], "");
        EXPECT_EQ(text[line++], group + ":");
      }
    ASSERT_LT(line, text.size());
    EXPECT_TRUE(text[line].starts_with(std::string(entry.key) + " ")) << text[line];
    EXPECT_EQ(column(text[line], entry.formula), column(text[0], "FORMULA")) << text[line];
    EXPECT_EQ(column(text[line], entry.label), column(text[0], "LABEL")) << text[line];
    ++line;
    for (const Parameter& p : parameters_of(entry)) {
      ASSERT_LT(line, text.size());
      EXPECT_TRUE(text[line].starts_with("  " + std::string(p.key) + " ")) << text[line];
      EXPECT_EQ(column(text[line], p.meaning), column(text[1], "MEANING")) << text[line];
      ++line;
    }
  }
  EXPECT_EQ(line, text.size());
}

TEST(CliList, TextIsATableOfSurfaces) { expect_text("surfaces", surfaces()); }
TEST(CliList, TextIsATableOfOptimizers) { expect_text("optimizers", optimizers()); }
TEST(CliList, TextIsATableOfBlocks) { expect_text("blocks", blocks()); }
TEST(CliList, TextIsATableOfActivations) { expect_text("activations", nn::activations()); }
TEST(CliList, TextIsATableOfLosses) { expect_text("losses", nn::losses()); }
TEST(CliList, TextIsATableOfRegularizers) { expect_text("regularizers", nn::regularizers()); }
TEST(CliList, TextIsATableOfInitializers) { expect_text("initializers", nn::initializers()); }
TEST(CliList, TextIsATableOfNormalizations) { expect_text("normalizations", nn::normalizations()); }
TEST(CliList, TextIsATableOfDataSets) { expect_text("datasets", data_sets()); }

TEST(CliList, TextSaysWhatMayBeTyped) {
  const std::string text = run({"list", "optimizers"}).out;
  for (const char* range : {"[0, ∞)", "[0, 1)", "0 or 1"}) EXPECT_NE(text.find(range), std::string::npos) << range;
}

}  // namespace
}  // namespace fallline::cli::test
