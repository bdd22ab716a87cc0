// sim/cli/result_writer.hpp — result rows as CSV, JSON lines, a table for people, or Markdown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/exec/query_executor.hpp"
#include "core/exec/result_order.hpp"
#include "core/sql/plan.hpp"

namespace millrace::cli {

enum class OutputFormat : std::uint8_t { kCsv, kJsonLines, kTable, kMarkdown };
Result<OutputFormat> parse_output_format(std::string_view text);

/// What is written: `rows` of `batches`, in that order. Borrowed.
struct ResultView {
  const QueryPlan& plan;
  const std::vector<ResultBatch>& batches;
  const std::vector<ResultRow>& rows;
  bool with_changes = false;              // a column `op`, + or -, in front
  std::optional<std::uint64_t> rows_max;  // tables only: how many rows are shown before "… n more"
};

/// Appends the whole text: header (but for JSON lines) and rows. CSV by RFC 4180 with LF, NULL as
/// nothing and the empty string as ""; JSON numbers for numbers, ISO text for timestamps; tables
/// with numbers to the right and `NULL`.
void append_results(std::string& out, const ResultView& view, OutputFormat format);

/// One CSV field, quoted where needed.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace millrace::cli
