// tests/support/sql_case_check.cpp — runs a case in batches of several sizes and compares every section.
#include <algorithm>
#include <utility>

#include "core/base/source_span.hpp"
#include "tests/support/sql_case.hpp"

namespace millrace::sql_text {
namespace {

/// The same text for lines of cells that mean the same.
std::string normalised(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (!line.empty()) line += " | ";
    const bool is_quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
    line += is_quoted ? cell.substr(1, cell.size() - 2) : cell;
  }
  return line;
}

class Differences {
 public:
  explicit Differences(std::string variant) : variant_(std::move(variant)) {}

  void compare(const std::string& what, const Lines& expected, const Lines& actual) {
    if (expected == actual) return;
    lines_.push_back(variant_ + ": " + what);
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
      const bool has_expected = i < expected.size();
      const bool has_actual = i < actual.size();
      if (has_expected && has_actual && expected[i] == actual[i]) {
        lines_.push_back("      " + expected[i]);
        continue;
      }
      if (has_expected) lines_.push_back("    - " + expected[i]);
      if (has_actual) lines_.push_back("    + " + actual[i]);
    }
  }
  Lines take() { return std::move(lines_); }

 private:
  std::string variant_;
  Lines lines_;
};

/// Header line of the outputs, each with its type where the expected header says one.
std::string header_of(const QueryPlan& plan, const std::vector<std::string>& expected,
                      std::size_t skipped) {
  std::vector<std::string> cells(expected.begin(),
                                 expected.begin() + static_cast<std::ptrdiff_t>(skipped));
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
    std::string cell = plan.outputs[i].name;
    const bool has_type = i + skipped < expected.size() &&
                          expected[i + skipped].size() > cell.size() &&
                          expected[i + skipped].compare(0, cell.size() + 1, cell + " ") == 0;
    if (has_type) cell += " " + to_text(plan.outputs[i].expression.type);
    cells.push_back(std::move(cell));
  }
  return normalised(cells);
}

void compare_table(Differences& differences, const std::string& what, const Lines& expected,
                   const QueryPlan& plan, const std::vector<std::vector<std::string>>& rows,
                   std::size_t skipped) {
  Lines wanted;
  for (const std::string& line : expected) wanted.push_back(normalised(split_cells(line)));
  Lines actual;
  const std::vector<std::string> header =
      expected.empty() ? std::vector<std::string>() : split_cells(expected[0]);
  actual.push_back(header_of(plan, header, std::min(skipped, header.size())));
  for (const std::vector<std::string>& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& cell : row) {
      // A table in the file cannot show blanks at the ends of a cell without quotes.
      cells.push_back("\"" + cell + "\"");
    }
    actual.push_back(normalised(cells));
  }
  differences.compare(what, wanted, actual);
}

std::int64_t count_named(const RowBalance& balance, const std::string& name) {
  if (name == "read") return balance.read;
  if (name == "in_effect") return balance.in_effect;
  if (name == "filtered") return balance.filtered;
  if (name == "late") return balance.late;
  if (name == "dead_letter") return balance.dead_letter;
  if (name == "late_seen") return balance.late_seen;
  if (name == "late_after_idle") return balance.late_after_idle;
  if (name == "expression_errors") return balance.expression_errors;
  return name == "results" ? balance.results : -1;
}

/// The words of the section with the counts as they are.
std::string balance_text(const RowBalance& balance, const std::string& expected) {
  std::string text;
  std::size_t begin = 0;
  while (begin < expected.size()) {
    const std::size_t end = std::min(expected.find(' ', begin), expected.size());
    const std::string name = expected.substr(begin, expected.find('=', begin) - begin);
    if (!text.empty()) text += " ";
    text += name + "=" + std::to_string(count_named(balance, name));
    begin = end + 1;
  }
  return text;
}

void compare_run(Differences& differences, const SqlCase& sql_case, const QueryRun& run,
                 bool is_merged) {
  if (sql_case.expect) {
    compare_table(differences, "rows", *sql_case.expect, *run.plan, run.rows, 0);
  }
  if (sql_case.changelog && !is_merged) {
    compare_table(differences, "changelog", *sql_case.changelog, *run.plan, run.changelog, 1);
  }
  differences.compare("late", sql_case.late.value_or(Lines()), run.late);
  differences.compare("dead letters", sql_case.dead_letters.value_or(Lines()), run.dead_letters);
  if (sql_case.balance && !is_merged) {
    for (const std::string& line : *sql_case.balance) {
      differences.compare("balance", {line}, {balance_text(run.balance, line)});
    }
  }
  if (!run.balance.is_balanced()) differences.compare("balance", {"balanced"}, {"not balanced"});
  differences.compare("states left", {"0"}, {std::to_string(run.states_left)});
}

std::string error_text(const Error& error, const std::string& sql) {
  if (!error.span.is_known()) return "? " + error.message;
  const LineColumn place = line_column_of(sql, error.span.begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + error.message;
}

Lines run_variant(const SqlCase& sql_case, const std::shared_ptr<const QueryPlan>& plan,
                  const RunOptions& options, const std::string& name) {
  Differences differences(name);
  compare_run(differences, sql_case, run_query(plan, sql_case.input, options),
              options.partial_workers > 0);
  return differences.take();
}

}  // namespace

std::vector<std::string> check_case(const SqlCase& sql_case) {
  Differences differences("binding");
  const auto plan = bind_query(sql_case.sql, sql_case.input, sql_case.options.time_column);
  if (!plan.has_value() || sql_case.error) {
    const std::string actual =
        plan.has_value() ? "no error" : error_text(plan.error(), sql_case.sql);
    differences.compare("error", sql_case.error.value_or(Lines{"no error"}), {actual});
    return differences.take();
  }
  std::vector<std::uint32_t> sizes = {1, 2, 3, 1000};
  if (sql_case.only_batch_rows) sizes = {*sql_case.only_batch_rows};
  Lines lines;
  const auto add = [&](const RunOptions& options, const std::string& name) {
    const Lines more = run_variant(sql_case, plan.value(), options, name);
    lines.insert(lines.end(), more.begin(), more.end());
  };
  for (const std::uint32_t size : sizes) {
    RunOptions options = sql_case.options;
    options.batch_rows = size;
    options.has_fresh_dictionaries = size == 2;
    options.holds_needed_columns_only = size == 3;
    add(options, "batches of " + std::to_string(size));
  }
  const bool can_split = plan.value()->shape == QueryShape::kGrouped && plan.value()->can_merge();
  if (!can_split || sql_case.only_batch_rows) return lines;
  RunOptions options = sql_case.options;
  options.batch_rows = 2;
  options.partial_workers = 3;
  add(options, "3 workers and a merger");
  return lines;
}

}  // namespace millrace::sql_text
