#include "app/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <variant>

#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"
#include "app/image_import.h"

namespace fallline::cli {
namespace {

std::vector<std::string> long_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

[[noreturn]] void refuse_leftover(const CLI::App& app, const std::string& argument) {
  if (!argument.starts_with('-')) throw UsageError{fmt::format("\"{}\" is not expected here", argument)};
  const std::vector<std::string> names = long_names(app);
  const std::vector<std::string_view> known(names.begin(), names.end());
  throw UsageError{unknown("option", argument.substr(0, argument.find('=')), known)};
}

// A mistyped key rather than a formula.
bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; }) &&
         std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c); });
}

GreyImage read_image(std::string_view place, const std::string& path) {
  auto imported = import_png(path);
  if (const auto* bad = std::get_if<Unreadable>(&imported)) throw UsageError{fmt::format("{}{}", place, bad->message)};
  return std::get<GreyImage>(std::move(imported));
}

double read_value(const std::string& where, const Parameter& p, std::string_view text) {
  if (p.scale != Scale::choice) return read_number(where, text);
  const auto value = read_choice(p, text);
  if (const auto* why = std::get_if<std::string>(&value)) throw UsageError{fmt::format("{}: {}", where, *why)};
  return std::get<double>(value);
}

}  // namespace

CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target, const std::string& form,
                      const std::string& meaning) {
  // Of a value given twice CLI11 would say nothing helpful: refuse_leftovers() does.
  return app.add_option(name, target, meaning)->type_name(form)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option* add_texts(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                       const std::string& form, const std::string& meaning) {
  return app.add_option(name, target, meaning)->type_name(form)->allow_extra_args(false);
}

void refuse_leftovers(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options())
    for (const std::string& value : option->results())
      if (value.empty() || value.starts_with("--"))
        throw UsageError{fmt::format("{}: a value is missing", option->get_name())};
  for (const std::string& argument : app.remaining())
    if (argument != "--") refuse_leftover(app, argument);
  for (const CLI::Option* option : app.get_options())
    if (option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeLast && option->count() > 1)
      throw UsageError{fmt::format("{}: given {} times; one is expected", option->get_name(), option->count())};
}

void assign(std::string_view option, std::string_view owner, std::span<const Parameter> parameters,
            const std::vector<std::string>& assignments, std::vector<double>& values) {
  std::vector<std::string_view> keys;
  for (const Parameter& parameter : parameters) keys.push_back(parameter.key);
  std::set<std::size_t> seen;
  for (const std::string_view text : assignments) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
      throw UsageError{fmt::format("{}: \"{}\"; NAME=VALUE is expected", option, text)};
    const std::string_view key = text.substr(0, equals);
    const auto index = find_parameter(parameters, key);
    if (!index && parameters.empty())
      throw UsageError{fmt::format("{}: \"{}\"; {} has no parameters", option, text, owner)};
    if (!index) throw UsageError{fmt::format("{}: {}", option, unknown("parameter", key, keys))};
    if (!seen.insert(*index).second) throw UsageError{fmt::format("{}: {} is given twice", option, key)};
    const double value = read_value(fmt::format("{}: {}", option, key), parameters[*index], text.substr(equals + 1));
    if (const auto why = refuse(parameters[*index], value)) throw UsageError{fmt::format("{}: {}", option, *why)};
    values[*index] = value;
  }
}

Experiment choose_surface(const std::string& text, const std::vector<std::string>& assignments) {
  if (text.empty())
    throw UsageError{
        "--surface is missing; a key of `fallline list surfaces`, a formula in x and y or a PNG file is expected"};
  Experiment e;
  if (const SurfaceInfo* surface = find_surface(text)) {
    change_surface(e, *surface);
  } else if (is_png_name(text)) {
    change_surface(e, read_image("--surface: ", text));
  } else if (is_word(text) && text != "x" && text != "y") {
    throw UsageError{"--surface: " + unknown("surface", text, surface_keys())};
  } else {
    const auto parsed = Formula::parse(text);
    if (const auto* error = std::get_if<FormulaError>(&parsed)) throw UsageError{"--surface: " + error->message};
    change_surface(e, std::get<Formula>(parsed));
  }
  assign("--param",
         e.surface.formula ? "the formula"
         : e.surface.image ? "the image"
                           : e.surface.key,
         parameters(e.surface), assignments, e.surface.values);
  return e;
}

BlockSpec read_block(const std::string& text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string key = text.substr(0, colon);
  const BlockInfo* info = find_block(key);
  if (!info) throw UsageError{"--block: " + unknown("block", key, block_keys())};
  BlockSpec block = block_spec(*info);
  std::vector<std::string> assignments;
  for (std::size_t from = colon + 1; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    assignments.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  assign("--block", key, info->parameters, assignments, block.values);
  return block;
}

Document read_document(const std::string& source) {
  if (source.empty()) return default_document();
  if (is_png_name(source)) {
    Document document = default_document();
    change_surface(on_surface(document.experiment), read_image("", source));
    return document;
  }
  auto loaded = is_share_line(source) ? document_from_share_line(source) : load_document(source);
  if (const auto* bad = std::get_if<Unreadable>(&loaded)) throw UsageError{bad->message};
  return std::get<Document>(std::move(loaded));
}

}  // namespace fallline::cli
