// sim/study/chrome_trace.cpp — the trace-event format: X for spans, s and f for arrows, C for counters, M for names.
#include "sim/study/chrome_trace.hpp"

#include <fmt/format.h>

#include <iterator>
#include <map>

#include "core/base/json_text.hpp"

namespace millrace {
namespace {

const char* name_of(WorkKind kind) {
  switch (kind) {
    case WorkKind::kRoute:
      return "route";
    case WorkKind::kExecute:
      return "execute";
    case WorkKind::kMerge:
      return "merge";
  }
  return "";
}

/// Nanoseconds as microseconds with three digits, exactly.
std::string us(std::int64_t ns) {
  return fmt::format("{}.{:03}", ns / 1000, ns % 1000);
}

class Events {
 public:
  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    text_ += text_.empty() ? "\n" : ",\n";
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  void name(std::string_view what, std::size_t process, std::uint32_t thread,
            std::string_view name) {
    std::string quoted;
    append_json_string(quoted, name);
    add(R"({{"ph":"M","name":"{}","pid":{},"tid":{},"args":{{"name":{}}}}})", what, process, thread,
        quoted);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_counters(Events& events, std::size_t process, const StrategyOutcome& outcome) {
  for (const Series& series : outcome.series) {
    if (series.name != "queue_rows" && series.name != "lag_rows") continue;
    const std::string name =
        series.index < 0 ? series.name : fmt::format("{} {}", series.name, series.index);
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      events.add(R"({{"ph":"C","name":"{}","pid":{},"ts":{},"args":{{"rows":{}}}}})", name, process,
                 us(static_cast<std::int64_t>(i) * outcome.series_interval_ns),
                 static_cast<std::int64_t>(series.points[i].greatest));
    }
  }
}

}  // namespace

void ChromeTrace::add(std::size_t strategy_index, const WorkSpan& span) {
  if (strategy_index >= tracks_.size()) tracks_.resize(strategy_index + 1);
  Track& track = tracks_[strategy_index];
  if (track.spans.size() >= kSpansMax) {
    track.left_out += 1;
    return;
  }
  Span kept;
  kept.begin_ns = span.begin.ns;
  kept.end_ns = span.end.ns;
  kept.sequence = span.batch == nullptr ? -1 : span.batch->sequence;
  kept.core = span.core;
  kept.worker = span.worker.value;
  kept.row_count = span.batch == nullptr ? 0 : span.batch->row_count;
  kept.kind = span.kind;
  track.spans.push_back(kept);
}

std::string ChromeTrace::json(const Comparison& comparison) const {
  Events events;
  std::int64_t left_out = 0;
  std::uint64_t arrow = 0;
  for (std::size_t index = 0; index < comparison.strategies.size(); ++index) {
    const StrategyOutcome& outcome = comparison.strategies[index];
    const std::size_t process = index + 1;
    events.name("process_name", process, 0,
                fmt::format("{} {}", shape_of(outcome.verdict.kind), outcome.strategy));
    if (index >= tracks_.size()) continue;
    const Track& track = tracks_[index];
    left_out += track.left_out;
    std::map<std::uint32_t, bool> cores;              // whether the router works there
    std::map<std::int64_t, const Span*> last_routed;  // by the batch's sequence
    for (const Span& span : track.spans) {
      cores[span.core] |= span.kind == WorkKind::kRoute;
      events.add(R"({{"ph":"X","name":"{}","cat":"work","pid":{},"tid":{},"ts":{},"dur":{},)"
                 R"("args":{{"worker":{},"rows":{},"batch":{}}}}})",
                 span.kind == WorkKind::kRoute
                     ? std::string("route")
                     : fmt::format("{} w{}", name_of(span.kind), span.worker),
                 process, span.core, us(span.begin_ns), us(span.end_ns - span.begin_ns),
                 span.worker, span.row_count, span.sequence);
      if (span.row_count == 0) continue;
      if (span.kind == WorkKind::kRoute) {
        last_routed[span.sequence] = &span;
        continue;
      }
      const auto routed = last_routed.find(span.sequence);
      if (routed == last_routed.end()) continue;
      arrow += 1;
      events.add(R"({{"ph":"s","name":"batch","cat":"flow","id":{},"pid":{},"tid":{},"ts":{}}})",
                 arrow, process, routed->second->core, us(routed->second->end_ns));
      events.add(
          R"({{"ph":"f","bp":"e","name":"batch","cat":"flow","id":{},"pid":{},"tid":{},"ts":{}}})",
          arrow, process, span.core, us(span.begin_ns));
    }
    for (const auto& [core, has_router] : cores) {
      const bool is_own = core >= comparison.scenario->engine.cores;
      events.name("thread_name", process, core,
                  is_own ? std::string("router")
                         : fmt::format("core {}{}", core, has_router ? " (and router)" : ""));
    }
    add_counters(events, process, outcome);
  }
  std::string scenario;
  append_json_string(scenario, comparison.scenario->name);
  return fmt::format(
      "{{\"displayTimeUnit\":\"ms\",\"otherData\":{{\"scenario\":{},\"seed\":\"{}\",\"run_hash\":"
      "\"{:016x}\","
      "\"spans_left_out\":\"{}\"}},\n\"traceEvents\":[{}\n]}}\n",
      scenario, comparison.scenario->seed, comparison.run_hash, left_out, events.take());
}

}  // namespace millrace
