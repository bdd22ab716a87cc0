// sim/cli/result_writer.cpp — one pass over the rows per format; columns are addressed by index,
// never by name.
#include "sim/cli/result_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/json_text.hpp"
#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace::cli {
namespace {

constexpr std::array<std::string_view, 4> kFormatNames = {"csv", "jsonl", "table", "markdown"};

std::string_view change_sign(const ResultBatch& batch, std::uint32_t row) {
  const bool is_retract = !batch.changes.empty() && batch.changes[row] == Change::kRetract;
  return is_retract ? "-" : "+";
}

void append_csv(std::string& out, const ResultView& view) {
  if (view.with_changes) out += "op";
  for (std::size_t i = 0; i < view.plan.outputs.size(); ++i) {
    if (i > 0 || view.with_changes) out += ',';
    append_csv_field(out, view.plan.outputs[i].name);
  }
  out += '\n';
  std::string field;
  for (const ResultRow& at : view.rows) {
    const ResultBatch& batch = view.batches[at.batch];
    if (view.with_changes) out += change_sign(batch, at.row);
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
      if (i > 0 || view.with_changes) out += ',';
      const Column& column = batch.columns[i];
      if (column.is_null(at.row)) continue;
      if (column.type().kind != TypeKind::kString) {
        append_text(out, column, at.row);
      } else {
        append_csv_field(out, column.string_at(at.row));
      }
    }
    out += '\n';
  }
}

void append_json_value(std::string& out, const Column& column, std::uint32_t row) {
  if (column.is_null(row)) {
    out += "null";
    return;
  }
  switch (column.type().kind) {
    case TypeKind::kString:
      append_json_string(out, column.string_at(row));
      return;
    case TypeKind::kTimestamp:
      out += '"';
      append_text(out, column, row);
      out += '"';
      return;
    case TypeKind::kDouble: {
      const double value = column.doubles()[row];
      const bool is_finite = value - value == 0.0;
      if (!is_finite) out += '"';  // JSON has no NaN and no infinity
      append_text(out, column, row);
      if (!is_finite) out += '"';
      return;
    }
    case TypeKind::kBoolean:
    case TypeKind::kBigint:
    case TypeKind::kDecimal:
      append_text(out, column, row);
      return;
  }
}

void append_json_lines(std::string& out, const ResultView& view) {
  std::vector<std::string> names;
  for (const OutputItem& item : view.plan.outputs) {
    std::string name;
    append_json_string(name, item.name);
    names.push_back(name + ':');
  }
  for (const ResultRow& at : view.rows) {
    const ResultBatch& batch = view.batches[at.batch];
    out += '{';
    if (view.with_changes) out += fmt::format("\"op\":\"{}\"", change_sign(batch, at.row));
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
      if (i > 0 || view.with_changes) out += ',';
      out += names[i];
      append_json_value(out, batch.columns[i], at.row);
    }
    out += "}\n";
  }
}

/// Columns a terminal needs for a UTF-8 text: its code points (wide characters are not told apart).
std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0u) != 0x80u;
  }));
}

/// A table held as text, one string a cell.
struct Cells {
  std::vector<std::string> names;
  std::vector<bool> right;  // numbers stand to the right
  std::vector<std::vector<std::string>> rows;
  std::uint64_t rows_left_out = 0;
};

Cells make_cells(const ResultView& view) {
  Cells cells;
  if (view.with_changes) {
    cells.names.emplace_back("op");
    cells.right.push_back(false);
  }
  for (const OutputItem& item : view.plan.outputs) {
    cells.names.push_back(item.name);
    cells.right.push_back(item.expression.type.is_numeric());
  }
  const std::size_t shown = static_cast<std::size_t>(
      std::min<std::uint64_t>(view.rows.size(), view.rows_max.value_or(view.rows.size())));
  cells.rows_left_out = view.rows.size() - shown;
  for (std::size_t n = 0; n < shown; ++n) {
    const ResultRow& at = view.rows[n];
    const ResultBatch& batch = view.batches[at.batch];
    std::vector<std::string> row;
    if (view.with_changes) row.emplace_back(change_sign(batch, at.row));
    for (const Column& column : batch.columns) {
      std::string cell;
      append_text(cell, column, at.row, "NULL");
      row.push_back(std::move(cell));
    }
    cells.rows.push_back(std::move(row));
  }
  return cells;
}

std::vector<std::size_t> column_widths(const Cells& cells) {
  std::vector<std::size_t> widths;
  for (const std::string& name : cells.names) widths.push_back(display_width(name));
  for (const auto& row : cells.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row[i]));
  }
  return widths;
}

void append_padded(std::string& out, std::string_view text, std::size_t width, bool right) {
  const std::size_t blanks = width - std::min(width, display_width(text));
  if (right) out.append(blanks, ' ');
  out += text;
  if (!right) out.append(blanks, ' ');
}

void append_left_out(std::string& out, const Cells& cells) {
  if (cells.rows_left_out > 0) out += fmt::format("… {} more rows\n", cells.rows_left_out);
}

void append_table(std::string& out, const ResultView& view) {
  const Cells cells = make_cells(view);
  const std::vector<std::size_t> widths = column_widths(cells);
  const auto append_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += "  ";
      append_padded(line, row[i], widths[i], cells.right[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line;
    out += '\n';
  };
  append_row(cells.names);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) out += "  ";
    for (std::size_t n = 0; n < widths[i]; ++n) out += "─";
  }
  out += '\n';
  for (const auto& row : cells.rows) append_row(row);
  append_left_out(out, cells);
}

void append_markdown(std::string& out, const ResultView& view) {
  const Cells cells = make_cells(view);
  const auto append_row = [&](const std::vector<std::string>& row) {
    out += '|';
    for (const std::string& cell : row) {
      out += ' ';
      for (const char c : cell) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
      }
      out += " |";
    }
    out += '\n';
  };
  append_row(cells.names);
  out += '|';
  for (const bool right : cells.right) out += right ? "---:|" : "---|";
  out += '\n';
  for (const auto& row : cells.rows) append_row(row);
  append_left_out(out, cells);
}

}  // namespace

Result<OutputFormat> parse_output_format(std::string_view text) {
  for (std::size_t i = 0; i < kFormatNames.size(); ++i) {
    if (equals_ignoring_case(text, kFormatNames[i])) return static_cast<OutputFormat>(i);
  }
  return Error{ErrorCode::kOption,
               fmt::format("unknown output format '{}'; expected csv, jsonl, table or markdown{}",
                           text, did_you_mean(text, kFormatNames))};
}

void append_csv_field(std::string& out, std::string_view text) {
  const bool needs_quotes = text.empty() ||
                            text.find_first_of(",\"\r\n") != std::string_view::npos ||
                            text.front() == ' ' || text.back() == ' ';
  if (!needs_quotes) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_results(std::string& out, const ResultView& view, OutputFormat format) {
  switch (format) {
    case OutputFormat::kCsv:
      append_csv(out, view);
      return;
    case OutputFormat::kJsonLines:
      append_json_lines(out, view);
      return;
    case OutputFormat::kTable:
      append_table(out, view);
      return;
    case OutputFormat::kMarkdown:
      append_markdown(out, view);
      return;
  }
}

}  // namespace millrace::cli
