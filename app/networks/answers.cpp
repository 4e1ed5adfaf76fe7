#include "app/networks/answers.h"

#include <algorithm>
#include <cmath>

#include "training/watch.h"

namespace fallline {

double probability_of_one(std::string_view loss, double z) {
  if (loss == "bce" || loss == "logistic") return 1 / (1 + std::exp(-z));
  return std::clamp((1 + z) / 2, 0.0, 1.0);
}

Answer answer(std::string_view loss, const Eigen::MatrixXd& outputs, Eigen::Index sample) {
  const int label = training::predicted_class(outputs, sample);
  if (outputs.cols() == 1) {
    const double one = probability_of_one(loss, outputs(sample, 0));
    return {label, label == 1 ? one : 1 - one};
  }
  double sum = 0;
  for (Eigen::Index j = 0; j < outputs.cols(); ++j) sum += std::exp(outputs(sample, j) - outputs(sample, label));
  return {label, 1 / sum};
}

}  // namespace fallline
