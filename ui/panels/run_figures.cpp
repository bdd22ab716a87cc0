// ui/panels/run_figures.cpp — one line a figure.
#include "ui/panels/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/base/assert.hpp"
#include "core/metrics/imbalance.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

/// Below this, shares and ratios say more about chance than about the run.
constexpr std::int64_t kRowsMin = 30;

using Value = std::optional<double>;

std::string rate_words(double value) {
  return si_text(value, "rows/s");
}
std::string row_words(double value) {
  return count_text(static_cast<std::int64_t>(value)) + " rows";
}
std::string count_words(double value) {
  return count_text(static_cast<std::int64_t>(value));
}
std::string time_words(double us) {
  return length_text(static_cast<std::int64_t>(us * 1e3));
}
std::string size_words(double value) {
  return size_text(static_cast<std::int64_t>(value));
}

Value whole(std::int64_t count) {
  return static_cast<double>(count);
}

Value latency_us(const RunView& run, double us) {
  return run.now.latency.rows == 0 ? Value() : Value(us);
}

std::optional<Imbalance> imbalance(const RunView& run) {
  // No more workers than this are told apart; plans have at most 1,024.
  std::vector<std::int64_t> rows;
  rows.reserve(run.now.workers.size());
  for (const WorkerState& worker : run.now.workers) rows.push_back(worker.rows_processed);
  std::optional<Imbalance> result = imbalance_of(rows);
  if (result.has_value() && result->rows_total < kRowsMin) return std::nullopt;
  return result;
}

double fullest_queue(const RunView& run) {
  double fullest = 0.0;
  for (const WorkerState& worker : run.now.workers)
    fullest = std::max(fullest, utilisation(worker.queued_rows, worker.queue_capacity_rows));
  return fullest;
}

double busiest_core(const RunView& run) {
  double busiest = 0.0;
  for (const CoreShares& core : run.now.cores) busiest = std::max(busiest, core.busy);
  return busiest;
}

std::int64_t hops(const RunView& run) {
  const RouteMatrix& routes = run.now.routes;
  std::int64_t moved = 0;
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      if (s % routes.worker_count != w)
        moved += routes.rows[std::size_t{s} * routes.worker_count + w];
    }
  }
  return moved;
}

constexpr RunFigure kFigures[] = {
    {"split groups", Preference::kLess,
     [](const RunView& run) { return whole(run.now.split_groups); }, count_words},
    {"throughput", Preference::kMore,
     [](const RunView& run) { return Value(run.now.throughput_rps); }, rate_words},
    {"offered load", Preference::kNeither,
     [](const RunView& run) { return Value(run.now.offered_rps); }, rate_words},
    {"lag", Preference::kLess, [](const RunView& run) { return whole(lag_rows_of(run)); },
     row_words},
    {"p50", Preference::kLess,
     [](const RunView& run) { return latency_us(run, run.now.latency.p50_us); }, time_words},
    {"p99", Preference::kLess,
     [](const RunView& run) { return latency_us(run, run.now.latency.p99_us); }, time_words},
    {"p99.9", Preference::kLess,
     [](const RunView& run) { return latency_us(run, run.now.latency.p999_us); }, time_words},
    {"aligned", Preference::kMore,
     [](const RunView& run) {
       return run.now.alignment_rate < 0.0 ? Value() : Value(run.now.alignment_rate);
     },
     share_text},
    {"zero-cost", Preference::kMore,
     [](const RunView& run) {
       return run.now.rows_read < kRowsMin ? Value() : Value(run.now.zero_cost_share);
     },
     share_text},
    {"max/mean", Preference::kLess,
     [](const RunView& run) {
       const std::optional<Imbalance> figures = imbalance(run);
       return figures.has_value() ? Value(figures->max_over_mean) : Value();
     },
     times_text},
    {"skew", Preference::kLess,
     [](const RunView& run) {
       const std::optional<Imbalance> figures = imbalance(run);
       return figures.has_value() ? Value(figures->flink_percent * 0.01) : Value();
     },
     share_text},
    {"busiest core", Preference::kNeither,
     [](const RunView& run) { return Value(busiest_core(run)); }, share_text},
    {"fullest queue", Preference::kLess,
     [](const RunView& run) { return Value(fullest_queue(run)); }, share_text},
    {"in effect", Preference::kNeither,
     [](const RunView& run) { return whole(run.now.rows_in_effect); }, row_words},
    {"late rows", Preference::kLess, [](const RunView& run) { return whole(run.now.rows_late); },
     row_words},
    {"dead letters", Preference::kLess,
     [](const RunView& run) { return whole(run.now.rows_dead_letter); }, row_words},
    {"result rows", Preference::kNeither, [](const RunView& run) { return whole(run.now.results); },
     row_words},
    {"hops", Preference::kLess, [](const RunView& run) { return whole(hops(run)); }, row_words},
    {"hashed rows", Preference::kLess,
     [](const RunView& run) { return whole(run.now.work.rows_hashed); }, row_words},
    {"copied rows", Preference::kLess,
     [](const RunView& run) { return whole(run.now.work.rows_copied); }, row_words},
    {"hand-overs", Preference::kNeither,
     [](const RunView& run) { return whole(run.now.work.hand_overs); }, count_words},
    {"moved bytes", Preference::kLess,
     [](const RunView& run) { return whole(run.now.moved_bytes); }, size_words},
    {"state", Preference::kLess, [](const RunView& run) { return whole(run.now.states); },
     count_words},
    {"held twice", Preference::kLess,
     [](const RunView& run) { return whole(run.now.extra_states); }, count_words},
};

}  // namespace

std::span<const RunFigure> run_figures() {
  return kFigures;
}

std::string figure_text(const RunView& run, std::string_view name) {
  for (const RunFigure& figure : kFigures) {
    if (figure.name != name) continue;
    const std::optional<double> value = figure.value(run);
    return value.has_value() ? figure.text(*value) : std::string(kNoValue);
  }
  MILLRACE_ASSERT(name == "a figure of a run");
  return {};
}

std::int64_t lag_rows_of(const RunView& run) {
  std::int64_t lag = 0;
  for (const SourcePartitionState& source : run.now.sources) lag += source.lag_rows;
  return lag;
}

bool has_recent_routes(const RunView& run) {
  const std::vector<std::int64_t>& rows = run.now.routes_recent.rows;
  return !run.now.is_finished &&
         std::any_of(rows.begin(), rows.end(), [](std::int64_t count) { return count > 0; });
}

const RouteMatrix& routes_shown(const RunView& run) {
  return has_recent_routes(run) ? run.now.routes_recent : run.now.routes;
}

const std::vector<CoreShares>& cores_shown(const RunView& run) {
  return run.now.is_finished || run.now.cores_recent.empty() ? run.now.cores : run.now.cores_recent;
}

std::optional<HotKeyCeiling> hot_key_ceiling_of(const RunView& run) {
  const SimulationSnapshot& now = run.now;
  if (now.hot_keys.empty() || now.rows_read < 1'000 || now.has_merge || now.split_groups > 0)
    return std::nullopt;
  const HotKeyFigures& hottest = now.hot_keys.front();
  const std::int64_t certain = hottest.rows - hottest.error_rows;
  const double share = static_cast<double>(certain) / static_cast<double>(now.rows_read);
  double busy_s = 0.0;
  for (const CoreShares& core : now.cores)
    busy_s += core.busy * static_cast<double>(now.now.ns) * 1e-9;
  std::int64_t rows = 0;
  for (const WorkerState& worker : now.workers) rows += worker.rows_processed;
  if (!(share > 0.0) || !(busy_s > 0.01) || share * static_cast<double>(now.workers.size()) < 1.0)
    return std::nullopt;
  const double one_worker = static_cast<double>(rows) / busy_s;
  return HotKeyCeiling{one_worker / share, share, hottest.key};
}

std::string tab_separated(const RunView& run) {
  std::string text = "figure\t" + run.display_name + "\n";
  for (const RunFigure& figure : kFigures)
    text += fmt::format("{}\t{}\n", figure.name, figure_text(run, figure.name));
  return text;
}

}  // namespace millrace
