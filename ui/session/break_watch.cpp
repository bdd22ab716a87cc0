// ui/session/break_watch.cpp — six conditions and their sentences.
#include "ui/session/break_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace millrace {
namespace {

constexpr BreakKind kKinds[] = {BreakKind::kFirstSplit, BreakKind::kFirstWrong,
                                BreakKind::kQueueFull,  BreakKind::kLag,
                                BreakKind::kLatency,    BreakKind::kWatermarkStalled};
constexpr std::int64_t kP99EveryNs = 5'000'000;
constexpr double kNsPerMs = 1e6;

double milliseconds(std::int64_t ns) {
  return static_cast<double>(ns) / kNsPerMs;
}

}  // namespace

double default_limit(BreakKind kind) {
  switch (kind) {
    case BreakKind::kFirstSplit:
    case BreakKind::kFirstWrong:
      return 0.0;
    case BreakKind::kQueueFull:
      return 0.95;
    case BreakKind::kLag:
      return 10'000.0;
    case BreakKind::kLatency:
      return 100.0;
    case BreakKind::kWatermarkStalled:
      return 1'000.0;
  }
  return 0.0;
}

std::string limit_problem(BreakKind kind, double limit) {
  if (kind == BreakKind::kFirstSplit || kind == BreakKind::kFirstWrong) return "";
  if (!std::isfinite(limit) || limit <= 0.0) return "a limit is a number above 0";
  if (kind == BreakKind::kQueueFull && limit > 1.0)
    return "the limit of a queue is a share of it, at most 1";
  return "";
}

BreakWatch::BreakWatch() {
  for (const BreakKind kind : kKinds)
    views_[static_cast<std::size_t>(kind)].limit = default_limit(kind);
}

void BreakWatch::set(BreakKind kind, bool is_on, double limit) {
  BreakView& view = views_[static_cast<std::size_t>(kind)];
  view.is_on = is_on;
  view.limit = limit;
  forget();
}

bool BreakWatch::is_any_on() const {
  return std::any_of(views_.begin(), views_.end(),
                     [](const BreakView& view) { return view.is_on; });
}

std::uint64_t BreakWatch::events_between_looks() const {
  constexpr std::uint64_t kMany = 64;
  constexpr std::uint64_t kFew = 8;
  if (is_on(BreakKind::kQueueFull)) return 1;  // a queue fills and empties with every event
  return is_any_on() ? kFew : kMany;
}

void BreakWatch::forget() {
  memories_.clear();
}

void BreakWatch::forget_run(std::size_t run) {
  if (run < memories_.size()) memories_[run] = Memory();
}

BreakWatch::Memory& BreakWatch::memory_of(std::size_t run) {
  if (run >= memories_.size()) memories_.resize(run + 1);
  return memories_[run];
}

bool BreakWatch::wants_p99(Memory& memory, VirtualTime now) const {
  if (!is_on(BreakKind::kLatency)) return false;
  if (memory.p99_asked_at.ns >= 0 && now.ns - memory.p99_asked_at.ns < kP99EveryNs &&
      now >= memory.p99_asked_at)
    return false;
  memory.p99_asked_at = now;
  return true;
}

bool BreakWatch::is_true(BreakKind kind, const Memory& memory, const BreakFacts& facts) const {
  const SimulationPulse& pulse = facts.pulse;
  switch (kind) {
    case BreakKind::kFirstSplit:
      return facts.first_split_at.has_value() && *facts.first_split_at <= pulse.now;
    case BreakKind::kFirstWrong:
      return facts.first_wrong_at.has_value() && *facts.first_wrong_at <= pulse.now;
    case BreakKind::kQueueFull:
      return pulse.queue_share >= limit(kind);
    case BreakKind::kLag:
      return static_cast<double>(facts.rows_due - pulse.rows_taken) > limit(kind);
    case BreakKind::kLatency:
      return memory.p99_us / 1000.0 > limit(kind);
    case BreakKind::kWatermarkStalled:
      return facts.rows_due > memory.rows_due_since &&
             milliseconds(pulse.now.ns - memory.watermark_since.ns) >= limit(kind);
  }
  return false;
}

std::string BreakWatch::text_of(BreakKind kind, const Memory& memory,
                                const BreakFacts& facts) const {
  switch (kind) {
    case BreakKind::kFirstSplit:
      return "a group has state on two workers, and nothing merges it";
    case BreakKind::kFirstWrong:
      return "a result that one worker alone would not give";
    case BreakKind::kQueueFull:
      return fmt::format("the queue of worker {} is {:.0f} % full", facts.pulse.fullest_worker,
                         facts.pulse.queue_share * 100.0);
    case BreakKind::kLag:
      return fmt::format("{} rows wait at the topic", facts.rows_due - facts.pulse.rows_taken);
    case BreakKind::kLatency:
      return fmt::format("p99 of the last second is {:.3g} ms", memory.p99_us / 1000.0);
    case BreakKind::kWatermarkStalled:
      return fmt::format("the watermark has stood still for {:.3g} ms while records arrived",
                         milliseconds(facts.pulse.now.ns - memory.watermark_since.ns));
  }
  return "";
}

std::optional<BreakHit> BreakWatch::look_at(Memory& memory, std::size_t run,
                                            const BreakFacts& facts) {
  const SimulationPulse& pulse = facts.pulse;
  if (pulse.watermark != memory.watermark || !memory.is_known) {
    memory.watermark = pulse.watermark;
    memory.watermark_since = pulse.now;
    memory.rows_due_since = facts.rows_due;
  }
  std::optional<BreakHit> first;
  for (const BreakKind kind : kKinds) {
    if (!is_on(kind)) continue;
    const bool is_now = is_true(kind, memory, facts);
    bool& was = memory.was_true[static_cast<std::size_t>(kind)];
    const bool is_news = is_now && !was && memory.is_known;
    was = is_now;
    if (!is_news) continue;
    VirtualTime at = pulse.now;
    if (kind == BreakKind::kFirstSplit) at = *facts.first_split_at;
    if (kind == BreakKind::kFirstWrong) at = *facts.first_wrong_at;
    if (!first.has_value() || at < first->at)
      first = BreakHit{kind, run, at, text_of(kind, memory, facts)};
  }
  memory.is_known = true;
  return first;
}

void BreakWatch::note_hit(const BreakHit& hit) {
  BreakView& view = views_[static_cast<std::size_t>(hit.kind)];
  view.hit_at = hit.at;
  view.hit_run = hit.run;
}

}  // namespace millrace
