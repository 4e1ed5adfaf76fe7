#include "app/networks/scene.h"

namespace fallline {

void NetworksScene::update(const NetworkSnapshot& snapshot, const LabState& state, const NetworksState& own) {
  landscape_.update(snapshot, state.view);
  spectra_.update(snapshot, state.view);
  critical_.update(snapshot, own.curvature.critical);
  histograms_.update(snapshot, state.view, own.curves.slots);
}

std::vector<std::string> NetworksScene::busy() const {
  std::vector<std::string> all;
  if (landscape_.computing()) all.push_back("computing the loss surface …");
  if (spectra_.computing()) all.push_back("computing eigenvalues …");
  if (critical_.computing()) all.push_back("looking for a critical point …");
  if (histograms_.computing()) all.push_back("computing histograms …");
  return all;
}

}  // namespace fallline
