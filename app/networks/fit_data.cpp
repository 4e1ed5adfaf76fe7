#include "app/networks/fit_data.h"

namespace fallline {

std::size_t training_samples(const training::NetworkExperiment& e, const Dataset& data) {
  return refuse(data) || refuse(e.data.split) ? 0 : split(data, e.data.split).training.size();
}

void fit_to_data(training::NetworkExperiment& e) {
  const auto loaded = training::load(e.data);
  const auto* data = std::get_if<Dataset>(&loaded);
  if (!data) return;
  const nn::LossSpec before = e.loss;
  training::fit_to(e, *data);
  if (e.loss != before) {
    e.parameters.clear();
    e.weights.clear();
  }
  if (const std::size_t most = training_samples(e, *data); most > 0 && e.batch_size > most) e.batch_size = 0;
}

}  // namespace fallline
