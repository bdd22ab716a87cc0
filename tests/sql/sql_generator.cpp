// tests/sql/sql_generator.cpp — random statements that the grammar accepts.
#include "tests/sql/sql_generator.hpp"

#include <array>

namespace millrace::test {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "a",       "b2",        "_x",        "timestamp",  "rows",   "\"order\"", "\"a b\"",
    "`c\"d`",  "\"it''s\"", "\"g\"\"h\"", "partition", "größe", "interval",  "_WINDOW_START"};
constexpr std::array<std::string_view, 14> kOperators = {"OR", "AND", "=", "<>", "!=", "<", "<=",
                                                         ">=", "||",  "+", "-",  "*",  "/", "%"};
constexpr std::array<std::string_view, 10> kTypes = {
    "BIGINT", "int", "DOUBLE", "double precision", "DECIMAL(12,4)", "decimal(5)", "STRING", "varchar",
    "BOOLEAN", "timestamp"};
constexpr std::array<std::string_view, 12> kUnits = {"ns", "us", "ms", "s", "m", "h",
                                                     "d", "w", "SECONDS", "minute", "Hours", "DAY"};
constexpr std::array<std::string_view, 8> kAnnotations = {
    "-- @num_partitions: 8", "--@batch-size:  100   -- of records", "-- @job_mode: adaptive",
    "-- @partitioning_strategy: hash", "-- @partitioned-by: a, b", "-- @metric: m",
    "-- a comment", "/* another */"};

}  // namespace

std::string SqlGenerator::blank() {
  switch (below(12)) {
    case 0:
      return "\n";
    case 1:
      return " /* x */ ";
    case 2:
      return " -- x\n";
    case 3:
      return "\t  ";
    default:
      return " ";
  }
}

std::string SqlGenerator::word(std::string_view text) {
  std::string out(text);
  if (chance(40)) {
    for (char& c : out) {
      const bool is_upper = c >= 'A' && c <= 'Z';
      if (is_upper && chance(60)) c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return blank() + out + blank();
}

std::string SqlGenerator::name() {
  return std::string(kNames[below(kNames.size())]);
}

std::string SqlGenerator::column() {
  return chance(20) ? name() + "." + name() : name();
}

std::string SqlGenerator::number() {
  switch (below(5)) {
    case 0:
      return std::to_string(below(10));
    case 1:
      return std::to_string(below(1000)) + "." + std::to_string(below(1000));
    case 2:
      return "." + std::to_string(below(100));
    case 3:
      return std::to_string(below(9)) + "e" + (chance(50) ? "-" : "") + std::to_string(below(30));
    default:
      return "9223372036854775807";
  }
}

std::string SqlGenerator::literal() {
  switch (below(8)) {
    case 0:
      return "'it''s -- no /* comment'";
    case 1:
      return "''";
    case 2:
      return word("TRUE");
    case 3:
      return word("NULL");
    case 4:
      return word("TIMESTAMP") + "'2001-02-03 04:05:06.789'";
    case 5:
      return word("INTERVAL") + "'" + std::to_string(below(90)) + "'" + word("MINUTE");
    default:
      return number();
  }
}

std::string SqlGenerator::list(int depth, int items_max) {
  std::string out;
  for (std::uint64_t i = 0, n = 1 + below(static_cast<std::uint64_t>(items_max)); i < n; ++i) {
    if (i > 0) out += ",";
    out += expression(depth);
  }
  return out;
}

std::string SqlGenerator::order_items(int depth) {
  std::string out = expression(depth);
  if (chance(30)) out += word("DESC");
  if (chance(30)) out += "," + expression(depth) + word("ASC");
  return out;
}

std::string SqlGenerator::frame_bound() {
  return chance(50) ? word("CURRENT") + word("ROW") : std::to_string(1 + below(9)) + word("FOLLOWING");
}

std::string SqlGenerator::over(int depth) {
  std::string out = word("OVER") + "(";
  if (chance(40)) {
    out += word("ROWS") + word("WINDOW") + word("BUFFER") + std::to_string(1 + below(100)) + word("ROWS");
  }
  if (chance(60)) out += word("PARTITION") + word("BY") + list(depth, 2);
  if (chance(60)) out += word("ORDER") + word("BY") + order_items(depth);
  if (chance(40)) {
    const std::string first = chance(50) ? word("UNBOUNDED") + word("PRECEDING")
                                         : std::to_string(below(9)) + word("PRECEDING");
    out += word("ROWS");
    out += chance(50) ? first : word("BETWEEN") + first + word("AND") + frame_bound();
  }
  if (chance(20)) out += word("EMIT") + word("EVERY") + word("RECORD");
  if (chance(20)) out += word("EXPIRE") + word("AFTER") + word("NEVER");
  return out + ")";
}

std::string SqlGenerator::call(int depth) {
  switch (below(6)) {
    case 0:
      return word("COUNT") + "(*)";
    case 1:
      return word("SUM") + "(" + (chance(30) ? word("DISTINCT") : "") + expression(depth) + ")";
    case 2:
      return word("CAST") + "(" + expression(depth) + word("AS") + std::string(kTypes[below(kTypes.size())]) + ")";
    case 3:
      return word("EXTRACT") + "(" + word("YEAR") + word("FROM") + expression(depth) + ")";
    case 4:
      return word("LAG") + "(" + list(depth, 3) + ")" + over(depth);
    default:
      return word("SUBSTRING") + "(" + expression(depth) + word("FROM") + expression(depth) +
             (chance(50) ? word("FOR") + expression(depth) : "") + ")";
  }
}

std::string SqlGenerator::predicate(int depth) {
  const std::string left = "(" + expression(depth) + ")";
  const std::string negation = chance(30) ? word("NOT") : "";
  switch (below(4)) {
    case 0:
      return left + word("IS") + negation + word("NULL");
    case 1:
      return left + negation + word("IN") + "(" + list(depth, 3) + ")";
    case 2:
      return left + negation + word("LIKE") + "(" + expression(depth) + ")";
    default:
      return left + negation + word("BETWEEN") + "(" + expression(depth) + ")" + word("AND") + "(" +
             expression(depth) + ")";
  }
}

std::string SqlGenerator::expression(int depth) {
  if (depth <= 0) return chance(60) ? column() : literal();
  const int inner = depth - 1;
  switch (below(9)) {
    case 0:
    case 1:
      return column();
    case 2:
      return literal();
    case 3:
      return "(" + expression(inner) + ")" + word(kOperators[below(kOperators.size())]) + "(" +
             expression(inner) + ")";
    case 4: {
      // A chain without parentheses, whose shape is the precedence's business.
      std::string out = column();
      for (std::uint64_t i = 0, n = 1 + below(4); i < n; ++i) {
        constexpr std::array<std::string_view, 8> kChained = {"OR", "AND", "||", "+", "-", "*", "/", "%"};
        out += word(kChained[below(kChained.size())]) + (chance(30) ? "- " : "") + (chance(50) ? column() : number());
      }
      return out;
    }
    case 5:
      return (chance(50) ? "(" + word("NOT") + (chance(50) ? word("NOT") : "") : "( - ") + "(" +
             expression(inner) + "))";
    case 6:
      return "(" + predicate(inner) + ")";
    case 7: {
      std::string out = word("CASE") + (chance(30) ? expression(inner) : "");
      for (std::uint64_t i = 0, n = 1 + below(2); i < n; ++i) {
        out += word("WHEN") + expression(inner) + word("THEN") + expression(inner);
      }
      return out + (chance(50) ? word("ELSE") + expression(inner) : "") + word("END");
    }
    default:
      return call(inner);
  }
}

std::string SqlGenerator::duration() {
  const std::string count = std::to_string(below(100));
  const std::string unit(kUnits[below(kUnits.size())]);
  switch (below(4)) {
    case 0:
      return count;
    case 1:
      return count + unit;
    case 2:
      return count + blank() + unit;
    default:
      return word("INTERVAL") + "'" + count + "'" + blank() + unit;
  }
}

std::string SqlGenerator::window() {
  constexpr std::array<std::string_view, 4> kKinds = {"TUMBLING", "HOPPING", "SESSION", "anything"};
  std::string out = word("WINDOW") + word(kKinds[below(kKinds.size())]) + "(";
  if (chance(40)) out += column() + ",";
  if (chance(40)) {
    out += word("SIZE") + duration();
    if (chance(50)) out += "," + word("ADVANCE") + word("BY") + duration();
  } else {
    out += duration();
    if (chance(50)) out += "," + duration();
  }
  if (chance(40)) out += "," + word("GRACE") + (chance(50) ? word("PERIOD") : "") + duration();
  return out + ")";
}

std::string SqlGenerator::clauses(int depth) {
  std::string out;
  const std::string when = chance(50) ? window() : "";
  const std::uint64_t place = below(4);
  if (place == 0) out += when;
  if (chance(50)) out += word("WHERE") + expression(depth);
  if (place == 1) out += when;
  if (chance(50)) out += word("GROUP") + word("BY") + list(depth, 3);
  if (place == 2) out += when;
  if (chance(30)) out += word("HAVING") + expression(depth);
  if (place == 3) out += when;
  if (chance(30)) out += word("ORDER") + word("BY") + order_items(depth);
  const std::string limit = chance(30) ? word("LIMIT") + std::to_string(below(100)) : "";
  const std::string emit = chance(50) ? word("EMIT") + word(chance(50) ? "CHANGES" : "FINAL") : "";
  out += chance(50) ? limit + emit : emit + limit;
  if (chance(20)) out += word("WITH") + "('k.x' = 'v''w', y = 5)";
  return out;
}

std::string SqlGenerator::annotations() {
  std::string out;
  for (const std::string_view line : kAnnotations) {
    if (chance(30)) out += std::string(line) + "\n";
  }
  return out;
}

std::string SqlGenerator::statement() {
  const int depth = static_cast<int>(below(4));
  std::string out = chance(30) ? annotations() : "";
  if (chance(20)) {
    out += word("CREATE") + word(chance(50) ? "STREAM" : "TABLE") + name() + word("AS");
  }
  out += word("SELECT");
  if (chance(20)) out += word("DISTINCT");
  for (std::uint64_t i = 0, n = 1 + below(3); i < n; ++i) {
    if (i > 0) out += ",";
    if (chance(10)) {
      out += chance(50) ? "*" : name() + ".*";
      continue;
    }
    out += expression(depth);
    if (chance(40)) out += (chance(50) ? word("AS") : " ") + name();
  }
  out += word("FROM") + name() + (chance(20) ? "." + name() : "");
  if (chance(40)) out += (chance(50) ? word("AS") : " ") + name();
  out += clauses(depth);
  return out + (chance(20) ? ";" : "");
}

}  // namespace millrace::test
