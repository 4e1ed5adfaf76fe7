// Experiment: everything a person has chosen, as one plain value. The window edits it, files and the command line carry
// it, and a session turns it into numbers; the same experiment gives the same numbers everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "optim/recipes.h"
#include "session/surface_spec.h"

namespace fallline {

inline constexpr std::size_t most_racers = 8;           // as many as there are colours to tell them apart
inline constexpr std::int64_t most_steps = 10'000'000;  // of one run
inline constexpr double highest_noise = 1e6, highest_penalty = 1e6;
inline constexpr std::size_t most_samples = 1'000'000;  // in a mini-batch
inline constexpr std::size_t most_blocks = 16;          // of one racer

struct RacerSpec {
  std::string optimizer;               // a key of optimizers()
  std::vector<double> values;          // in the order of its parameters
  int colour = 0;                      // which of the racer colours; also what tells one racer from another
  std::vector<BlockSpec> blocks = {};  // around the method, or, of the own chain, all of it
  friend bool operator==(const RacerSpec&, const RacerSpec&) = default;
};

enum class Mode {
  replay,      // a change is as if it had always been so: all paths are computed again from the start
  continuing,  // a change holds from the current step on, as in a real training run
};

struct Experiment {
  SurfaceSpec surface;
  Domain domain{};
  Point start{};
  double noise = 0;            // σ of the gradient noise
  std::size_t batch_size = 0;  // samples in a mini-batch; 0, or as many as there are: all
  double l1 = 0, l2 = 0;       // λ of the terms λ‖θ‖₁ and λ‖θ‖² in the loss
  std::uint64_t seed = 1;      // of the noise and the mini-batches
  std::int64_t steps = 400;    // length of the run
  Mode mode = Mode::replay;
  bool log_height = true;
  std::vector<RacerSpec> racers;
  friend bool operator==(const Experiment&, const Experiment&) = default;
};

// SGD, Momentum, Adam and RMSProp on Himmelblau's function.
Experiment default_experiment();

RacerSpec racer_spec(const OptimizerInfo& info, int colour);

// Why something was not taken, in one line.
struct Unreadable {
  std::string message;
};

// The experiment on another surface: its parameters, domain, start and height scale; everything else stays. A formula
// brings ±3 in both directions, an image the rectangle that it covers.
void change_surface(Experiment& experiment, const SurfaceInfo& info);
void change_surface(Experiment& experiment, const Formula& formula);
void change_surface(Experiment& experiment, const GreyImage& image);

// The experiment on an edited formula: parameters keep the values that the surface had by the same names, and the
// domain, start and height scale stay.
void change_formula(Experiment& experiment, const Formula& formula);

// The lowest colour that no racer has; nothing when all are taken.
std::optional<int> free_colour(const Experiment& experiment);

// The same optimizer but for its options.
bool same_method(const RacerSpec& a, const RacerSpec& b);

// The racer's η: of its method, or, of an own chain, of the first block that has one.
std::optional<double> learning_rate(const RacerSpec& spec);

// "SGD + Clip by norm", "SGD + 3 blocks".
std::string name_of(const RacerSpec& spec);

// The same chain with all of it as blocks that can be moved: an own chain.
RacerSpec opened_up(const RacerSpec& spec);

// The options of the racer and of its blocks, as Racer::set_options() takes them.
std::vector<double> all_values(const RacerSpec& spec);

// The table's entry; only for experiments that refuse() passed.
const OptimizerInfo& info(const RacerSpec& spec);

// The loss that is optimized, its terms in θ alone included.
std::shared_ptr<const Surface> make_surface(const Experiment& experiment);

// Nothing if these blocks may stand around the method; else what is wrong and where, beginning with `where`.
std::optional<std::string> refuse_blocks(std::string_view where, const OptimizerInfo& method,
                                         std::span<const BlockSpec> blocks);

// Nothing if the experiment can be run; else what is wrong, where (`racers[1].options.lr`), and what is expected.
std::optional<std::string> refuse(const Experiment& experiment);

}  // namespace fallline
