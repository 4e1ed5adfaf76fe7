#include "app/networks/scene.h"

#include <fmt/format.h>

namespace fallline {

void NetworksScene::update(const NetworkSnapshot& snapshot, const LabState& state, const NetworksState& own) {
  landscape_.update(snapshot, state.view, own.landscape);
  spectra_.update(snapshot, state.view);
  critical_.update(snapshot, own.curvature.critical);
  histograms_.update(snapshot, state.view, own.curves.slots);
  units_.update(snapshot, state.view);
}

std::vector<std::string> NetworksScene::busy() const {
  std::vector<std::string> all;
  if (const auto share = landscape_.progress())
    all.push_back(fmt::format("computing the loss surface: {:.0f} %", 100 * *share));
  if (spectra_.computing()) all.push_back("computing eigenvalues …");
  if (critical_.computing()) all.push_back("looking for a critical point …");
  if (histograms_.computing()) all.push_back("computing histograms …");
  return all;
}

}  // namespace fallline
