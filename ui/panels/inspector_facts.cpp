// ui/panels/inspector_facts.cpp — a group a thing.
#include "ui/panels/inspector_facts.hpp"

#include <fmt/format.h>

#include <utility>

#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"

namespace millrace {
namespace {

std::string or_nothing(std::string text) {
  return text.empty() ? std::string(kNoValue) : std::move(text);
}

FactGroup source_facts(const RunView& run, std::uint32_t index) {
  const SourcePartitionState& source = run.now.sources[index];
  const std::uint32_t workers = run.now.routes.worker_count;
  FactGroup group = {fmt::format("Source partition p{}", index), {}};
  if (workers > 0)
    group.facts.push_back(
        {"natural worker", fmt::format("w{}", index % workers), meaning_of("natural partition")});
  group.facts.push_back({"read to", fmt::format("{} of {}", count_text(source.read_offset),
                                                count_text(source.end_offset))});
  group.facts.push_back({"committed to", count_text(source.committed_offset)});
  group.facts.push_back({"lag", count_text(source.lag_rows) + " rows", meaning_of("lag")});
  std::string spread;
  for (std::uint32_t w = 0; w < workers; ++w) {
    const std::int64_t rows = run.now.routes.rows[std::size_t{index} * workers + w];
    if (rows > 0)
      spread += fmt::format("{}w{} {}", spread.empty() ? "" : "   ", w, count_text(rows));
  }
  group.facts.push_back({"rows to", or_nothing(std::move(spread))});
  return group;
}

FactGroup worker_facts(const RunView& run, std::uint32_t index) {
  const WorkerState& worker = run.now.workers[index];
  return {fmt::format("Worker w{}", index),
          {{"runs on", fmt::format("core {}", worker.core), meaning_of("core")},
           {"queue",
            fmt::format("{} of {} rows, {}", count_text(worker.queued_rows),
                        count_text(worker.queue_capacity_rows), to_text(worker.pressure)),
            meaning_of("back-pressure")},
           {"fullest so far", count_text(worker.queue_rows_max) + " rows"},
           {"oldest row waits", length_text(worker.oldest_row_age_ns),
            "Since it was due at the source"},
           {"rows", count_text(worker.rows_processed)},
           {"results", count_text(worker.results), meaning_of("result rows")},
           {"late", count_text(worker.late), meaning_of("late rows")},
           {"state", count_text(worker.states) + " groups", meaning_of("state")}}};
}

FactGroup core_facts(const RunView& run, std::uint32_t index) {
  const CoreShares& core = run.now.cores[index];
  std::string workers;
  for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
    if (run.now.workers[w].core == index)
      workers += fmt::format("{}w{}", workers.empty() ? "" : " ", w);
  }
  return {fmt::format("Core {}", index),
          {{"busy", share_text(core.busy), meaning_of("core")},
           {"held back", share_text(core.back_pressured), meaning_of("held back")},
           {"idle", share_text(core.idle)},
           {"runs", or_nothing(std::move(workers))}}};
}

FactGroup key_facts(const RunView& run, const std::string& name) {
  FactGroup group = {"Key " + name, {}};
  for (const HotKeyFigures& key : run.now.hot_keys) {
    if (key.key != name) continue;
    std::string workers;
    for (const std::uint32_t w : key.workers)
      workers += fmt::format("{}w{}", workers.empty() ? "" : " ", w);
    group.facts = {
        {"rows", fmt::format("{}{}", key.error_rows > 0 ? "at most " : "", count_text(key.rows))},
        {"lives on", or_nothing(std::move(workers))},
        {"split", key.is_split ? "yes: its totals are wrong" : "no", meaning_of("split groups")}};
  }
  return group;
}

}  // namespace

std::vector<FactGroup> selected_facts(const Selection& selection, const RunView& run) {
  std::vector<FactGroup> groups;
  const RouteHit& route = selection.route;
  if (route.source.has_value() && *route.source < run.now.sources.size())
    groups.push_back(source_facts(run, *route.source));
  if (route.worker.has_value() && *route.worker < run.now.workers.size())
    groups.push_back(worker_facts(run, *route.worker));
  if (selection.core.has_value() && *selection.core < run.now.cores.size())
    groups.push_back(core_facts(run, *selection.core));
  if (!selection.key.empty()) groups.push_back(key_facts(run, selection.key));
  return groups;
}

}  // namespace millrace
