// Turns: who comes next where each of several is to have its share. It is the one furthest behind; of several, the
// first. Any run from the start is shared out as the whole is, to within a few, and does not depend on what follows.
#pragma once

#include <cstddef>
#include <vector>

namespace fallline {

class Turns {
 public:
  // Shares of any sum > 0, none negative.
  explicit Turns(std::vector<double> shares);

  std::size_t next();
  // A turn out of order; the others are made up for it.
  void take(std::size_t which);

 private:
  std::vector<double> shares_;  // of sum 1
  std::vector<std::size_t> had_;
  std::size_t turns_ = 0;
};

}  // namespace fallline
