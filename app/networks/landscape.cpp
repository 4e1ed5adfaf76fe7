#include "app/networks/landscape.h"

namespace fallline {

void NetworkLandscape::update(const NetworkSnapshot&, const ViewSpec&) {}

}  // namespace fallline
