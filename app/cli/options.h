// What the commands share: how options are declared, and how surfaces and parameters are chosen by their keys.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/parameter.h"
#include "objective/surface.h"
#include "session/document.h"

namespace fallline::cli {

// A command beside its declaration to CLI11. `call` returns the exit status, and throws UsageError and OutputClosed.
struct Command {
  CLI::App* app;
  std::function<int(std::ostream& out, std::ostream& err)> call;
};

// Options arrive as text and are read by the commands, so that all messages speak with one voice; `target` stays empty
// when the option was not given. `form` stands for the value in the help.
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target, const std::string& form,
                      const std::string& meaning);
// May be given several times, with one value each.
CLI::Option* add_texts(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                       const std::string& form, const std::string& meaning);

// Throws UsageError for what CLI11 could not place, options given twice, and values that are missing: empty, or the
// name of the next option (CLI11 takes it, as it must to read negative numbers).
void refuse_leftovers(const CLI::App& app);

// An experiment on the surface that `text` names: a key of the table, a formula, or a PNG file; with `assignments` to
// its parameters. Throws UsageError.
Experiment choose_surface(const std::string& text, const std::vector<std::string>& assignments);

// Takes `name=value` for the parameters of `owner` into `values`. Throws UsageError, as read_number() does.
void assign(std::string_view option, std::string_view owner, std::span<const Parameter> parameters,
            const std::vector<std::string>& assignments, std::vector<double>& values);

// A block as `key` or `key:name=value,name=value`. Throws UsageError.
BlockSpec read_block(const std::string& text);

// The document in a share line or in the file of this name (of a PNG image: the default one on it), or the default one
// when `source` is empty. Throws UsageError.
Document read_document(const std::string& source);

}  // namespace fallline::cli
