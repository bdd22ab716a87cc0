// sim/cli/summary.cpp — wording of the summary; every number with its unit.
#include "sim/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/route/strategy_info.hpp"
#include "sim/cli/driver.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/version.hpp"

namespace millrace::cli {
namespace {

double rows_per_second(const FinishedRun& run) {
  if (run.seconds <= 0.0) return 0.0;
  return static_cast<double>(run.statistics.balance.read) / run.seconds;
}

/// "1 result", "2,000 results".
std::string counted(std::int64_t count, std::string_view thing) {
  return fmt::format("{} {}{}", grouped_digits(count), thing, count == 1 ? "" : "s");
}

std::string rows_line(const FinishedRun& run) {
  const RowBalance& rows = run.statistics.balance;
  std::string line =
      fmt::format("{} read · {}", counted(rows.read, "row"), counted(rows.results, "result"));
  if (rows.filtered > 0) {
    line += fmt::format(" · {} filtered out by WHERE", grouped_digits(rows.filtered));
  }
  line += fmt::format(" · {} late · {}", grouped_digits(rows.late),
                      counted(rows.dead_letter, "dead letter"));
  if (rows.late_seen > rows.late) {
    line += fmt::format(" · {} behind their watermark, still counted",
                        grouped_digits(rows.late_seen - rows.late));
  }
  if (rows.expression_errors > 0) {
    line +=
        fmt::format(" · {} without a value (NULL)", counted(rows.expression_errors, "expression"));
  }
  return line;
}

std::string workers_line(const FinishedRun& run) {
  std::string line;
  if (run.plan.spec.processor == ProcessorKind::kSimple) {
    line = "v1: one processing partition";
  } else {
    line = fmt::format("v2: {} ({}) ← {}",
                       counted(run.plan.spec.worker_count, "processing partition"), driver_name(),
                       counted(run.plan.topic.source_partition_count, "source partition"));
    std::int64_t rows_max = 0;
    std::int64_t rows_sum = 0;
    for (const WorkerStatistics& worker : run.statistics.workers) {
      rows_max = std::max(rows_max, worker.balance.read);
      rows_sum += worker.balance.read;
    }
    if (rows_sum > 0) {
      const double mean =
          static_cast<double>(rows_sum) / static_cast<double>(run.statistics.workers.size());
      line += fmt::format(" · rows max/mean {:.2f}", static_cast<double>(rows_max) / mean);
    }
  }
  return line +
         fmt::format(" · {} rows/s ({:.3f} s)", count_text(rows_per_second(run)), run.seconds);
}

}  // namespace

const char* verdict_word(const FinishedRun& run) {
  if (!run.plan.is_valid) return "invalid";
  if (!run.plan.is_order_defined || run.statistics.balance.late_after_idle > 0) return "unknown";
  return "valid";
}

void show_summary(const FinishedRun& run, const CommandIo& io) {
  if (run.was_stopped) io.note("stopped on request: the result covers the rows read so far");
  io.note(rows_line(run));
  if (run.plan.choice.strategy != nullptr) {
    io.note(fmt::format("strategy {} (rule {}): {}", run.plan.choice.strategy->name,
                        run.plan.choice.rule, run.plan.choice.reason));
  }
  io.note(workers_line(run));
  for (const std::string& remark : run.statistics.remarks) io.note("note: " + remark);
  if (!run.plan.is_valid) {
    io.note(fmt::format(
        "WRONG RESULT: {} of {} groups are split over several processing partitions: {}",
        grouped_digits(run.statistics.split_groups), grouped_digits(run.statistics.groups),
        run.plan.problem));
  } else if (std::string_view(verdict_word(run)) == "unknown") {
    io.note("result not defined: it depends on the order in which source partitions interleave");
  }
}

std::string summary_json(const FinishedRun& run) {
  const RowBalance& rows = run.statistics.balance;
  nlohmann::ordered_json json;
  json["version"] = version_number();
  json["verdict"] = verdict_word(run);
  json["strategy"] =
      run.plan.choice.strategy == nullptr ? "" : std::string(run.plan.choice.strategy->name);
  json["rule"] = run.plan.choice.rule;
  json["reason"] = run.plan.choice.reason;
  json["rows"] = {{"read", rows.read},
                  {"in_effect", rows.in_effect},
                  {"filtered", rows.filtered},
                  {"late", rows.late},
                  {"dead_letter", rows.dead_letter},
                  {"results", rows.results},
                  {"late_seen", rows.late_seen},
                  {"expression_errors", rows.expression_errors}};
  json["processing_partitions"] = run.statistics.workers.size();
  json["source_partitions"] = run.plan.topic.source_partition_count;
  json["split_groups"] = run.statistics.split_groups;
  json["remarks"] = run.statistics.remarks;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace millrace::cli
