// What the data panel remembers between frames.
#pragma once

namespace fallline {

struct DataState {};

}  // namespace fallline
