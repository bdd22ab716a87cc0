// tests/support/sql_case.hpp — the cases of tests/sql/*.test: a statement, an input table, what must come out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_query.hpp"

namespace millrace::sql_text {

/// A section that a case may have, as its lines.
using Lines = std::vector<std::string>;

/// The format is told in tests/sql/README.md.
struct SqlCase {
  std::string name;
  std::uint32_t line = 0;  // of its name
  std::string sql;
  InputTable input;
  RunOptions options;
  std::optional<std::uint32_t> only_batch_rows;  // option batch=N
  std::optional<Lines> expect;                   // header, then rows in canonical order
  std::optional<Lines> changelog;                // header that begins with `op`, then every change
  std::optional<Lines> late;
  std::optional<Lines> dead_letters;
  std::optional<Lines> balance;  // `name=count` words
  std::optional<Lines> error;    // one line: `LINE:COLUMN message`
};

/// Reads a file of cases. The error's message begins with the line number.
Result<std::vector<SqlCase>> parse_cases(std::string_view text);

/// Runs the case in every way it can be run; one line per difference, none when all is as expected.
std::vector<std::string> check_case(const SqlCase& sql_case);

}  // namespace millrace::sql_text
