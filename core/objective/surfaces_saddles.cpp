// Saddles: of two, three and four ways down, degenerate ones, and one after another.
#include <cmath>
#include <numbers>

#include "objective/surface_families.h"

namespace fallline {
namespace {

using std::numbers::pi;

// The formulas ------------------------------------------------------------------------------------------------------

struct Saddle {
  auto operator()(auto x, auto y) const { return square(x) - square(y); }
};

struct MonkeySaddle {
  auto operator()(auto x, auto y) const { return x * (square(x) - 3.0 * square(y)); }
};

// Re (x + iy)⁴.
struct Starfish {
  auto operator()(auto x, auto y) const { return square(square(x) - square(y)) - 4.0 * square(x * y); }
};

struct DegenerateBowl {
  auto operator()(auto x, auto y) const { return square(x) + square(square(y)); }
};

struct DegenerateSaddle {
  auto operator()(auto x, auto y) const { return square(x) - square(square(y)); }
};

// Saddles at (iπ, jπ), all with λ = ±2. The slope −x − y is made level there by the sines. The last term turns the way
// down along x where i + j is even and along y where it is odd; and the lines between the saddles, which no descent
// crosses, lead from each straight into the next.
struct SaddleChain {
  auto operator()(auto x, auto y) const {
    using std::cos, std::sin;
    const auto cx = cos(x);
    const auto cy = cos(y);
    return sin(x) * cx + sin(y) * cy - x - y + cx * cy * (square(cx) - square(cy));
  }
};

// The table ---------------------------------------------------------------------------------------------------------

constexpr KnownPoint origin_saddle[] = {{0, 0, "saddle"}};
constexpr KnownPoint origin_degenerate[] = {{0, 0, "degenerate"}};
constexpr KnownPoint chain_known[] = {{0, 0, "saddle"}, {pi, 0, "saddle"}, {pi, pi, "saddle"}, {0, pi, "saddle"}};

constexpr std::string_view group = "Saddles";

constexpr SurfaceInfo table[] = {
    {.key = "saddle",
     .label = "Saddle",
     .group = group,
     .formula = "x² − y²",
     .plain = "x^2 - y^2",
     .source = "Goodfellow, Bengio & Courville, Deep Learning (2016), fig. 4.5",
     .parameters = {},
     .domain = {-2, 2, -2, 2},
     .start = {-1.6, 0.001},
     .log_height = false,
     .smooth = true,
     .known = origin_saddle,
     .make = make_of<Saddle>},
    {.key = "monkey_saddle",
     .label = "Monkey saddle",
     .group = group,
     .formula = "x³ − 3xy²",
     .plain = "x*(x^2 - 3*y^2)",
     .source = "Hilbert & Cohn-Vossen, Geometry and the Imagination (1932), §29",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {1.2, 0.2},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make_of<MonkeySaddle>},
    {.key = "starfish",
     .label = "Starfish saddle",
     .group = group,
     .formula = "x⁴ − 6x²y² + y⁴",
     .plain = "(x^2 - y^2)^2 - 4*(x*y)^2",
     .source = "Peckham, Monkey, Starfish and Octopus Saddles, Geomorphometry (2011): four ways down",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {1.3, 0.02},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make_of<Starfish>},
    {.key = "degenerate",
     .label = "Degenerate bowl",
     .group = group,
     .formula = "x² + y⁴",
     .plain = "x^2 + y^4",
     .source = "Nocedal & Wright, Numerical Optimization (2006), §2.1",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {-1.2, 1.2},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make_of<DegenerateBowl>},
    {.key = "degenerate_saddle",
     .label = "Degenerate saddle",
     .group = group,
     .formula = "x² − y⁴",
     .plain = "x^2 - y^4",
     .source = "Nocedal & Wright, Numerical Optimization (2006), §2.1",
     .parameters = {},
     .domain = {-1.5, 1.5, -1.5, 1.5},
     .start = {-1.3, 0.15},
     .log_height = false,
     .smooth = true,
     .known = origin_degenerate,
     .make = make_of<DegenerateSaddle>},
    {.key = "saddle_chain",
     .label = "Chain of saddles",
     .group = group,
     .formula = "½ sin 2x + ½ sin 2y − x − y + cos x cos y (cos² x − cos² y)",
     .plain = "sin(x)*cos(x) + sin(y)*cos(y) - x - y + cos(x)*cos(y)*(cos(x)^2 - cos(y)^2)",
     .source = "After Du, Jin, Lee, Jordan, Póczos & Singh, NeurIPS (2017): one saddle leads to the next",
     .parameters = {},
     .domain = {-1, 5, -1, 5},
     .start = {0.02, 0.01},
     .log_height = false,
     .smooth = true,
     .known = chain_known,
     .make = make_of<SaddleChain>},
};

}  // namespace

std::span<const SurfaceInfo> saddles() { return table; }

}  // namespace fallline
