#pragma once

namespace fallline {

// The calling thread, and those that it will start, give way to the one that draws: where all processors are busy, a
// window stays fluent while networks train. Does nothing where the system has no such thing.
void go_to_background();

}  // namespace fallline
