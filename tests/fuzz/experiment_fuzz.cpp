// Any bytes as an experiment file: refused in words, or an experiment that comes back from its own file as it was.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "session/experiment.h"

namespace {

using namespace fallline;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = experiment_from_json({reinterpret_cast<const char*>(data), size});
  if (const auto* bad = std::get_if<Unreadable>(&read)) {
    require(!bad->message.empty(), "what is refused is refused in words");
    return 0;
  }
  const Experiment& experiment = std::get<Experiment>(read);
  require(!refuse(experiment), "what was read can be run");
  const std::string saved = to_json(experiment);
  const auto again = experiment_from_json(saved);
  require(std::holds_alternative<Experiment>(again), "what was saved can be read");
  require(std::get<Experiment>(again) == experiment, "saved and read it is the same");
  require(to_json(std::get<Experiment>(again)) == saved, "saved again it is the same text");
  return 0;
}
