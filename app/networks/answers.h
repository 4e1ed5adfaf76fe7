// What the outputs of a network say about a sample, as its loss means them.
#pragma once

#include <Eigen/Core>
#include <string_view>

namespace fallline {

// The probability of class 1 by a single output z: 1/(1 + exp(−z)) for the losses that are likelihoods; (1 + z)/2,
// within 0 and 1, for those of margins, which are certain of a class from its margin on.
double probability_of_one(std::string_view loss, double z);

struct Answer {
  int label;           // as training::predicted_class
  double probability;  // of it
};
// Of classes: one output, or one a class, which are softmax'd.
Answer answer(std::string_view loss, const Eigen::MatrixXd& outputs, Eigen::Index sample);

}  // namespace fallline
