// Lane: one racer in a session, with all it has done. Any step it reached comes back exactly, by replay from the
// nearest checkpoint.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "session/snapshot.h"

namespace fallline {

// What holds for all racers from some step on.
struct Setting {
  std::shared_ptr<const Surface> surface;
  Sampling sampling;
  friend bool operator==(const Setting&, const Setting&) = default;
};

class Lane {
 public:
  Lane(RacerSpec spec, const Setting& setting, Point start);

  const RacerSpec& spec() const { return spec_; }
  std::int64_t reached() const { return racer_->steps_taken(); }
  bool can_go_on() const { return racer_->finite(); }

  void restart(RacerSpec spec, const Setting& setting, Point start);
  // Forgets what came after `step`; from there on, other options or settings. Another chain begins there with nothing
  // remembered.
  void change_from(std::int64_t step, RacerSpec spec, const Setting& setting);

  // Up to `steps` steps more.
  void advance(std::int64_t steps);

  RacerSnapshot snapshot(std::int64_t step) const;

 private:
  struct Era {  // what held from a step on
    std::int64_t from;
    RacerSpec spec;
    Setting setting;
    std::shared_ptr<const Racer> beginning = nullptr;  // where another chain took over
  };

  const Era& era_at(std::int64_t step) const;
  std::unique_ptr<Racer> racer_at(std::int64_t step) const;
  std::optional<Standstill> standstill() const;
  void keep_checkpoint();

  RacerSpec spec_;
  std::vector<Era> eras_;
  std::unique_ptr<Racer> racer_;  // at the last step reached
  History history_;
  std::map<std::int64_t, std::unique_ptr<Racer>> checkpoints_;
  std::int64_t spacing_ = 256;  // of the checkpoints; grows so that their number stays bounded
};

}  // namespace fallline
