// Where libtorch was not found.
#include "library.h"

namespace fallline::bench {

Library libtorch() { return {"libtorch", "libtorch-dev", {}}; }

}  // namespace fallline::bench
