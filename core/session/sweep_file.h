// Sweep: a network experiment many times over, with other values at named places. In the file, beside the experiment's
// own keys:
//
//   "sweep": {"racers[0].options.lr": [0.1, 0.01],
//             "network.layers[0].width": {"from": 4, "to": 64, "count": 5, "scale": "log"},
//             "seed": {"from": 1, "to": 20}}
//
// A run is one choice of each; the last place changes fastest. A range without a count takes steps of 1; values between
// whole numbers are whole.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "session/network_file.h"

namespace fallline {

class Sweep {
 public:
  // The message begins with the path of the file.
  static std::variant<Sweep, Unreadable> load(const std::string& path);
  Sweep(Sweep&&) noexcept;
  ~Sweep();

  std::size_t size() const;  // runs
  const std::vector<std::string>& places() const;
  // The choices of a run as they would stand in the file, in the order of places().
  std::vector<std::string> choices(std::size_t run) const;
  std::variant<training::NetworkExperiment, Unreadable> experiment(std::size_t run) const;

 private:
  struct Inside;
  explicit Sweep(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace fallline
