// tests/study/documents_test.cpp — the documents that other programs read.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "sim/study/chrome_trace.hpp"
#include "sim/study/comparison_json.hpp"
#include "sim/study/comparison_prometheus.hpp"
#include "sim/study/html_report.hpp"
#include "sim/study/svg_chart.hpp"
#include "tests/study/outcomes.hpp"
#include "tests/study/small_scenarios.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::string>;

Comparison three() {
  return fixture::comparison_of({fixture::valid_outcome("always_hash"),
                                 fixture::invalid_outcome("sticky_partition"),
                                 fixture::refused_outcome("round_robin", "would split trader")});
}

Json parsed(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

Lines keys_of(const Json& json) {
  Lines keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  return keys;
}

/// Documents whose braces and quotes open and close.
std::size_t count_of(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("the JSON document has the documented keys, then what was added") {
  const Json json = parsed(comparison_json(three(), "1.2.3"));
  CHECK(keys_of(json) == Lines{"scenario", "seed", "version", "run_hash", "strategies", "auto",
                               "advice", "expectations"});
  CHECK(json["scenario"] == "small");
  CHECK(json["seed"] == 7);
  CHECK(json["version"] == "1.2.3");
  CHECK(json["run_hash"] == "000000000000feed");
  const Lines documented = {"strategy",        "verdict",      "reason",       "rows",
                            "throughput_rps",  "offered_rps",  "latency_us",   "alignment_rate",
                            "zero_cost_share", "split_groups", "wrong_groups", "skew",
                            "queues",          "cores",        "state_groups", "moved_bytes",
                            "auto_selected"};
  REQUIRE(json["strategies"].size() == 3);
  for (const Json& strategy : json["strategies"]) {
    for (const std::string& key : documented) {
      CAPTURE(key);
      CHECK(strategy.contains(key));
    }
  }
}

TEST_CASE("figures stand where the contract says") {
  const Json json = parsed(comparison_json(three(), ""));
  const Json& hash = json["strategies"][0];
  CHECK(hash["verdict"] == "valid");
  CHECK(hash["rows"].dump() ==
        R"({"read":12000,"in_effect":11990,"filtered":4,"late":5,"dead_letter":1,"results":10,)"
        R"("late_seen":0,"expression_errors":0})");
  CHECK(hash["latency_us"].dump() ==
        R"({"p50":500.0,"p95":1000.0,"p99":1500.0,"p999":1800.0,"max":2000.0,"mean":600.0})");
  CHECK(hash["skew"].dump() ==
        R"({"max_over_mean":1.0,"flink_pct":0.0,"hottest_key_share":0.1,"ceiling":2.0})");
  CHECK(hash["queues"].dump() == R"({"rows_max":[120,90],"state":["healthy","healthy"]})");
  CHECK(hash["cores"][0].dump() == R"({"idle":0.5,"busy":0.5,"back_pressured":0.0})");
  CHECK(hash["auto_selected"] == true);
  const Json& sticky = json["strategies"][1];
  CHECK(sticky["wrong_groups"] == 2);
  CHECK(sticky["differences"]["first"][0]["records"].dump() ==
        R"([{"source_partition":0,"offset":17,"worker":0},{"source_partition":1,"offset":4,)"
        R"("worker":1}])");
  const Json& refused = json["strategies"][2];
  CHECK(refused["verdict"] == "refused");
  CHECK(refused["reason"] == "would split trader");
  CHECK(refused["throughput_rps"].is_null());
  CHECK(refused["cores"].is_null());
}

TEST_CASE("JSON lines have a strategy each, CSV a row each") {
  const std::string lines = comparison_json_lines(three(), "1");
  CHECK(count_of(lines, "\n") == 3);
  CHECK(parsed(lines.substr(0, lines.find('\n')))["strategy"] == "always_hash");
  const std::string csv = comparison_csv(three());
  CHECK(count_of(csv, "\n") == 4);
  CHECK(csv.substr(0, 67) == "scenario,seed,strategy,verdict,throughput_rps,offered_rps,p50_ns,p9");
  CHECK(csv.find("\nsmall,7,always_hash,valid,12000,12000,500000,1000000,1500000,") !=
        std::string::npos);
  CHECK(csv.find("\nsmall,7,round_robin,refused,,,") != std::string::npos);
}

TEST_CASE("Prometheus text begins each family once and names no key") {
  const std::string page = comparison_prometheus(three());
  std::set<std::string> families;
  std::size_t at = 0;
  while ((at = page.find("# TYPE ", at)) != std::string::npos) {
    at += 7;
    CHECK(families.insert(page.substr(at, page.find(' ', at) - at)).second);
  }
  CHECK(families.count("velostream_total_throughput") == 1);
  CHECK(page.find("velostream_partition_records_total{partition=\"0\",strategy=\"always_hash\"} "
                  "6000\n") != std::string::npos);
  CHECK(page.find("millrace_verdict{strategy=\"round_robin\",verdict=\"refused\"} 1\n") !=
        std::string::npos);
  CHECK(page.find("ann") == std::string::npos);
}

TEST_CASE("the page loads nothing, closes what it opens, and escapes what is not its own") {
  Comparison comparison = three();
  auto scenario = std::make_shared<Scenario>(*comparison.scenario);
  scenario->description = "<script>alert(1)</script>";
  comparison.scenario = scenario;
  const std::string html = html_report(comparison, "millrace 1");
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
  for (const char* outside : {"http://", "https://", "src=", "@import", "url("}) {
    CAPTURE(outside);
    CHECK(html.find(outside) == std::string::npos);
  }
  for (const char* element : {"table", "svg", "figure", "ul", "div", "h2"}) {
    CAPTURE(element);
    const std::string close = std::string("</") + element + ">";
    CHECK(count_of(html, std::string("<") + element + ">") +
              count_of(html, std::string("<") + element + " ") ==
          count_of(html, close));
  }
  for (const char* part : {"prefers-color-scheme:dark", "seed 7", "000000000000feed", "Assumptions",
                           "TUMBLING(1m)", "✗ invalid", "partition 0 offset 17"}) {
    CAPTURE(part);
    CHECK(html.find(part) != std::string::npos);
  }
}

TEST_CASE("a chart without points says what would fill it") {
  const std::string chart = svg_chart({"Queue", "rows"}, {});
  CHECK(chart.find("No run has come far enough") != std::string::npos);
}

TEST_CASE("a chart keeps its peaks when it joins points") {
  std::vector<double> values(6'000, 1.0);
  values[3'217] = 100.0;
  const std::string chart = svg_chart({"Queue", "rows"}, {{"a", values}});
  CHECK(count_of(chart, "L") >= 500);
  CHECK(chart.find(" 10.0") != std::string::npos);  // the top of the drawing: y of 100 of 100
}

TEST_CASE("a chart's axes are written at round values; times in decades") {
  const std::vector<double> values = {0.012, 7.5, 3.0, 0.0};
  const std::string linear = svg_chart({"Queue", "rows", 9.0}, {{"a", values}});
  for (const char* tick : {">0</text>", ">2</text>", ">8</text>", ">10 s</text>", ">30 s</text>"}) {
    CAPTURE(tick);
    CHECK(linear.find(tick) != std::string::npos);
  }
  const std::string times = svg_chart({"Latency", "", 1.0, ChartScale::kTime}, {{"a", values}});
  for (const char* tick : {">10 ms</text>", ">100 ms</text>", ">1 s</text>", ">10 s</text>"}) {
    CAPTURE(tick);
    CHECK(times.find(tick) != std::string::npos);
  }
  CHECK(times.find("nan") == std::string::npos);
  CHECK(times.find("inf") == std::string::npos);
}

TEST_CASE("a trace has a process per strategy, a track per core, counters and arrows") {
  ChromeTrace trace;
  StudyOptions options;
  options.strategies = {"always_hash", "fan_in"};
  options.on_work = [&](std::size_t strategy, const WorkSpan& span) { trace.add(strategy, span); };
  const auto comparison =
      compare_strategies(fixture::shared(fixture::misaligned_scenario()), options);
  REQUIRE(comparison.has_value());
  const Json json = parsed(trace.json(comparison.value()));
  std::set<std::pair<int, int>> tracks;
  std::set<std::string> phases;
  std::int64_t rows_executed = 0;
  for (const Json& event : json["traceEvents"]) {
    const std::string phase = event["ph"];
    phases.insert(phase);
    if (phase != "X") continue;
    tracks.insert({event["pid"].get<int>(), event["tid"].get<int>()});
    CHECK(event["dur"].get<double>() >= 0.0);
    if (event["pid"] == 1 && event["name"].get<std::string>().substr(0, 7) == "execute") {
      rows_executed += event["args"]["rows"].get<std::int64_t>();
    }
  }
  CHECK(phases == std::set<std::string>{"C", "M", "X", "f", "s"});
  CHECK(rows_executed == 4'000);     // every row of the first strategy, once
  CHECK(tracks.count({1, 4}) == 1);  // the router's own, beside 4 cores
  CHECK(tracks.count({2, 4}) == 1);
  CHECK(json["otherData"]["spans_left_out"] == "0");
}

}  // namespace millrace
