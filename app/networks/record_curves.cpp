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
  const auto found = std::ranges::find_if(sources_, [&](const auto& s) {
    const bool same_end = ends == s->end.has_value() &&
                          (!ends || (s->end->step == end->step && s->end->training.loss == end->training.loss));
    return same_end && s->records == records;
  });
  if (found != sources_.end()) return **found;
  const auto now = std::chrono::steady_clock::now();
  // What has no end does not grow: it is shown as it is.
  if (plays_ && end && !records.empty()) {
    const auto recent = std::ranges::find_if(sources_, [&](const auto& s) {
      return now - s->made < refreshed_every && !s->records.empty() && s->records.front() == records.front();
    });
    if (recent != sources_.end()) return **recent;
  }
  sources_.push_back(
      std::make_unique<Source>(Source{records, ends ? std::optional(*end) : std::nullopt, true, now, {}}));
  return *sources_.back();
}

const RecordCurves::Curve& RecordCurves::of(const NetworkRecords& records, const training::Watched* end, Seen seen,
                                            std::size_t layer) {
  Source& s = source(records, end);
  s.used = true;
  for (const auto& curve : s.curves)
    if (curve->seen == seen && curve->layer == layer) return *curve;
  s.curves.push_back(std::make_unique<Curve>(Curve{seen, layer, {}, ++last_version_}));
  // Of the source, which may be a moment older than what was asked for.
  StepCurve& values = s.curves.back()->values;
  for (const auto& record : s.records) values.add(record->seen.step, seen(record->seen, layer));
  if (s.end) values.add(s.end->step, seen(*s.end, layer));
  return *s.curves.back();
}

}  // namespace fallline
