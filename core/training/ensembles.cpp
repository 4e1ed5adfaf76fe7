#include "training/ensembles.h"

#include <fmt/format.h>

#include <cmath>

namespace fallline::training {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::optional<std::string> refuse(const NetworkExperiment& e, const Dataset& data, std::string_view key,
                                  std::size_t count, std::size_t least, std::size_t most) {
  if (e.racers.empty()) return "racers: at least one is expected";
  if (auto why = fallline::refuse(data)) return "data: " + *why;
  if (auto why = fallline::refuse(e.data.split)) return "data.split: " + *why;
  if (count >= least && count <= most) return {};
  return fmt::format("{}: {}; a whole number from {} to {} is expected", key, count, least, most);
}

Member trained(const Setup& setup, const NetworkExperiment& e, std::stop_token stop) {
  // Only early stopping looks at what is watched on the way.
  const std::int64_t every = e.patience > 0 ? setup.steps_an_epoch : setup.steps;
  Outcome outcome = train(
      setup, e.racers[0], e.patience, every, [](const Watched&) {}, stop);
  const auto score_of = [&](const auto& part) {
    return part ? score(*part, outcome.theta, outcome.memory) : Score{none, none};
  };
  const Score training = score_of(setup.parts.training), test = score_of(setup.parts.test);
  return {std::move(outcome), training, test};
}

// Trains `count` members; member(i) is what the i-th is set up with, see(setup, member) follows each.
template <class Make, class See>
std::variant<Members, std::string> all_trained(std::size_t count, Make make, std::stop_token stop, const Told& told,
                                               See see) {
  Members members;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [e, parts] = make(i);
    const auto setup = set_up(e, parts);
    if (const auto* why = std::get_if<std::string>(&setup)) return *why;
    members.push_back(trained(std::get<Setup>(setup), e, stop));
    see(std::get<Setup>(setup), members.back());
    told(members.size());
    if (members.back().outcome.ending == Ending::cancelled) break;
  }
  return members;
}

constexpr auto see_nothing = [](const Setup&, const Member&) {};

NetworkExperiment started_apart(NetworkExperiment e, std::size_t member) {
  e.seed += member;
  e.parameters.clear();
  return e;
}

}  // namespace

Spread spread(std::span<const Member> members, Score Member::*of, double Score::*what) {
  const auto count = static_cast<double>(members.size());
  double mean = 0, squares = 0;
  for (const Member& m : members) mean += (m.*of).*what / count;
  for (const Member& m : members) squares += std::pow((m.*of).*what - mean, 2) / count;
  return {mean, std::sqrt(squares)};
}

std::variant<Members, std::string> cross_validate(const NetworkExperiment& e, const Dataset& data, std::size_t count,
                                                  std::stop_token stop, const Told& told) {
  if (auto why = refuse(e, data, "folds", count, 2, data.size())) return *why;
  const std::vector<Fold> all = folds(data, count, e.data.split.seed);
  SplitOptions rest = e.data.split;
  rest.test = 0;
  const auto fold = [&](std::size_t i) {
    fallline::Parts parts = fallline::parts(subset(data, all[i].training), rest);
    parts.test = subset(data, all[i].held_out);
    shift(parts.test, rest.rotation / 360, rest.offset);
    return std::pair(e, parts);
  };
  return all_trained(count, fold, stop, told, see_nothing);
}

std::variant<Members, std::string> random_starts(const NetworkExperiment& e, const Dataset& data, std::size_t count,
                                                 std::stop_token stop, const Told& told) {
  if (auto why = refuse(e, data, "starts", count, 1, most_members)) return *why;
  const fallline::Parts parts = fallline::parts(data, e.data.split);
  return all_trained(
      count, [&](std::size_t i) { return std::pair(started_apart(e, i), parts); }, stop, told, see_nothing);
}

std::variant<Bag, std::string> bag(const NetworkExperiment& e, const Dataset& data, std::size_t count,
                                   std::stop_token stop, const Told& told) {
  if (auto why = refuse(e, data, "members", count, 1, most_members)) return *why;
  const fallline::Parts whole = fallline::parts(data, e.data.split);
  if (whole.test.size() == 0) return "data.split.test: a share of the samples, to try the members on, is expected";
  const auto resampled = [&](std::size_t i) {
    fallline::Parts parts = whole;
    parts.training = subset(whole.training, nn::bootstrap(whole.training.size(), e.seed, i));
    return std::pair(started_apart(e, i), parts);
  };
  std::vector<Eigen::MatrixXd> outputs;
  auto members = all_trained(count, resampled, stop, told, [&](const Setup& setup, const Member& member) {
    const nn::NetworkObjective& test = *setup.parts.test;
    test.outputs(member.outcome.theta, test.data().x, outputs.emplace_back(), member.outcome.memory);
  });
  if (const auto* why = std::get_if<std::string>(&members)) return *why;
  const double together = accuracy(whole.test, nn::mean_prediction(outputs));
  return Bag{std::get<Members>(std::move(members)), std::move(outputs), together};
}

}  // namespace fallline::training
