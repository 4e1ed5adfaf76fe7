// Planes through θ-space as a person chooses them for a network in training, and the part of each that is worth seeing.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "landscape/planes.h"
#include "objective/surface.h"
#include "session/network_snapshot.h"
#include "session/network_view.h"

namespace fallline {

using NetworkPath = std::vector<std::shared_ptr<const NetworkRecord>>;

// The rows of a network's matrices of weights, and all else.
std::vector<ParameterRun> parameter_runs(const nn::NetworkSpec& network);

struct PlaneChoice {
  PlaneKind kind = PlaneKind::path;
  std::array<std::int64_t, 2> weights{0, 1};  // of PlaneKind::weights
  std::uint64_t seed = 1;                     // of PlaneKind::random
  friend bool operator==(const PlaneChoice&, const PlaneChoice&) = default;
};

// As the view has it; what another kind would need is left at its default.
PlaneChoice plane_choice(const NetworkView& view);

// Where a network stands, and how it came there.
struct PlaneSubject {
  std::shared_ptr<const training::Setup> setup;
  std::vector<double> theta, memory;
  NetworkPath path;  // of its records
};

struct NetworkPlane {
  Plane plane;
  std::string text;                 // "PCA of the path (97 % of its variance)"
  std::array<std::string, 2> axes;  // their names
  Domain window;                    // worth seeing: around the path and θ, with a margin
};

// Through θ; or why there is none. Of a path that has no three points yet, directions of chance.
std::variant<NetworkPlane, std::string> network_plane(const PlaneSubject& subject, const PlaneChoice& choice,
                                                      std::stop_token stop = {});

}  // namespace fallline
