// Penalized: a surface with the terms λ₁‖θ‖₁ + λ₂‖θ‖² added. The derivative of |t| at 0 is 0.
#pragma once

#include <memory>

#include "objective/surface.h"

namespace fallline {

// The surface itself where both terms are 0.
std::shared_ptr<const Surface> penalized(std::shared_ptr<const Surface> surface, double l1, double l2);

}  // namespace fallline
