// What a hand does to a network, and what follows from it, so that the network stays one that can be made.
#pragma once

#include <span>
#include <string>

#include "training/network_experiment.h"

namespace fallline {

// All but the last.
std::span<nn::LayerSpec> hidden_layers(nn::NetworkSpec& network);

// One layer more before the last, like the one before it.
void add_layer(nn::NetworkSpec& network);

// Of a network whose widths were changed: groups divide the widths again, and no sums are left of unequal ones.
void mend(nn::NetworkSpec& network, const nn::LossSpec& loss, const Dataset& data);

// Takes over another loss, with outputs as many as it needs.
void change_loss(training::NetworkExperiment& experiment, const nn::LossInfo& loss, const Dataset& data);

// Why the input of a layer, from 0, cannot be added to its output; empty if it can. The network must be completed.
std::string why_not_residual(const nn::NetworkSpec& completed, std::size_t layer);

// Whether the parameters of one have a place in the other. Both must be completed, and ones that can be made.
bool same_parameters(const nn::NetworkSpec& a, const nn::NetworkSpec& b);

// "8·8 tanh", "linear" without hidden layers.
std::string summary(const nn::NetworkSpec& network);

// "Layer 2 · 16 ReLU · batch, dropout 0.2"; layers from 0. The network must be completed.
std::string describe_layer(const nn::NetworkSpec& completed, std::size_t layer);

}  // namespace fallline
