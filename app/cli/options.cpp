#include "app/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

#include "app/cli/numbers.h"
#include "app/cli/usage_error.h"

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

const SurfaceInfo& choose_surface(const std::string& key) {
  if (key.empty()) throw UsageError{"--surface is missing; a key of `fallline list surfaces` is expected"};
  if (const SurfaceInfo* surface = find_surface(key)) return *surface;
  throw UsageError{"--surface: " + unknown("surface", key, surface_keys())};
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
    const double value = read_number(fmt::format("{}: {}", option, key), text.substr(equals + 1));
    if (const auto why = refuse(parameters[*index], value)) throw UsageError{fmt::format("{}: {}", option, *why)};
    values[*index] = value;
  }
}

Document read_document(const std::string& source) {
  if (source.empty()) return default_document();
  auto loaded = is_share_line(source) ? document_from_share_line(source) : load_document(source);
  if (const auto* bad = std::get_if<Unreadable>(&loaded)) throw UsageError{bad->message};
  return std::get<Document>(std::move(loaded));
}

}  // namespace fallline::cli
