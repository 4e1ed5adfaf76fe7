// FlushToZero: while one lives, its thread takes numbers below the smallest normal double, 2.2e-308, for zero.
//
// A path that has arrived leaves averages behind that shrink to such numbers and stay there for ever, and arithmetic
// with them is up to a hundred times slower. They have lost their digits anyway: nothing above 2.2e-308 changes, save
// by less than that. Where the machine has no such switch, this does nothing.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace fallline {

class FlushToZero {
 public:
  FlushToZero() : before_(control()) { set_control(before_ | flush); }
  ~FlushToZero() { set_control(before_); }
  FlushToZero(const FlushToZero&) = delete;
  FlushToZero& operator=(const FlushToZero&) = delete;

 private:
#if defined(__SSE2__)
  using Control = unsigned;
  static constexpr Control flush = 0x8040;  // results and operands: FTZ and DAZ
  static Control control() { return _mm_getcsr(); }
  static void set_control(Control c) { _mm_setcsr(c); }
#elif defined(__aarch64__)
  using Control = std::uint64_t;
  static constexpr Control flush = 1u << 24;  // FPCR.FZ
  static Control control() {
    Control c;
    asm volatile("mrs %0, fpcr" : "=r"(c));
    return c;
  }
  static void set_control(Control c) { asm volatile("msr fpcr, %0" : : "r"(c)); }
#else
  using Control = int;
  static constexpr Control flush = 0;
  static Control control() { return 0; }
  static void set_control(Control) {}
#endif

  const Control before_;
};

}  // namespace fallline
