// ui/platform/export_document.cpp — the documents of `millrace compare`, from what the workbench shows.
#include "ui/platform/export_document.hpp"

#include <cctype>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/cli/version.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/comparison_json.hpp"
#include "sim/study/html_report.hpp"

namespace millrace {

ExportOrder export_order(ExportKind kind, const WorkbenchView& view, const SessionFiles& files) {
  MILLRACE_ASSERT(view.scenario != nullptr);
  ExportOrder order;
  order.kind = kind;
  order.scenario = std::make_shared<const Scenario>(*view.scenario);
  order.scenario_text = std::string(view.scenario_text);
  for (const RunView& run : view.runs) {
    if (!run.forked_from.has_value()) order.strategies.push_back(run.strategy);
  }
  order.files = files.workload;
  return order;
}

Result<std::string> export_document(const ExportOrder& order) {
  MILLRACE_ASSERT(order.kind != ExportKind::kPicture);
  if (order.kind == ExportKind::kScenario) return order.scenario_text;
  StudyOptions options;
  options.strategies = order.strategies;
  options.allow_invalid = order.scenario->engine.job.allow_invalid;
  options.files = order.files;
  MILLRACE_TRY(const Comparison comparison, compare_strategies(order.scenario, options));
  const std::string version = cli::version_number();
  if (order.kind == ExportKind::kJson) return comparison_json(comparison, version);
  if (order.kind == ExportKind::kCsv) return comparison_csv(comparison);
  return html_report(comparison, version);
}

std::string export_name(ExportKind kind, std::string_view scenario_name) {
  std::string name;
  for (const char c : scenario_name) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    name += is_plain ? c : '-';
  }
  if (name.empty()) name = "millrace";
  switch (kind) {
    case ExportKind::kJson:
      return name + ".json";
    case ExportKind::kHtml:
      return name + ".html";
    case ExportKind::kCsv:
      return name + ".csv";
    case ExportKind::kScenario:
      return name + ".yaml";
    case ExportKind::kPicture:
      break;
  }
  return name + ".png";
}

}  // namespace millrace
