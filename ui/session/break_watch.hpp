// ui/session/break_watch.hpp — the conditions that playing can stop at: looks at a run after every few events, and says
// when one became true.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/simulation.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// 0.95, 10,000 rows, 100 ms, 1,000 ms.
double default_limit(BreakKind kind);
/// Why a limit makes no sense for a condition; "" when it does.
std::string limit_problem(BreakKind kind, double limit);

/// What is known of a run beside its pulse.
struct BreakFacts {
  SimulationPulse pulse;
  std::int64_t rows_due = 0;  // by pulse.now
  std::optional<VirtualTime> first_split_at;
  std::optional<VirtualTime> first_wrong_at;
};

struct BreakHit {
  BreakKind kind = BreakKind::kFirstSplit;
  std::size_t run = 0;
  VirtualTime at;
  std::string text;  // "a queue is 95 % full (worker 3)"
};

/// Remembers per run what was true, so that a condition that stays true stops once. A value.
class BreakWatch {
 public:
  BreakWatch();

  void set(BreakKind kind, bool is_on, double limit);
  std::span<const BreakView> views() const { return views_; }
  bool is_any_on() const;
  /// How many events may pass between two looks.
  std::uint64_t events_between_looks() const;

  /// The runs are others, or are elsewhere: the next look finds out what is true and reports nothing.
  void forget();
  void forget_run(std::size_t run);
  /// The condition that became true since the last look, the earliest first. `run_p99_us` is asked for only where the
  /// latency counts.
  template <typename P99>
  std::optional<BreakHit> look(std::size_t run, const BreakFacts& facts, P99 run_p99_us) {
    Memory& memory = memory_of(run);
    if (wants_p99(memory, facts.pulse.now)) memory.p99_us = run_p99_us();
    return look_at(memory, run, facts);
  }
  void note_hit(const BreakHit& hit);

 private:
  struct Memory {
    bool is_known = false;
    std::array<bool, kBreakKinds> was_true = {};
    EventTime watermark = EventTime::min();
    VirtualTime watermark_since;
    std::int64_t rows_due_since = 0;
    VirtualTime p99_asked_at = {-1};
    double p99_us = 0.0;
  };

  Memory& memory_of(std::size_t run);
  bool wants_p99(Memory& memory, VirtualTime now) const;
  std::optional<BreakHit> look_at(Memory& memory, std::size_t run, const BreakFacts& facts);
  bool is_on(BreakKind kind) const { return views_[static_cast<std::size_t>(kind)].is_on; }
  double limit(BreakKind kind) const { return views_[static_cast<std::size_t>(kind)].limit; }
  bool is_true(BreakKind kind, const Memory& memory, const BreakFacts& facts) const;
  std::string text_of(BreakKind kind, const Memory& memory, const BreakFacts& facts) const;

  std::array<BreakView, kBreakKinds> views_;
  std::vector<Memory> memories_;  // by run
};

}  // namespace millrace
