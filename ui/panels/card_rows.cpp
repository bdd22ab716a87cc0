// ui/panels/card_rows.cpp — a row a figure.
#include "ui/panels/card_rows.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ui/draw/number_text.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

constexpr const char* kUp = " \xe2\x96\xb2";
constexpr const char* kDown = " \xe2\x96\xbc";
/// Below this, two strategies do as well as each other.
constexpr double kClearly = 0.05;
constexpr std::int64_t kStillGrowingNs = 500'000'000;

CardRow plain_row(const RunView& run, std::string_view name) {
  CardRow row;
  row.term = name;
  row.label = row.short_label = std::string(name);
  row.value = row.short_value = figure_text(run, name);
  return row;
}

CardRow split_row(const WorkbenchView& view, const RunView& run, bool is_growing) {
  CardRow row = plain_row(run, "split groups");
  if (run.now.split_groups == 0) return row;
  row.tone = CardTone::kWrong;
  row.short_label = "split";
  const std::string arrow = is_growing ? kUp : "";
  row.short_value = count_text(run.now.split_groups) + arrow;
  row.value = row.short_value;
  const std::optional<std::int64_t> all = group_total(view, run);
  if (all.has_value())
    row.value = count_text(run.now.split_groups) + " of " + count_text(*all) + arrow;
  return row;
}

CardRow latency_row(const RunView& run, const RunView* selected) {
  CardRow row = plain_row(run, "p99");
  if (run.is_falling_behind) {
    // What waits at the moment is not in it yet: a number would look final.
    row.value = row.short_value = std::string("growing") + kUp;
    row.tone = CardTone::kWarning;
    return row;
  }
  if (selected == nullptr || selected->is_falling_behind) return row;
  if (run.now.latency.rows > 0 && selected->now.latency.rows > 0)
    row.delta = delta_text(run.now.latency.p99_us, selected->now.latency.p99_us);
  return row;
}

/// Lag; of a run that is behind, how long what waits would take, and which way that goes.
CardRow backlog_row(const WorkbenchView& view, const RunView& run) {
  CardRow row = plain_row(run, "lag");
  if (run.now.is_finished || !(run.backlog_s > 0.0)) return row;
  const std::string time = length_text(static_cast<std::int64_t>(run.backlog_s * 1e9));
  const bool is_draining = view.duration.ns > 0 && run.now.now >= view.duration;
  if (is_draining) {
    row.label = row.short_label = "draining";
    row.value = time + " left";
    row.short_value = time;
    row.tone = CardTone::kWarning;
  } else if (!run.overload.empty()) {
    const bool is_growing = run.backlog_growth_rps > 0.0;
    row.label = row.short_label = "backlog";
    row.short_value = time + (is_growing ? kUp : kDown);
    row.value =
        fmt::format("{}  {}{}{}", time, is_growing ? "+" : "-",
                    si_text(std::fabs(run.backlog_growth_rps), "rows/s"), is_growing ? kUp : kDown);
    row.tone = CardTone::kWarning;
  }
  return row;
}

}  // namespace

bool SplitGrowth::update(const RunView& run) {
  const std::int64_t now = run.now.now.ns;
  const std::int64_t split = run.now.split_groups;
  if (now < seen_ns_ || seen_ns_ < 0) {
    grown_at_ns_ = -1;
  } else if (split > seen_) {
    grown_at_ns_ = now;
  }
  seen_ns_ = now;
  seen_ = split;
  return !run.now.is_finished && grown_at_ns_ >= 0 && now - grown_at_ns_ < kStillGrowingNs;
}

std::vector<CardRow> card_rows(const WorkbenchView& view, const RunView& run,
                               const RunView* selected, bool is_split_growing) {
  std::vector<CardRow> rows;
  rows.push_back(split_row(view, run, is_split_growing));
  rows.push_back(latency_row(run, selected));
  rows.push_back(backlog_row(view, run));
  rows.push_back(plain_row(run, "max/mean"));
  rows.push_back(plain_row(run, "aligned"));
  return rows;
}

std::string delta_text(std::optional<double> mine, std::optional<double> other) {
  if (!mine.has_value() || !other.has_value() || !(*mine > 0.0) || !(*other > 0.0)) return {};
  const double change = *mine / *other - 1.0;
  if (!std::isfinite(change) || std::fabs(change) < kClearly) return {};
  if (change >= 9.0) return fmt::format("{:.0f}\xc3\x97", *mine / *other);
  return fmt::format("{:+.0f} %", change * 100.0);
}

std::optional<std::int64_t> group_total(const WorkbenchView& view, const RunView& run) {
  const auto checked = [&run](std::int64_t total) {
    // NULL is a group, too, and poison makes values that no column has.
    return total >= run.now.split_groups && total > 0 ? std::optional<std::int64_t>(total)
                                                      : std::nullopt;
  };
  if (run.verdict != nullptr && run.now.is_finished) return checked(run.verdict->groups);
  if (view.scenario == nullptr || run.plan == nullptr || run.plan->query == nullptr)
    return std::nullopt;
  const QueryPlan& query = *run.plan->query;
  if (query.group_key_names.size() != 1 || !view.scenario->topic.recording.empty())
    return std::nullopt;
  for (const FieldSpec& field : view.scenario->topic.fields) {
    if (field.name != query.group_key_names.front() || !field.follows.empty()) continue;
    return checked(field.values.empty() ? field.cardinality
                                        : static_cast<std::int64_t>(field.values.size()));
  }
  return std::nullopt;
}

std::string better_choice_text(const RunView& run) {
  // "auto picked SmartRepartition; RoundRobin does 1.3× …"
  const std::size_t at = run.auto_remark.find("; ");
  return at == std::string::npos ? run.auto_remark : run.auto_remark.substr(at + 2);
}

}  // namespace millrace
