#include "app/networks/histogram_strips.h"

#include <algorithm>
#include <bit>

#include "app/networks/frame.h"

namespace fallline {
namespace {

using training::Histogram;

constexpr auto batch_time = std::chrono::milliseconds(40);  // of computing, after which what there is can be shown

const nn::ParameterBlock& weights_of(const std::vector<nn::ParameterBlock>& layout, std::size_t layer) {
  return *std::ranges::find_if(layout, [&](const auto& block) { return block.layer == layer && block.name[0] == 'W'; });
}

Histogram histogram_of(const nn::NetworkObjective& objective, const HistogramStrips::Key& key, ConstVector theta) {
  if (key.of == CurveKind::activation_histogram) {
    std::vector<Eigen::MatrixXd> all;
    objective.activations(theta, objective.data().x, all);
    const Eigen::MatrixXd& a = all[key.layer];
    return training::histogram({a.data(), static_cast<std::size_t>(a.size())});
  }
  const auto layout = nn::layout(objective.network());
  const nn::ParameterBlock& block = weights_of(layout, key.layer);
  if (key.of == CurveKind::weight_histogram) return training::histogram(theta.subspan(block.offset, block.size()));
  std::vector<double> gradient(theta.size());
  objective.value_and_gradient(theta, gradient, {});
  return training::histogram(std::span(gradient).subspan(block.offset, block.size()));
}

double median_of(const Histogram& h) {
  std::size_t all = 0;
  for (const std::size_t n : h.counts) all += n;
  double below = 0;
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    const auto n = static_cast<double>(h.counts[i]);
    if (below + n >= 0.5 * static_cast<double>(all)) {
      const double share = (0.5 * static_cast<double>(all) - below) / n;
      return (1 - share) * h.edge(i) + share * h.edge(i + 1);
    }
    below += n;
  }
  return h.high;
}

}  // namespace

bool is_histogram(CurveKind kind) {
  return kind == CurveKind::weight_histogram || kind == CurveKind::activation_histogram ||
         kind == CurveKind::gradient_histogram;
}

HistogramStrips::Key histogram_key(const NetworkRacerSnapshot& racer, CurveKind kind, std::size_t layer) {
  return {racer.spec.colour, kind, std::min(layer, racer.seen.layers.size() - 1)};
}

const HistogramStrips::Strip* HistogramStrips::strip(const Key& key) const {
  const auto found = std::ranges::find_if(strips_, [&](const auto& s) { return s->key == key; });
  return found == strips_.end() || (*found)->columns.empty() ? nullptr : found->get();
}

HistogramStrips::Strip& HistogramStrips::strip_of(const Key& key) {
  const auto found = std::ranges::find_if(strips_, [&](const auto& s) { return s->key == key; });
  if (found != strips_.end()) return **found;
  strips_.push_back(std::make_unique<Strip>(Strip{key, {}, {}, {}, {}, ++last_version_}));
  return *strips_.back();
}

void HistogramStrips::finish(Strip& strip) {
  strip.version = ++last_version_;
  strip.least = strip.median = strip.greatest = {};
  for (const Column& column : strip.columns) {
    if (column.histogram.counts.empty()) continue;
    strip.least.add(column.step(), column.histogram.low);
    strip.median.add(column.step(), median_of(column.histogram));
    strip.greatest.add(column.step(), column.histogram.high);
  }
}

// Columns of records that the racer no longer has; both stand in the order of their steps.
void HistogramStrips::forget_stale(const NetworkRacerSnapshot& racer, Strip& strip) {
  const auto gone = [&](const Column& column) {
    const auto found = std::ranges::lower_bound(racer.records, column.step(), {},
                                                [](const auto& record) { return record->seen.step; });
    return found == racer.records.end() || *found != column.record;
  };
  if (std::erase_if(strip.columns, gone) > 0) finish(strip);
}

void HistogramStrips::add(Batch batch, const NetworkSnapshot& snapshot) {
  const auto racer =
      std::ranges::find_if(snapshot.racers, [&](const auto& r) { return r.spec.colour == batch.key.colour; });
  if (racer == snapshot.racers.end()) return;
  Strip& strip = strip_of(batch.key);
  std::ranges::move(batch.columns, std::back_inserter(strip.columns));
  std::ranges::sort(strip.columns, {}, &Column::step);
  forget_stale(*racer, strip);
  finish(strip);
}

bool HistogramStrips::begin(const NetworkRacerSnapshot& racer, const Strip& strip) {
  struct Missing {
    std::shared_ptr<const NetworkRecord> record;
    int grade;
  };
  std::vector<Missing> missing;
  auto known = strip.columns.begin();
  for (std::size_t i = 0; i < racer.records.size(); ++i) {
    if (known != strip.columns.end() && known->record == racer.records[i])
      ++known;
    else
      missing.push_back({racer.records[i], i == 0 ? 64 : std::countr_zero(i)});
  }
  if (missing.empty()) return false;
  // Every so many first, then those between.
  std::ranges::stable_sort(missing, std::greater{}, &Missing::grade);
  task_.start(
      [key = strip.key, setup = racer.setup, missing = std::move(missing)](const std::stop_token& stop) {
        const auto begun = Duty::Clock::now();
        Batch batch{key, {}, {}};
        for (const Missing& m : missing) {
          batch.columns.push_back({m.record, histogram_of(*setup->parts.training, key, m.record->theta)});
          if (stop.stop_requested() || Duty::Clock::now() - begun > batch_time) break;
        }
        batch.took = Duty::Clock::now() - begun;
        return batch;
      },
      notify_);
  return true;
}

void HistogramStrips::update(const NetworkSnapshot& snapshot, const ViewSpec& view,
                             std::span<const CurvesState::Slot> slots, Duty::Clock::time_point now) {
  if (auto done = task_.take()) {
    duty_.ended(now, done->took);
    add(std::move(*done), snapshot);
  }
  const NetworkRacerSnapshot* racer = focused_racer(snapshot, view);
  std::vector<Key> wanted;
  for (const CurvesState::Slot& slot : slots)
    if (racer && slot.kind && is_histogram(*slot.kind)) wanted.push_back(histogram_key(*racer, *slot.kind, slot.layer));
  std::erase_if(strips_, [&](const auto& s) { return std::ranges::find(wanted, s->key) == wanted.end(); });
  if (wanted.empty()) return;
  for (const Key& key : wanted) strip_of(key);
  if (seen_ != snapshot.version)
    for (const auto& strip : strips_) forget_stale(*racer, *strip);
  seen_ = snapshot.version;
  const bool training = snapshot.transport.playing || !snapshot.complete;
  if (task_.running() || (training && !duty_.due(now))) return;
  for (const auto& strip : strips_)
    if (begin(*racer, *strip)) return;
}

}  // namespace fallline
