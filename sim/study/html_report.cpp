// sim/study/html_report.cpp — the page, section by section.
#include "sim/study/html_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "sim/engine/cost_model.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/study/comparison_text.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/sentences.hpp"
#include "sim/study/svg_chart.hpp"

namespace millrace {
namespace {

// Okabe and Ito's colours; the darker yellow and the greys where a page is light.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--soft:#57606a;--rule:#d0d7de;
--valid:#0072B2;--invalid:#B34700;--unknown:#8A6100;--refused:#57606a;--line-0:#0072B2;
--line-1:#2E8BC0;--line-2:#B87700;--line-3:#A8527F;--line-4:#007A5A;--line-5:#8A7A00;--line-6:#555;
--line-7:#B34700}@media(prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;
--soft:#9da7b3;--rule:#30363d;--valid:#56B4E9;--invalid:#FF8A4C;--unknown:#E69F00;--refused:#9da7b3;
--line-0:#3FA0E0;--line-1:#56B4E9;--line-2:#E69F00;--line-3:#CC79A7;--line-4:#2BBF94;
--line-5:#F0E442;--line-6:#bbb;--line-7:#FF8A4C}}body{background:var(--back);color:var(--text);
font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1.5rem}h1{margin-bottom:0}
h2{margin-top:2rem}small,.soft{color:var(--soft)}table{border-collapse:collapse;width:100%}.scroll{
overflow-x:auto}td,th{border-bottom:1px solid var(--rule);padding:.35rem .5rem;text-align:right;font-size:.94rem;
font-variant-numeric:tabular-nums;white-space:nowrap}
td:first-child,th:first-child,td:nth-child(2),th:nth-child(2){text-align:left}.valid{
color:var(--valid)}.invalid{color:var(--invalid)}.unknown{color:var(--unknown)}.refused{
color:var(--refused)}.advice{border-left:4px solid var(--valid);padding-left:1rem;font-size:1.1rem}
.charts{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(21rem,1fr))}figure{
margin:0}figcaption{font-weight:600}svg text{fill:var(--soft);font-size:11px}.grid{
stroke:var(--rule)}.line{fill:none;stroke-width:2}.key{width:24px;height:8px}.legend span{
margin-right:.8rem;white-space:nowrap;font-size:.85rem}pre{overflow-x:auto;
border:1px solid var(--rule);padding:1rem;font-size:.85rem}.empty{color:var(--soft)}
)css";

void add_row(std::string& html, const StrategyOutcome& outcome) {
  const std::string_view kind = to_text(outcome.verdict.kind);
  html += fmt::format("<tr><td>{}{}</td><td class=\"{}\">{} {}</td>", html_text(outcome.strategy),
                      outcome.is_auto_selected ? " <small>auto</small>" : "", kind,
                      shape_of(outcome.verdict.kind), kind);
  if (!outcome.has_run()) {
    for (int i = 0; i < 10; ++i) html += "<td>—</td>";
    html += "</tr>\n";
    return;
  }
  const RunReport& report = outcome.report;
  double busiest = 0.0;
  for (const CoreShares& core : report.cores) busiest = std::max(busiest, core.busy);
  const std::string cells[] = {
      rate_figure(report.throughput_rps),      latency_figure(report.latency.p50_us),
      latency_figure(report.latency.p95_us),   latency_figure(report.latency.p99_us),
      latency_figure(report.latency.max_us),   share_figure(report.alignment_rate),
      ratio_figure(report.skew.max_over_mean), share_figure(busiest),
      bytes_figure(moved_bytes_of(outcome)),   grouped_count(outcome.verdict.wrong_groups)};
  for (const std::string& cell : cells) html += "<td>" + cell + "</td>";
  html += "</tr>\n";
}

std::string table(const Comparison& comparison) {
  std::string html =
      "<div class=\"scroll\"><table><thead><tr><th>strategy</th><th>verdict</th><th>rows "
      "in</th><th>p50</th><th>p95</th><th>p99</th><th>max</th><th>aligned</th><th>max/mean</"
      "th><th>busiest core</th><th>moved</th><th>wrong groups</th></tr></thead><tbody>\n";
  for (const StrategyOutcome& outcome : comparison.strategies) add_row(html, outcome);
  return html + "</tbody></table></div>\n";
}

/// Series of this name, over workers or cores their greatest at each point.
std::vector<double> greatest_of(const StrategyOutcome& outcome, std::string_view name) {
  std::vector<double> values;
  for (const Series& series : outcome.series) {
    if (series.name != name) continue;
    values.resize(std::max(values.size(), series.points.size()), 0.0);
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      values[i] = std::max(values[i], series.points[i].greatest);
    }
  }
  return values;
}

/// Velostream's five look the same in every report, as in the workbench; others take what is left in turn.
std::size_t look_of(const Comparison& comparison, const StrategyOutcome& outcome) {
  constexpr std::array<std::string_view, 5> kFive = {"always_hash", "smart_repartition",
                                                     "sticky_partition", "round_robin", "fan_in"};
  const auto place = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(kFive.begin(), kFive.end(), name) - kFive.begin());
  };
  if (place(outcome.strategy) < kFive.size()) return place(outcome.strategy);
  std::size_t others = 0;
  for (const StrategyOutcome& each : comparison.strategies) {
    if (&each == &outcome) break;
    if (place(each.strategy) == kFive.size()) ++others;
  }
  return kFive.size() + others % (kChartLooks - kFive.size());
}

std::string chart(const Comparison& comparison, ChartOptions options, std::string_view series,
                  double factor) {
  std::vector<ChartLine> lines;
  std::int64_t interval_ns = 0;
  for (const StrategyOutcome& outcome : comparison.strategies) {
    if (outcome.has_run()) interval_ns = std::max(interval_ns, outcome.series_interval_ns);
  }
  for (const StrategyOutcome& outcome : comparison.strategies) {
    if (!outcome.has_run() || interval_ns == 0) continue;
    // Runs that took longer have longer intervals; the others' points are joined to theirs.
    const auto stride = static_cast<std::size_t>(
        interval_ns / std::max<std::int64_t>(outcome.series_interval_ns, 1));
    const std::vector<double> values = greatest_of(outcome, series);
    ChartLine line{outcome.strategy, {}, look_of(comparison, outcome)};
    for (std::size_t begin = 0; begin < values.size(); begin += stride) {
      double most = 0.0;
      for (std::size_t i = begin; i < std::min(begin + stride, values.size()); ++i) {
        most = std::max(most, values[i] * factor);
      }
      line.values.push_back(most);
    }
    lines.push_back(std::move(line));
  }
  options.x_step_seconds = static_cast<double>(interval_ns) / 1e9;
  return svg_chart(options, lines);
}

std::string charts(const Comparison& comparison) {
  return "<div class=\"charts\">" +
         chart(comparison, {"Throughput", "rows/s"}, "throughput_rps", 1.0) +
         chart(comparison, {"Latency p99", "logarithmic", 1.0, ChartScale::kTime}, "latency_p99_us",
               1e-6) +
         chart(comparison, {"Fullest queue", "rows"}, "queue_rows", 1.0) +
         chart(comparison, {"Busiest core", "share of time", 1.0, ChartScale::kShare}, "busy",
               1.0) +
         chart(comparison, {"Lag at the sources", "rows"}, "lag_rows", 1.0) + "</div>\n";
}

std::string verdicts(const Comparison& comparison) {
  std::string html;
  for (const StrategyOutcome& outcome : comparison.strategies) {
    html += fmt::format("<p><strong class=\"{}\">{} {}</strong> {}</p>\n",
                        to_text(outcome.verdict.kind), shape_of(outcome.verdict.kind),
                        html_text(outcome.strategy), html_text(outcome.sentence));
    if (outcome.verdict.first.empty()) continue;
    html += "<ul>";
    for (const GroupEvidence& evidence : outcome.verdict.first) {
      html += "<li>" + html_text(evidence_sentence(evidence, outcome.verdict));
      for (const EvidenceRecord& record : evidence.records) {
        html += fmt::format(" <small>[partition {} offset {} → worker {}]</small>",
                            record.source_partition.value, record.offset, record.worker.value);
      }
      html += "</li>\n";
    }
    html += "</ul>\n";
  }
  return html;
}

/// What the run assumes: the price of every operation, and where it comes from.
std::string assumptions(const Scenario& scenario) {
  std::string html = fmt::format(
      "<p>Virtual time: the engine executes every row for real; how long its operations take is "
      "what "
      "the cost model <code>{}</code> says.</p><div "
      "class=\"scroll\"><table><thead><tr><th>operation"
      "</th><th>source</th><th>ns</th></tr></thead><tbody>",
      html_text(scenario.engine.cost_model));
  std::map<std::string, std::pair<double, std::string>> prices;
  for (const CostModelInfo* model : all_cost_models()) {
    if (model->name != scenario.engine.cost_model) continue;
    for (const CostFigure& figure : model->figures) {
      prices[std::string(to_text(figure.cost))] = {figure.ns, std::string(figure.source)};
    }
  }
  for (const auto& [name, ns] : scenario.engine.costs_ns) prices[name] = {ns, "the scenario"};
  for (const auto& [name, price] : prices) {
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{:.4g}</td></tr>", html_text(name),
                        html_text(price.second), price.first);
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace

std::string html_report(const Comparison& comparison, std::string_view version) {
  const Scenario& scenario = *comparison.scenario;
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>{0} · "
      "Millrace</title><style>{1}</style>"
      "</head><body>\n<h1>{0}</h1>\n<p class=\"soft\">{2}</p>\n",
      html_text(scenario.name), kStyle, html_text(scenario.description));
  html += "<p class=\"advice\">" + html_text(comparison.advice) + "</p>\n";
  html += table(comparison) + "<h2>Over time</h2>\n" + charts(comparison);
  html += "<h2>Verdicts</h2>\n" + verdicts(comparison);
  const std::string failed = expectation_text(comparison);
  if (!failed.empty()) html += "<h2>Expectations</h2><pre>" + html_text(failed) + "</pre>\n";
  html += "<h2>Scenario</h2>\n<pre>" + html_text(write_scenario(scenario)) + "</pre>\n";
  html += "<h2>Assumptions</h2>\n" + assumptions(scenario);
  html += fmt::format(
      "<p class=\"soft\">seed {} · run hash {:016x} · scenario {:016x} · {}. The same scenario, "
      "seed "
      "and version give the same hash on every machine.</p>\n</body></html>\n",
      scenario.seed, comparison.run_hash, scenario_id(scenario), html_text(version));
  return html;
}

}  // namespace millrace
