#include "app/panels/plot_clicks.h"

#include <cmath>
#include <utility>

namespace fallline {

void obey_plot(Frame& f, const plot::PlotResult& result) {
  if (result.hovered_step) f.state.next.step = std::llround(std::max(0.0, *result.hovered_step));
  if (result.clicked_step) {
    f.state.step_before_click = f.run.step;
    f.commands.send(command::Show{std::llround(*result.clicked_step)});
  }
  // A double click fits the plot; its first click was not meant for the time.
  if (result.double_clicked && f.state.step_before_click)
    f.commands.send(command::Show{*std::exchange(f.state.step_before_click, std::nullopt)});
}

}  // namespace fallline
