#include "app/networks/record_curves.h"

#include <algorithm>

namespace fallline {
namespace {

constexpr std::chrono::milliseconds refreshed_every{50};  // while a run plays

}  // namespace

void RecordCurves::begin_frame(int frame, bool plays) {
  plays_ = plays;
  if (frame_ == frame) return;
  frame_ = frame;
  // Records hold a θ each: none is kept that nobody shows.
  std::erase_if(sources_, [](const auto& s) { return !s->used; });
  for (const auto& s : sources_) s->used = false;
}

RecordCurves::Source& RecordCurves::source(const NetworkRecords& records, const training::Watched* end) {
  const bool ends = end && (records.empty() || end->step > records.back()->seen.step);
  const std::int64_t step = ends ? end->step : -1;
  const double loss = ends ? end->training.loss : 0;
  const auto found = std::ranges::find_if(sources_, [&](const auto& s) {
    return s->end_step == step && (s->end_loss == loss || step < 0) && s->records == records;
  });
  if (found != sources_.end()) return **found;
  const auto now = std::chrono::steady_clock::now();
  if (plays_ && !records.empty()) {
    const auto recent = std::ranges::find_if(sources_, [&](const auto& s) {
      return now - s->made < refreshed_every && !s->records.empty() && s->records.front() == records.front();
    });
    if (recent != sources_.end()) return **recent;
  }
  sources_.push_back(std::make_unique<Source>(Source{records, step, loss, true, now, {}}));
  return *sources_.back();
}

const RecordCurves::Curve& RecordCurves::of(const NetworkRecords& records, const training::Watched* end, Seen seen,
                                            std::size_t layer) {
  Source& s = source(records, end);
  s.used = true;
  for (const auto& curve : s.curves)
    if (curve->seen == seen && curve->layer == layer) return *curve;
  s.curves.push_back(std::make_unique<Curve>(Curve{seen, layer, {}, ++last_version_}));
  StepCurve& values = s.curves.back()->values;
  for (const auto& record : records) values.add(record->seen.step, seen(record->seen, layer));
  if (s.end_step >= 0) values.add(end->step, seen(*end, layer));
  return *s.curves.back();
}

}  // namespace fallline
