// Waiting for other threads, in the tests.
#pragma once

#include <chrono>
#include <thread>

namespace fallline::test {

// Waits for a condition that another thread brings about; says whether it came within half a minute.
template <class Condition>
bool comes(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace fallline::test
