#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <type_traits>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/usage_error.h"
#include "data/data_sets.h"
#include "nn/activations.h"
#include "nn/initializers.h"
#include "nn/losses.h"
#include "nn/normalizations.h"
#include "nn/regularizers.h"
#include "optim/recipes.h"

namespace fallline::cli {
namespace {

using Json = nlohmann::ordered_json;

// Everything the tables hold. JSON has no infinity: a bound that is not there is null.

std::string_view name_of(Scale scale) {
  switch (scale) {
    case Scale::linear:
      return "linear";
    case Scale::log:
      return "log";
    case Scale::toggle:
      return "toggle";
    case Scale::choice:
      return "choice";
  }
  return "";
}

Json to_json(std::span<const Parameter> parameters) {
  Json list = Json::array();
  for (const Parameter& p : parameters)
    list.push_back({{"key", p.key},
                    {"symbol", p.symbol},
                    {"label", p.label},
                    {"default", p.initial},
                    {"minimum", p.minimum},
                    {"maximum", p.maximum},
                    {"scale", name_of(p.scale)},
                    {"lower", p.lower},
                    {"upper", p.upper},
                    {"upper_excluded", p.upper_excluded},
                    {"whole", p.whole},
                    {"choices", p.choices},
                    {"meaning", p.meaning}});
  return list;
}

Json to_json(const SurfaceInfo& s) {
  Json known = Json::array();
  for (const KnownPoint& k : s.known) known.push_back({{"kind", k.kind}, {"x", k.x}, {"y", k.y}});
  return {{"key", s.key},
          {"label", s.label},
          {"group", s.group},
          {"formula", s.formula},
          {"source", s.source},
          {"parameters", to_json(s.parameters)},
          {"domain", {s.domain.x_min, s.domain.x_max, s.domain.y_min, s.domain.y_max}},
          {"start", {s.start.x, s.start.y}},
          {"log_height", s.log_height},
          {"smooth", s.smooth},
          {"known", known}};
}

Json to_json(const OptimizerInfo& o) {
  return {{"key", o.key},         {"label", o.label},   {"hint", o.hint},
          {"formula", o.formula}, {"source", o.source}, {"parameters", to_json(o.parameters)}};
}

Json to_json(const BlockInfo& b) {
  return {{"key", b.key},         {"label", b.label},   {"group", name_of(b.group)},
          {"formula", b.formula}, {"source", b.source}, {"parameters", to_json(b.parameters)}};
}

std::string_view name_of(nn::Target target) {
  switch (target) {
    case nn::Target::real:
      return "numbers";
    case nn::Target::binary:
    case nn::Target::sign:
      return "two classes";
    case nn::Target::one_of:
      return "classes";
  }
  return "";
}

Json to_json(const nn::ActivationInfo& a) {
  return {{"key", a.key},   {"label", a.label},   {"formula", a.formula}, {"source", a.source},
          {"kink", a.kink}, {"smooth", a.smooth}, {"learned", a.learned}, {"parameters", to_json(a.parameters)}};
}

Json to_json(const nn::LossInfo& l) {
  return {
      {"key", l.key},       {"label", l.label}, {"target", name_of(l.target)}, {"formula", l.formula},
      {"source", l.source}, {"kink", l.kink},   {"smooth", l.smooth},          {"parameters", to_json(l.parameters)}};
}

Json to_json(const nn::RegularizerInfo& r) {
  return {{"key", r.key},
          {"label", r.label},
          {"formula", r.formula},
          {"source", r.source},
          {"kink", r.kink},
          {"smooth", r.smooth},
          {"parameters", to_json({&r.strength, 1})}};
}

Json to_json(const nn::InitializerInfo& i) {
  return {{"key", i.key},
          {"label", i.label},
          {"formula", i.formula},
          {"source", i.source},
          {"parameters", to_json(i.parameters)}};
}

Json to_json(const nn::NormalizationInfo& n) {
  return {{"key", n.key}, {"label", n.label}, {"formula", n.formula}, {"source", n.source}};
}

Json to_json(const DataSetInfo& d) {
  return {{"key", d.key},
          {"label", d.label},
          {"formula", d.formula},
          {"source", d.source},
          {"features", d.features},
          {"target", d.regression()          ? "numbers"
                     : d.classes_key.empty() ? "two classes"
                                             : "classes"},
          {"parameters", to_json(d.parameters)}};
}

template <class Info>
void print_json(Output& out, std::span<const Info> table) {
  Json list = Json::array();
  for (const Info& info : table) list.push_back(to_json(info));
  out.print("{}\n", list.dump(2));
}

// What may be typed, as an interval.
std::string range(const Parameter& p) {
  if (p.scale == Scale::toggle) return "0 or 1";
  if (p.scale == Scale::choice) return fmt::format("{}", fmt::join(p.choices, "|"));
  const auto bound = [](double value) { return std::isinf(value) ? "∞" : fmt::format("{}", value); };
  return fmt::format("{}{}, {}{}", std::isinf(p.lower) ? "(−" : "[", bound(p.lower), bound(p.upper),
                     std::isinf(p.upper) || p.upper_excluded ? ")" : "]");
}

// Characters, not bytes: none of the tables' letters is wider than one column of a terminal.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; }));
}

// The heading an entry stands under, in a table that has some.
template <class Info>
std::string_view heading(const Info& info) {
  if constexpr (std::is_same_v<Info, SurfaceInfo>)
    return info.group;
  else
    return "";
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

// One line an entry, and below it one for each of its parameters, in the same columns; a heading before each group.
template <class Info>
void print_text(Output& out, std::span<const Info> table) {
  std::vector<std::vector<std::string>> rows{{"KEY", "LABEL", "FORMULA"},
                                             {"  PARAMETER", "SYMBOL", "DEFAULT", "RANGE", "MEANING"}};
  std::string_view group;
  for (const Info& info : table) {
    if (heading(info) != group) {
      group = heading(info);
      rows.insert(rows.end(), {{""}, {fmt::format("{}:", group)}});
    }
    rows.push_back({std::string(info.key), std::string(info.label), std::string(info.formula)});
    for (const Parameter& p : parameters_of(info))
      rows.push_back({fmt::format("  {}", p.key), std::string(p.symbol), fmt::format("{}", p.initial), range(p),
                      std::string(p.meaning)});
  }
  // The last cell of a row has no column to fill.
  std::array<std::size_t, 4> widths{};
  for (const auto& row : rows)
    for (std::size_t i = 0; i + 1 < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) out.print("{}{:{}}", row[i], "", widths[i] - width(row[i]) + 2);
    out.print("{}\n", row.back());
  }
}

struct ListOptions {
  std::string table;
  bool json = false;
};

template <class Table>
void print_table(Output& out, bool json, Table table) {
  json ? print_json(out, table) : print_text(out, table);
}

struct NamedTable {
  std::string_view name;
  void (*print)(Output& out, bool json);
};

constexpr NamedTable tables[] = {
    {"surfaces", [](Output& out, bool json) { print_table(out, json, surfaces()); }},
    {"optimizers", [](Output& out, bool json) { print_table(out, json, optimizers()); }},
    {"blocks", [](Output& out, bool json) { print_table(out, json, blocks()); }},
    {"activations", [](Output& out, bool json) { print_table(out, json, nn::activations()); }},
    {"losses", [](Output& out, bool json) { print_table(out, json, nn::losses()); }},
    {"regularizers", [](Output& out, bool json) { print_table(out, json, nn::regularizers()); }},
    {"initializers", [](Output& out, bool json) { print_table(out, json, nn::initializers()); }},
    {"normalizations", [](Output& out, bool json) { print_table(out, json, nn::normalizations()); }},
    {"datasets", [](Output& out, bool json) { print_table(out, json, data_sets()); }},
};

int list(const ListOptions& options, std::ostream& standard_output) {
  std::vector<std::string_view> names;
  for (const NamedTable& table : tables) names.push_back(table.name);
  if (options.table.empty()) throw UsageError{fmt::format("a table is expected: {}", fmt::join(names, ", "))};
  const auto* chosen = std::ranges::find(tables, options.table, &NamedTable::name);
  if (chosen == std::end(tables)) throw UsageError{unknown("table", options.table, names)};
  Output out(standard_output);
  chosen->print(out, options.json);
  out.finish();
  return 0;
}

}  // namespace

Command add_list(CLI::App& app) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = app.add_subcommand("list", "The tables of all that can be chosen, with their parameters");
  add_text(*command, "table", options->table, "TABLE", "Which table; needed");
  command->add_flag("--json", options->json, "Everything the table holds, as JSON");
  command->footer(
      "Tables: surfaces, optimizers, blocks; and of networks: activations, losses, regularizers, initializers,\n"
      "normalizations, datasets.\n\n"
      "Example: fallline list optimizers");
  return {command, [options](std::ostream& out, std::ostream&) { return list(*options, out); }};
}

}  // namespace fallline::cli
