// Traces: every step of every racer, as a table of text. The text goes out as it is made; what is kept is the history
// of one racer at a time.
#pragma once

#include "app/export/writing.h"
#include "session/document.h"

namespace fallline::exporting {

inline constexpr std::string_view csv_header = "racer,optimizer,step,x,y,loss,grad_norm,lambda_min,lambda_max";

// One line a step, racer after racer; numbers with 17 significant digits.
void write_csv(const Experiment& experiment, const Write& write, const Progress& progress);

// {"fallline": 1, "experiment": …, "racers": [{"optimizer", "colour", "stopped", "x": […], "y": […], "loss": […],
// "grad_norm": […], "lambda_min": […], "lambda_max": […]}]}; element t is step t; what is not finite is null.
void write_json(const Document& document, const Write& write, const Progress& progress);

}  // namespace fallline::exporting
