// The commands. Each function declares one to CLI11 below `app`, and says how to run it once the arguments are known.
#pragma once

#include "app/cli/options.h"
#include "app/cli/run.h"

namespace fallline::cli {

// fallline list TABLE: all that can be chosen, as text or JSON.
Command add_list(CLI::App& app);

// fallline trace: the path of one optimizer as CSV.
Command add_trace(CLI::App& app);

// fallline critical: the critical points of a surface, or one of a network, as CSV.
Command add_critical(CLI::App& app);

// fallline basins: where the paths from a grid of starts end, as CSV or a picture.
Command add_basins(CLI::App& app);

// fallline export: an experiment as a picture, a drawing, a table or an animation.
Command add_export(CLI::App& app, const Program& program);

// fallline render: a picture of an experiment.
Command add_render(CLI::App& app, const Program& program);

// fallline share: an experiment as one line.
Command add_share(CLI::App& app);

// fallline train: every racer of an experiment with a network, what is watched as CSV.
Command add_train(CLI::App& app);

// fallline derivatives: loss, gradient and Hessian of a network.
Command add_derivatives(CLI::App& app);

// fallline data: the samples of an experiment with a network.
Command add_data(CLI::App& app);
// fallline spectrum: the eigenvalues of a network's Hessian, or their density.
Command add_spectrum(CLI::App& app);

// fallline landscape: the loss of a network over a plane.
Command add_landscape(CLI::App& app);

// fallline sweep: an experiment with a network many times over.
Command add_sweep(CLI::App& app);

// fallline without a command: the window. Its options are those of `app` itself.
Command add_window(CLI::App& app, const Program& program);

}  // namespace fallline::cli
