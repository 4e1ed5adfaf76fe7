// NetworksScene: what the views of the Networks lab show beyond the snapshot, computed in the background and kept until
// it is stale.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/lab_state.h"
#include "app/networks/critical_near.h"
#include "app/networks/histogram_strips.h"
#include "app/networks/landscape.h"
#include "app/networks/spectra.h"
#include "app/networks/state.h"
#include "app/networks/units.h"
#include "session/network_snapshot.h"

namespace fallline {

class NetworksScene {
 public:
  // `notify` is called from another thread when something more can be shown.
  explicit NetworksScene(const std::function<void()>& notify)
      : landscape_(notify), spectra_(notify), critical_(notify), histograms_(notify), units_(notify) {}

  // Once a frame.
  void update(const NetworkSnapshot& snapshot, const LabState& state, const NetworksState& own);

  const NetworkLandscape& landscape() const { return landscape_; }
  const Spectra& spectra() const { return spectra_; }
  const CriticalNear& critical() const { return critical_; }
  const HistogramStrips& histograms() const { return histograms_; }
  const Units& units() const { return units_; }

  bool computing() const {
    return landscape_.computing() || spectra_.computing() || critical_.computing() || histograms_.computing() ||
           units_.computing();
  }
  std::vector<std::string> busy() const;  // what is being computed, in words
  // Until what is being computed can be taken by the next update().
  void wait() {
    landscape_.wait();
    spectra_.wait();
    critical_.wait();
    histograms_.wait();
    units_.wait();
  }

 private:
  NetworkLandscape landscape_;
  Spectra spectra_;
  CriticalNear critical_;
  HistogramStrips histograms_;
  Units units_;
};

}  // namespace fallline
