// Experiment: everything a person has chosen, as one plain value. The window edits it, files and the command line carry
// it, and a session turns it into numbers; the same experiment gives the same numbers everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "optim/racer_spec.h"
#include "session/surface_spec.h"

namespace fallline {

inline constexpr std::int64_t most_steps = 10'000'000;  // of one run
inline constexpr double highest_noise = 1e6, highest_penalty = 1e6;
inline constexpr std::size_t most_samples = 1'000'000;  // in a mini-batch

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

// The loss that is optimized, its terms in θ alone included.
std::shared_ptr<const Surface> make_surface(const Experiment& experiment);

// Nothing if the experiment can be run; else what is wrong, where (`racers[1].options.lr`), and what is expected.
std::optional<std::string> refuse(const Experiment& experiment);

}  // namespace fallline
