// tests/ui/played_session.hpp — sessions for tests: a small scenario with a wrong strategy, and
// time that passes without
// a clock.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "sim/cli/scenario_words.hpp"
#include "ui/session/session.hpp"

namespace millrace::test {

/// Two seconds, four workers, windows of 200 ms; sticky_partition and round_robin split traders.
inline constexpr const char* kTwoSeconds = R"(version: 1
name: two-seconds
duration: 2s
query: SELECT trader_id, COUNT(*) AS n FROM trades GROUP BY trader_id WINDOW TUMBLING(1s)
topic:
  name: trades
  partitions: 12
  key: [symbol]
  time_scale: 5
  fields:
    symbol: {type: string, pattern: "S{n}", cardinality: 300}
    trader_id: {type: string, pattern: "T{n}", cardinality: 60}
load: {rate: 4k/s}
engine: {cores: 4, num_partitions: 4, merge: "off", allow_invalid: true, max_out_of_orderness: 0s}
)";

inline Session new_session(const char* text = kTwoSeconds) {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  files.bundled.emplace("two.yaml", kTwoSeconds);
  Session session(std::move(files));
  session.load(text, "two.yaml");
  REQUIRE(session.view().scenario != nullptr);
  session.apply(PauseCommand{});
  return session;
}

inline bool has_always_time() {
  return true;
}

/// Everything that is under way comes to its end; time stands still.
inline void settle(Session& session) {
  for (int i = 0; session.is_active(); ++i) {
    REQUIRE(i < 1'000'000);
    session.advance(0.0, has_always_time);
  }
}

inline void go_to(Session& session, VirtualTime to) {
  session.apply(PauseCommand{});
  session.apply(SeekCommand{to});
  settle(session);
}

/// Frames of 1/60 s until playing stops by itself, `frames_max` at most.
inline void play(Session& session, int frames_max = 100'000) {
  session.apply(PlayCommand{});
  for (int i = 0; i < frames_max && session.view().is_playing; ++i) {
    session.advance(1.0 / 60.0, has_always_time);
  }
}

inline VirtualTime ms(std::int64_t milliseconds) {
  return {milliseconds * 1'000'000};
}

inline const RunView& run_of(const WorkbenchView& view, std::string_view strategy) {
  for (const RunView& run : view.runs) {
    if (run.strategy == strategy && run.fork_text.empty()) return run;
  }
  FAIL("no run of this strategy");
  return view.runs.front();
}

inline std::size_t index_of(const WorkbenchView& view, std::string_view strategy) {
  return static_cast<std::size_t>(&run_of(view, strategy) - view.runs.data());
}

}  // namespace millrace::test
