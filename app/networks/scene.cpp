#include "app/networks/scene.h"

namespace fallline {

void NetworksScene::update(const NetworkSnapshot& snapshot, const LabState& state) {
  landscape_.update(snapshot, state.view);
  spectra_.update(snapshot, state.view);
  units_.update(snapshot, state.view);
}

std::vector<std::string> NetworksScene::busy() const {
  std::vector<std::string> all;
  if (landscape_.computing()) all.push_back("computing the loss surface …");
  if (spectra_.computing()) all.push_back("computing eigenvalues …");
  return all;
}

}  // namespace fallline
