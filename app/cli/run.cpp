#include "app/cli/run.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <system_error>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/usage_error.h"

namespace fallline::cli {
namespace {

constexpr int usage_status = 2;

// Arguments may hold anything; a message is one line.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return text;
}

// The arguments in reverse, as CLI11 takes them. Of `--name=` it would take the next argument for the value.
std::vector<std::string> arguments(int argc, const char* const* argv) {
  std::vector<std::string> all;
  for (int i = argc - 1; i > 0; --i) {
    all.emplace_back(argv[i]);
    if (std::string& last = all.back(); last.starts_with("--") && last.ends_with('=')) {
      last.pop_back();
      all.insert(all.end() - 1, "");
    }
  }
  return all;
}

void print(std::ostream& out, std::string_view text) {
  Output output(out);
  output.print("{}", text);
  output.finish();
}

class CommandLine {
 public:
  explicit CommandLine(const Program& program) {
    app_.set_version_flag("--version", "fallline " FALLLINE_VERSION, "Print the version and end");
    app_.footer("fallline COMMAND --help tells more of a command.");
    app_.require_subcommand(0, 1)->allow_extras();  // subcommands inherit the latter
    window_ = add_window(app_, program);
    commands_ = {add_list(app_),
                 add_trace(app_),
                 add_critical(app_),
                 add_basins(app_),
                 add_export(app_, program),
                 add_share(app_),
                 add_render(app_, program),
                 add_train(app_),
                 add_derivatives(app_),
                 add_spectrum(app_),
                 add_data(app_),
                 add_landscape(app_),
                 add_sweep(app_)};
  }

  int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    try {
      app_.parse(arguments(argc, argv));
    } catch (const CLI::CallForHelp&) {
      print(out, app_.help());
      return 0;
    } catch (const CLI::CallForVersion& version) {
      print(out, fmt::format("{}\n", version.what()));
      return 0;
    } catch (const CLI::ArgumentMismatch& error) {
      // Its message begins with the option's name.
      const std::string_view what = error.what();
      throw UsageError{fmt::format("{}: a value is missing", what.substr(0, what.find(':')))};
    } catch (const CLI::ParseError& error) {
      throw UsageError{error.what()};
    }
    const Command& chosen = command();
    if (chosen.app == &app_)
      refuse_mistyped_command();
    else
      refuse_anything_before(*chosen.app);
    refuse_leftovers(app_);
    refuse_leftovers(*chosen.app);
    return chosen.call(out, err);
  }

  // "fallline trace", as far as it is known.
  std::string name() const {
    return command().app == &app_ ? app_.get_name() : app_.get_name() + " " + command().app->get_name();
  }

 private:
  const Command& command() const {
    const auto chosen =
        std::find_if(commands_.begin(), commands_.end(), [](const Command& c) { return c.app->parsed(); });
    return chosen == commands_.end() ? window_ : *chosen;
  }

  // A word that names no file is taken for a command if it looks like one.
  void refuse_mistyped_command() const {
    const CLI::Option* experiment = app_.get_option("experiment");
    std::error_code ignored;
    if (experiment->count() == 0 || std::filesystem::exists(experiment->results()[0], ignored)) return;
    const std::string& word = experiment->results()[0];
    std::vector<std::string> names;
    for (const Command& c : commands_) names.push_back(c.app->get_name());
    const std::vector<std::string_view> known(names.begin(), names.end());
    if (nearest(word, known)) throw UsageError{unknown("command", word, known)};
  }

  void refuse_anything_before(const CLI::App& command) const {
    for (const CLI::Option* option : app_.get_options())
      if (option->count() > 0)
        throw UsageError{fmt::format("\"{}\" stands before \"{}\"; nothing is expected there",
                                     option->get_positional() ? option->results()[0] : option->get_name(),
                                     command.get_name())};
  }

  CLI::App app_{"Fallline: a desktop lab for optimization. Without a command, its window.", "fallline"};
  Command window_;
  std::vector<Command> commands_;
};

}  // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err, const Program& program) {
  CommandLine line(program);
  try {
    return line.run(argc, argv, out, err);
  } catch (const OutputClosed&) {
    return 0;
  } catch (const UsageError& error) {
    err << one_line(fmt::format("{}: {}", line.name(), error.message)) << '\n';
    return usage_status;
  }
}

}  // namespace fallline::cli
