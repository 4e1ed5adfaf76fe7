// A network experiment as JSON. As in other documents, unknown keys, keys given twice, wrong types and newer versions
// are refused with the path of the place, and keys that are missing keep their default.
//
//   data        {set, options} | {csv, target} | {x, y}, and standardize, split
//   network     {layers: [{width, activation, options, normalization, groups, dropout, residual, l1, l2, nuclear,
//               orthogonal}], input_dropout, initializer, initializer_options}
//   loss        a key, or {key, options}
//   training    {batch_size, steps | epochs, patience, gradient_noise, input_noise, mixup}
//   parameters  θ where training begins, in the order of nn/network_spec.h; or the path of a file of weights
//   seed
//   racers      as on surfaces; and network: of one with a network of its own, what differs from the shared one
//   view        how it is looked at (view_spec.h)
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "session/experiment.h"
#include "training/network_experiment.h"

namespace fallline {

std::string to_json(const training::NetworkExperiment& experiment);
// `beside`: the file that the text is of, if it is; the files it names are looked for beside it.
std::variant<training::NetworkExperiment, Unreadable> network_experiment_from_json(std::string_view text,
                                                                                   const std::string& beside = {});

// The message begins with the path of the file.
std::variant<training::NetworkExperiment, Unreadable> load_network_experiment(const std::string& path);

// Ready to run, the files it names read; or what is wrong, in one line.
std::variant<training::Setup, std::string> set_up(const training::NetworkExperiment& experiment);

}  // namespace fallline
