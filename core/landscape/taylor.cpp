#include "landscape/taylor.h"

namespace fallline {

TaylorModel taylor_model(const Surface& surface, Point at) { return {at, surface.derivatives(at)}; }

}  // namespace fallline
