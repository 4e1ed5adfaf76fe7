// Work in blocks over several threads, the caller's among them. Which thread takes which block is left to chance, so
// a block must not care.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stop_token>
#include <thread>
#include <vector>

namespace fallline {

// As many as the machine runs at once.
inline unsigned all_threads() { return std::max(1u, std::thread::hardware_concurrency()); }

// Calls work(block) for every block below `count`, and between two blocks of its own tells `progress`, in the caller's
// thread, how many are done. Ends early, with no block half done, when asked to stop.
template <class Work, class Progress>
void for_each_block(std::size_t count, unsigned threads, const std::stop_token& stop, const Work& work,
                    const Progress& progress) {
  std::atomic<std::size_t> next = 0, done = 0;
  const auto take_blocks = [&](const auto& after_each) {
    for (std::size_t block; !stop.stop_requested() && (block = next++) < count;) {
      work(block);
      after_each(++done);
    }
  };
  std::vector<std::jthread> others;  // joined before what they work on goes
  for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i)
    others.emplace_back([&] { take_blocks([](std::size_t) {}); });
  take_blocks(progress);
}

}  // namespace fallline
