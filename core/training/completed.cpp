#include "training/completed.h"

namespace fallline::training {

nn::NetworkSpec completed(nn::NetworkSpec network, const nn::LossSpec& spec, const Dataset& data) {
  network.inputs = data.features();
  const nn::LossInfo* loss = nn::find_loss(spec.key);
  if (!loss || network.layers.empty() || network.layers.back().width != 0) return network;
  network.layers.back().width = data.regression()                    ? static_cast<std::size_t>(data.y.cols())
                                : loss->target == nn::Target::one_of ? static_cast<std::size_t>(data.classes)
                                                                     : 1;
  return network;
}

}  // namespace fallline::training
