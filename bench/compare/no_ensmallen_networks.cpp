// Where ensmallen, or the Armadillo it needs, was not found.
#include "network_library.h"

namespace fallline::bench {

NetworkMethods ensmallen_networks() { return {"ensmallen", "libensmallen-dev"}; }

}  // namespace fallline::bench
