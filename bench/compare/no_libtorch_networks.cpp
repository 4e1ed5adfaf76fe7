// Where libtorch was not found.
#include "network_library.h"

namespace fallline::bench {

NetworkMethods libtorch_networks() { return {"libtorch", "libtorch-dev"}; }

}  // namespace fallline::bench
