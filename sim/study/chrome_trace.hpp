// sim/study/chrome_trace.hpp — every stretch of work as a Chrome trace (JSON array format), which ui.perfetto.dev
// opens:
// a process per strategy, a track per core, counters for queues, arrows from the router to the worker.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/work_span.hpp"
#include "sim/study/comparison.hpp"

namespace millrace {

/// Collects spans while simulations run; memory is 40 bytes a span, at most kSpansMax a strategy.
class ChromeTrace {
 public:
  static constexpr std::size_t kSpansMax = 500'000;  // a viewer opens a few hundred MB, not more

  /// Spans of a strategy come in order of their end.
  void add(std::size_t strategy_index, const WorkSpan& span);
  /// The whole document. Times in microseconds of virtual time. Says in `otherData` how many spans were left out.
  std::string json(const Comparison& comparison) const;

 private:
  struct Span {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    std::int64_t sequence = 0;  // of the batch
    std::uint32_t core = 0;
    std::uint32_t worker = 0;
    std::uint32_t row_count = 0;
    WorkKind kind = WorkKind::kExecute;
  };
  struct Track {
    std::vector<Span> spans;
    std::int64_t left_out = 0;
  };

  std::vector<Track> tracks_;  // by strategy
};

}  // namespace millrace
