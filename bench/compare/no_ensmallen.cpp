// Where ensmallen, or the Armadillo it needs, was not found.
#include "library.h"

namespace fallline::bench {

Library ensmallen() { return {"ensmallen", "libensmallen-dev", {}}; }

}  // namespace fallline::bench
