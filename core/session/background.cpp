#include "session/background.h"

#include <algorithm>

#if defined(__linux__)
#include <sys/resource.h>
#elif defined(__APPLE__)
#include <pthread.h>
#endif

namespace fallline {

void go_to_background() {
#if defined(__linux__)
  // Of a thread alone, against POSIX. A third of what another thread gets beside it.
  constexpr int niceness = 5;
  setpriority(PRIO_PROCESS, 0, std::max(niceness, getpriority(PRIO_PROCESS, 0)));
#elif defined(__APPLE__)
  pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
#endif
}

}  // namespace fallline
