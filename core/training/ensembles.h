// Ensembles: one experiment, trained by its first racer several times: on the folds of cross-validation, from several
// random starts, or on resamples (bagging). When stopped, those trained so far are there, the last one cancelled.
#pragma once

#include <functional>

#include "nn/bagging.h"
#include "training/trainer.h"

namespace fallline::training {

inline constexpr std::size_t most_members = 1000;

struct Member {
  Outcome outcome;
  Score training, test;  // at the outcome's weights, of the samples that this one was trained and tested on
};

// Over the members; the deviation is theirs, not an estimate for others.
struct Spread {
  double mean, deviation;
};
Spread spread(std::span<const Member> members, Score Member::*of, double Score::*what);

using Members = std::vector<Member>;

// Told how many members are trained, after each.
using Told = std::function<void(std::size_t members)>;
inline void tell_nobody(std::size_t) {}

// Each sample is tested once, by the member that was trained without it. The experiment's share for validation is taken
// from what is left, that for the test is not.
std::variant<Members, std::string> cross_validate(const NetworkExperiment& experiment, const Dataset& data,
                                                  std::size_t folds, std::stop_token stop = {},
                                                  const Told& told = tell_nobody);

// From the experiment's seed and those that follow it, on the same samples.
std::variant<Members, std::string> random_starts(const NetworkExperiment& experiment, const Dataset& data,
                                                 std::size_t starts, std::stop_token stop = {},
                                                 const Told& told = tell_nobody);

struct Bag {
  Members members;
  std::vector<Eigen::MatrixXd> outputs;  // of the test samples, one matrix a member, as bagging_errors() takes them
  double accuracy;                       // of their mean, as in Score
};
// Each member is trained on a resample of the training samples, and starts as in random_starts().
std::variant<Bag, std::string> bag(const NetworkExperiment& experiment, const Dataset& data, std::size_t members,
                                   std::stop_token stop = {}, const Told& told = tell_nobody);

}  // namespace fallline::training
