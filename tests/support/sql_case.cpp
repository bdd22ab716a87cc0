// tests/support/sql_case.cpp — reads files of SQL cases.
#include "tests/support/sql_case.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace millrace::sql_text {
namespace {

constexpr std::string_view kRule = "---- ";

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t ms;
  };
  constexpr Unit kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};
  for (const Unit& unit : kUnits) {
    if (text.size() <= unit.name.size()) continue;
    const std::size_t digits = text.size() - unit.name.size();
    if (text.substr(digits) != unit.name) continue;
    const std::optional<std::int64_t> count = parse_int64(text.substr(0, digits));
    if (count) return *count * unit.ms;
  }
  return std::nullopt;
}

/// One word of an `options:` line.
bool set_option(SqlCase& sql_case, std::string_view name, std::string_view value) {
  if (name == "time") {
    sql_case.options.time_column = std::string(value);
    return true;
  }
  if (name == "disorder") {
    const std::optional<std::int64_t> ms = parse_duration(value);
    sql_case.options.disorder_ms = ms.value_or(0);
    return ms.has_value();
  }
  if (name == "late") {
    if (value == "drop") sql_case.options.late_rows = LateRows::kDrop;
    if (value == "process_all") sql_case.options.late_rows = LateRows::kProcessAll;
    return value == "drop" || value == "process_all" || value == "process_with_warning";
  }
  if (name == "changes") {
    sql_case.options.changes_per_batch = value == "per_batch";
    return value == "per_batch";
  }
  if (name == "batch") {
    const std::optional<std::int64_t> rows = parse_int64(value);
    if (rows) sql_case.only_batch_rows = static_cast<std::uint32_t>(*rows);
    return rows.has_value() && *rows > 0;
  }
  return false;
}

class CaseReader {
 public:
  explicit CaseReader(std::string_view text) : lines_(lines_of(text)) {}

  Result<std::vector<SqlCase>> run() {
    std::vector<SqlCase> cases;
    while (skip_to_case()) {
      MILLRACE_TRY(SqlCase sql_case, read_case());
      cases.push_back(std::move(sql_case));
    }
    return cases;
  }

 private:
  Error error(const std::string& message) const {
    return Error{ErrorCode::kInput, std::to_string(next_ + 1) + ": " + message};
  }
  bool is_at_case() const { return starts_with(lines_[next_], "# "); }
  bool is_at_rule() const { return starts_with(lines_[next_], kRule); }
  bool skip_to_case() {
    while (next_ < lines_.size() && !is_at_case()) ++next_;
    return next_ < lines_.size();
  }

  Result<SqlCase> read_case() {
    SqlCase sql_case;
    sql_case.name = lines_[next_].substr(2);
    sql_case.line = static_cast<std::uint32_t>(next_ + 1);
    ++next_;
    MILLRACE_CHECK(read_options(sql_case));
    while (next_ < lines_.size() && !is_at_rule() && !is_at_case()) {
      sql_case.sql += lines_[next_++] + "\n";
    }
    while (next_ < lines_.size() && !is_at_case()) {
      const std::string title = lines_[next_].substr(kRule.size());
      ++next_;
      MILLRACE_CHECK(read_section(sql_case, title));
    }
    const bool is_checked = sql_case.expect || sql_case.changelog || sql_case.error;
    if (!is_checked) return error("case '" + sql_case.name + "' expects nothing");
    return sql_case;
  }

  Status read_options(SqlCase& sql_case) {
    constexpr std::string_view kOptions = "options:";
    while (next_ < lines_.size() && starts_with(lines_[next_], kOptions)) {
      std::string_view rest = std::string_view(lines_[next_]).substr(kOptions.size());
      while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        if (word.empty()) continue;
        const std::size_t equals = word.find('=');
        const bool is_known = equals != std::string_view::npos &&
                              set_option(sql_case, word.substr(0, equals), word.substr(equals + 1));
        if (!is_known) return error("unknown option '" + std::string(word) + "'");
      }
      ++next_;
    }
    return {};
  }

  /// Lines up to the next rule or case, without blank and comment lines.
  Lines section_lines() {
    Lines lines;
    for (; next_ < lines_.size() && !is_at_rule() && !is_at_case(); ++next_) {
      if (lines_[next_].empty() || starts_with(lines_[next_], "//")) continue;
      lines.push_back(lines_[next_]);
    }
    return lines;
  }

  Status read_section(SqlCase& sql_case, const std::string& title) {
    Lines lines = section_lines();
    if (title == "input above") {
      sql_case.input = last_input_;
      return {};
    }
    if (title == "input") {
      Result<InputTable> input = parse_table(lines);
      if (!input.has_value()) return error(input.error().message);
      last_input_ = sql_case.input = std::move(input).value();
      return {};
    }
    std::optional<Lines>* section = nullptr;
    if (title == "expect") section = &sql_case.expect;
    if (title == "changelog") section = &sql_case.changelog;
    if (title == "late") section = &sql_case.late;
    if (title == "dead letters") section = &sql_case.dead_letters;
    if (title == "balance") section = &sql_case.balance;
    if (title == "error") section = &sql_case.error;
    if (section == nullptr) return error("unknown section '" + title + "'");
    if (section->has_value()) return error("section '" + title + "' is there twice");
    *section = std::move(lines);
    return {};
  }

  Lines lines_;
  std::size_t next_ = 0;
  InputTable last_input_;
};

}  // namespace

Result<std::vector<SqlCase>> parse_cases(std::string_view text) {
  return CaseReader(text).run();
}

}  // namespace millrace::sql_text
