#include "app/networks/spectra.h"

namespace fallline {

void Spectra::update(const NetworkSnapshot&, const ViewSpec&) {}

}  // namespace fallline
