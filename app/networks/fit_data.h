// What an experiment needs so that it can go on with other data.
#pragma once

#include "training/network_experiment.h"

namespace fallline {

// Loss and outputs for the experiment's samples, and batches that are no larger than what is left to train on. Leaves
// all as it is where there are no such samples; then refuse() says why.
void fit_to_data(training::NetworkExperiment& experiment);

// The samples to train on; 0 where the data cannot be divided so.
std::size_t training_samples(const training::NetworkExperiment& experiment, const Dataset& data);

}  // namespace fallline
