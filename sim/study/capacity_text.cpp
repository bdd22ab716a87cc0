// sim/study/capacity_text.cpp — a capacity plan for people and for programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/study/capacity_plan.hpp"
#include "sim/study/comparison_text.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/text_table.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

std::string divisors_text(const CapacityPlan& plan) {
  std::string text;
  for (const std::uint32_t divisor : plan.divisors) {
    text += (text.empty() ? "" : ", ") + std::to_string(divisor);
  }
  return text;
}

}  // namespace

std::string capacity_text(const CapacityPlan& plan, std::string_view scenario) {
  std::string target = rate_figure(plan.rate) + " rows";
  if (plan.p99_ns) target += ", p99 at most " + latency_figure(*plan.p99_ns / 1e3);
  std::string text = fmt::format("{} · target {} · up to {}\n\n", scenario, target,
                                 counted(plan.cores_max, "core"));
  TextTable table({{"strategy", Align::kLeft},
                   {"cores"},
                   {"rows"},
                   {"p99"},
                   {"busiest"},
                   {fmt::format("largest rate on {}", counted(plan.scenario_cores, "core"))}});
  for (const StrategyCapacity& capacity : plan.strategies) {
    if (!capacity.refusal.empty()) {
      table.add({"⊘ " + capacity.strategy, "—", "—", "—", "—", "—"});
      continue;
    }
    table.add(
        {(capacity.cores ? "✓ " : "✗ ") + capacity.strategy,
         capacity.cores ? std::to_string(*capacity.cores) : fmt::format("> {}", plan.cores_max),
         rate_figure(capacity.throughput_rps), latency_figure(capacity.p99_us),
         share_figure(capacity.busiest), rate_figure(capacity.rate_max)});
  }
  text += table.text() + "\n";
  for (const StrategyCapacity& capacity : plan.strategies) {
    std::string why = capacity.refusal.empty() ? capacity.limit : "refused: " + capacity.refusal;
    if (why.empty()) continue;
    if (capacity.cores) {
      why = fmt::format("{} would not do: {}", counted(*capacity.cores - 1, "core"), why);
    }
    text += wrapped(capacity.strategy + ": " + why, kReportColumns, "    ").substr(2);
  }
  text += "\n" + wrapped(fmt::format("{} divide evenly over {} workers.",
                                     counted(plan.source_partitions, "source partition"),
                                     divisors_text(plan)),
                         kReportColumns, "  ");
  if (plan.ceiling > 0.0) {
    text +=
        wrapped(fmt::format("The hottest key holds {} of the rows: routing by key keeps at most "
                            "{:.1f} workers busy, however many there are.",
                            share_figure(plan.hottest_key_share), plan.ceiling),
                kReportColumns, "  ");
  }
  return text + "\n" + wrapped("→ " + plan.advice, kReportColumns, "  ").substr(2);
}

std::string capacity_json(const CapacityPlan& plan, std::string_view scenario, std::uint64_t seed,
                          std::string_view version) {
  Json json;
  json["scenario"] = std::string(scenario);
  json["seed"] = seed;
  json["version"] = std::string(version);
  json["target"] = {{"rate_rps", plan.rate},
                    {"p99_us", plan.p99_ns ? Json(*plan.p99_ns / 1e3) : Json()},
                    {"cores_max", plan.cores_max}};
  json["best"] = plan.best.empty() ? Json() : Json(plan.best);
  json["verdict"] = plan.verdict.empty() ? Json() : Json(plan.verdict);
  json["advice"] = plan.advice;
  json["divisors"] = plan.divisors;
  json["hottest_key_share"] = plan.hottest_key_share;
  json["ceiling"] = plan.ceiling > 0.0 ? Json(plan.ceiling) : Json();
  json["strategies"] = Json::array();
  for (const StrategyCapacity& capacity : plan.strategies) {
    json["strategies"].push_back(
        {{"strategy", capacity.strategy},
         {"refusal", capacity.refusal.empty() ? Json() : Json(capacity.refusal)},
         {"cores", capacity.cores ? Json(*capacity.cores) : Json()},
         {"throughput_rps", capacity.throughput_rps},
         {"p99_us", capacity.p99_us},
         {"busiest_core", capacity.busiest},
         {"limit", capacity.limit},
         {"rate_max_rps", capacity.rate_max},
         {"rate_limit", capacity.rate_limit}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace millrace
