// ui/platform/export_document.hpp — a session as a document for others, the same on the desktop and on the page.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "ui/frame/frame.hpp"

namespace millrace {

/// What an export needs of a session, apart from it: may be used by another thread.
struct ExportOrder {
  ExportKind kind = ExportKind::kJson;
  std::shared_ptr<const Scenario> scenario;
  std::string scenario_text;
  std::vector<std::string> strategies;  // of the runs on show
  WorkloadFiles files;
};

/// REQUIRES: the view has a scenario.
ExportOrder export_order(ExportKind kind, const WorkbenchView& view, const SessionFiles& files);
/// The text of the document. Comparisons play the scenario to its end: seconds. Errors: those of compare_strategies().
/// REQUIRES: the kind is not kPicture.
Result<std::string> export_document(const ExportOrder& order);
/// "hot-trader.html".
std::string export_name(ExportKind kind, std::string_view scenario_name);

}  // namespace millrace
